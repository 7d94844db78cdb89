import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { syncInProcess } from "../support/sync-in-process.ts";
import { zipOf } from "../support/zip-writer.ts";

const fixture = (path: string) => readFileSync(new URL(`../fixtures/${path}`, import.meta.url));
const avro = fixture("avro/deflate.avro");
const parquet = fixture("parquet/snappy.parquet");
const csv = Buffer.from("id\n1\n2\n");
const lines = Buffer.from('{"id":1}\n');

/** How many records there are, what was skipped, and what failed. */
async function outcomeOf(key: string, bytes: Buffer, table: object) {
  const { stdout, failures, summary } = await syncInProcess({ key, bytes, table: { ...table } });
  const records = stdout.split("\n").filter((line) => line.startsWith('{"type":"RECORD"'));
  return {
    isRead: records.length > 0,
    skipped: [...(summary?.skipped.keys() ?? [])],
    failures: failures.map(({ kind, message }) => `${kind}: ${message}`),
  };
}

describe("A file is read", () => {
  test.each([
    ["as its ending says", "a.csv", csv, {}],
    ["as its ending says, in any case", "A.JSONL", lines, {}],
    ["as the table says, whatever its name", "a.csv", lines, { format: "jsonl" }],
    ["as the table says, where its name has no ending", "a", avro, { format: "avro" }],
    ["as its first bytes say, where they are Avro", "a.csv", avro, {}],
    ["as its first bytes say, where they are Parquet", "a.csv", parquet, {}],
    ["as its first bytes say, in gzip", "a.csv.gz", gzipSync(avro), {}],
    [
      "as its first bytes say, in zip, where its name says nothing",
      "a.zip",
      zipOf([{ name: "x.dat", text: avro }]),
      {},
    ],
    ["as Parquet, in gzip", "a.parquet.gz", gzipSync(parquet), {}],
    ["as the table says, in gzip", "a.gz", gzipSync(parquet), { format: "parquet" }],
    ["as the table says, in zip", "a.zip", zipOf([{ name: "x", text: parquet }]), { format: "parquet" }],
    ["as the table says, Avro in zip", "a.zip", zipOf([{ name: "x.csv", text: avro }]), { format: "avro" }],
  ])("%s", async (_name, key, bytes, table) => {
    expect(await outcomeOf(key, bytes, table)).toEqual({ isRead: true, skipped: [], failures: [] });
  });
});

describe("A file is not read as what it is not", () => {
  test.each([
    ["Avro by its name, text by its content", "a.avro", csv, {}],
    ["Parquet by its name, text by its content", "a.parquet", csv, {}],
    ["Parquet by its name, Avro by its content", "a.parquet", avro, {}],
    ["text by the table, Avro by its content", "a.csv", avro, { format: "csv" }],
    ["text by the table, Parquet by its content", "a.csv", parquet, { format: "jsonl" }],
    ["Avro by the table, Parquet by its content", "a.avro", parquet, { format: "avro" }],
  ])("%s", async (_name, key, bytes, table) => {
    const { isRead, failures } = await outcomeOf(key, bytes, table);
    expect(isRead).toBe(false);
    expect(failures[0]).toMatch(new RegExp(`^data: Cannot read "${key}": .*(Avro|Parquet)`));
    expect(failures.every((failure) => failure.startsWith("data: "))).toBe(true);
  });
});

test("An object whose name tells nothing is skipped unopened, whatever its first bytes are", async () => {
  expect(await outcomeOf("a.dat", avro, {})).toEqual({ isRead: false, skipped: ["format"], failures: [] });
});

test.each([
  ["as a stream", "a.csv", csv],
  ["file by file of an archive", "a.zip", zipOf([{ name: "x.csv", text: csv }])],
  ["here and there", "a.parquet", parquet],
])(
  "What is fetched of an object is counted for the progress of the run, when it is read %s",
  async (_name, key, bytes) => {
    const { summary } = await syncInProcess({ key, bytes, table: {} });
    expect(summary?.fetched).toBeGreaterThan(bytes.length / 4);
  },
);
