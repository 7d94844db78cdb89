import { zipOf } from "../../support/zip-writer.ts";

const row = `${"1,".repeat(89_999)}1\n`;

/** What is large, and is read: name, key, content and number of records. */
export const largeFiles: readonly (readonly [name: string, key: string, body: Buffer, records: number])[] = [
  ["a header of 90,000 names", "a.csv", Buffer.from(`${header((index) => index)}\n${row.repeat(10)}`), 10],
  [
    "a header of 45,000 names, each of them twice",
    "a.csv",
    Buffer.from(`${header((index) => index % 45_000)}\n${row}`),
    1,
  ],
  [
    "a zip archive of 40,000 files",
    "a.zip",
    zipOf(
      Array.from({ length: 40_000 }, (_, index) => ({
        name: `${index}.csv`,
        text: Buffer.from("id,name\n1,x\n"),
        method: 0,
      })),
    ),
    40_000,
  ],
];

function header(nameOf: (index: number) => number): string {
  return Array.from({ length: 90_000 }, (_, index) => `c${nameOf(index)}`).join(",");
}
