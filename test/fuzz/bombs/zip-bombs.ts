import { zipOf } from "../../support/zip-writer.ts";
import { type Bomb, bombOf as bomb } from "./bomb.ts";

const megabyte = 1024 * 1024;
const header = "id,name\n";

/** An archive whose every entry is the same bytes: https://www.bamsoftware.com/hacks/zipbomb/ */
const overlapping = zipOf(
  Array.from({ length: 1000 }, (_, index) => ({
    name: `${index}.csv`,
    text: index === 0 ? Buffer.from(header + "1,x\n".repeat(100_000)) : Buffer.from(header),
    claims: { start: 0 },
  })),
);

/** Archives that hold more than they could. */
export const zipBombs: readonly Bomb[] = [
  bomb("a zip archive whose files overlap", "a.zip", overlapping, /files overlap/),
  bomb(
    "a zip archive of 100 files with 2,000 columns of their own",
    "a.zip",
    zipOf(
      Array.from({ length: 100 }, (_, index) => ({
        name: `${index}.csv`,
        text: Buffer.from(`${Array.from({ length: 2000 }, (__, column) => `c${index}_${column}`).join(",")}\n1\n`),
        method: 0,
      })),
    ),
    /files of table "t" have more than 100000 columns together/,
  ),
  bomb(
    "a zip archive of 60,000 files",
    "a.zip",
    zipOf(
      Array.from({ length: 60_000 }, (_, index) => ({ name: `${index}.csv`, text: Buffer.from("id\n1\n"), method: 0 })),
    ),
    /it is a zip archive of more than 40000 files; split it into several/,
  ),
  bomb(
    "a zip archive of one bomb",
    "a.zip",
    // Long rows: what stands before the limit is written, and shorter ones would be millions of records.
    zipOf([{ name: "a.csv", text: Buffer.alloc(512 * megabyte, `1,${"x".repeat(1000)}\n`) }]),
    /expands to more than 200 times/,
  ),
];
