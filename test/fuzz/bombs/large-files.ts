import type { GeneratedBody } from "../../../local-aws/store/content.ts";
import { avroFile } from "../../support/avro-file.ts";
import { record } from "../../support/avro-schemas.ts";
import { parquetFile } from "../../support/parquet-file.ts";
import { int64s } from "../../support/parquet-values.ts";
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
  [
    "a zip archive of 5,000 files with 60 columns of their own",
    "a.zip",
    archiveOf(
      (index) => ({ name: `${index}.csv`, text: `${header((column) => `${index}_${column}`, 60)}\n1\n` }),
      5000,
    ),
    5000,
  ],
  [
    "an Avro file of 10,000 fields",
    "a.avro",
    avroFile(record(fields(10_000, "string")), [[fields(10_000, "x"), fields(10_000, "y")]]),
    2,
  ],
  ["a Parquet file of 20,000 columns", "a.parquet", parquetOf(20_000, 1), 1],
  ["a Parquet file of 10,000 row groups", "a.parquet", parquetOf(1, 10_000), 10_000],
  ["500 MB of line ends before the header", "a.csv", largeFile(500_000_000, "", "\n"), 0],
];

function archiveOf(
  fileOf: (index: number) => { readonly name: string; readonly text: string },
  count = 40_000,
): Buffer {
  const files = Array.from({ length: count }, (_, index) => fileOf(index));
  return zipOf(files.map(({ name, text }) => ({ name, text: Buffer.from(text), method: 0 })));
}

/** Fields of one type, or of one value. */
function fields<Value>(count: number, value: Value): Readonly<Record<string, Value>> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`c${index}`, value]));
}

/** Row groups of one row of numbers. */
function parquetOf(columns: number, groups: number): Buffer {
  const names = Object.keys(fields(columns, ""));
  const page = { content: int64s(7), values: 1 };
  const chunks = names.map((name) => ({ path: [name], type: 2, values: 1, pages: [page] }));
  const schema = names.map((name) => ({ name, type: 2, repetition: 0 }) as const);
  const root = { name: "schema", type: null, repetition: 0, children: columns } as const;
  return parquetFile(
    [root, ...schema],
    Array.from({ length: groups }, () => ({ rows: 1, chunks })),
  );
}

function header(nameOf: (index: number) => number | string, columns = 90_000): string {
  return Array.from({ length: columns }, (_, index) => `c${nameOf(index)}`).join(",");
}
