import type { GeneratedBody } from "../../../local-aws/store/content.ts";
import { largeFile } from "../../support/large-file.ts";
import { zipOf } from "../../support/zip-writer.ts";

const row = `${"1,".repeat(89_999)}1\n`;

/** What is large, and is read: name, key, content and number of records. */
export const largeFiles: readonly (readonly [
  name: string,
  key: string,
  body: Buffer | GeneratedBody,
  records: number,
])[] = [
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
    archiveOf((index) => ({ name: `${index}.csv`, text: "id,name\n1,x\n" })),
    40_000,
  ],
  [
    "a zip archive of 40,000 files with names of 350 characters",
    "a.zip",
    archiveOf((index) => ({ name: `${index}${"n".repeat(350)}.csv`, text: "id,name\n1,x\n" })),
    40_000,
  ],
  [
    "a zip archive of 40,000 files whose rows are wider than their headers",
    "a.zip",
    archiveOf((index) => ({ name: `${index}.csv`, text: "id,name\n1,x,y\n" })),
    40_000,
  ],
  ["500 MB of line ends before the header", "a.csv", largeFile(500_000_000, "", "\n"), 0],
];

function archiveOf(fileOf: (index: number) => { readonly name: string; readonly text: string }): Buffer {
  const files = Array.from({ length: 40_000 }, (_, index) => fileOf(index));
  return zipOf(files.map(({ name, text }) => ({ name, text: Buffer.from(text), method: 0 })));
}

function header(nameOf: (index: number) => number): string {
  return Array.from({ length: 90_000 }, (_, index) => `c${nameOf(index)}`).join(",");
}
