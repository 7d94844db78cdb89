import { gzipSync } from "node:zlib";
import { type Bomb, bombOf as bomb, repeated } from "./bomb.ts";

const megabyte = 1024 * 1024;

/** Zeros for 10 GiB, in 160 members of a gzip file. */
const zeros = repeated(gzipSync(Buffer.alloc(64 * megabyte), { level: 9 }), 160);
const spaces = gzipSync(Buffer.alloc(64 * megabyte, " "), { level: 9 });

/** Small files that would be large ones. */
export const gzipBombs: readonly Bomb[] = [
  bomb("10 GiB of zeros in gzip", "a.csv.gz", zeros, /expands to more than 200 times its size; set "max_expansion"/),
  bomb(
    "10 GiB of spaces in gzip",
    "a.csv.gz",
    repeated(spaces, 160),
    /expands to more than 200 times its size|larger than/,
  ),
  bomb("gzip in gzip", "a.csv.gz", gzipSync(gzipSync(Buffer.alloc(512 * megabyte))), /compressed twice/),
];
