import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { catalogFor } from "../support/bucket.ts";
import { flipped } from "../support/flipped.ts";
import { memoryStore } from "../support/memory-store.ts";
import { syncBucketInProcess } from "../support/sync-in-process.ts";
import { zipOf } from "../support/zip-writer.ts";

const text = Buffer.from("id,name\n1,a\n2,b\n3,some name\n");
const a = { name: "a.csv", text };
const b = { name: "b.csv", text };
const gzip = gzipSync(text);
/** What the program zstd 1.5 makes of the text: with a checksum. */
const zstd = Buffer.from("KLUv/QRo4QAAaWQsbmFtZQoxLGEKMixiCjMsc29tZSBuYW1lCgUVTcg=", "base64");

/** name, key, content, the lengths to which it can be cut and be whole for all that it says */
const packings: readonly (readonly [string, string, Buffer, readonly number[]])[] = [
  ["gzip", "a.csv.gz", gzip, []],
  ["gzip in several members", "a.csv.gz", Buffer.concat([gzip, gzipSync("4,d\n")]), [gzip.length]],
  ["a zip archive", "a.zip", zipOf([a, b]), []],
  ["a zip archive that only stores", "a.zip", zipOf([{ ...a, method: 0 }]), []],
  ["a zip archive with sizes behind its files", "a.zip", zipOf([{ ...a, hasDescriptor: true }]), []],
  ["a zip64 archive", "a.zip", zipOf([{ ...a, isZip64: true }], { isZip64: true }), []],
  ["zstd", "a.csv.zst", zstd, []],
  ["zstd in several frames", "a.csv.zst", Buffer.concat([zstd, zstd]), [zstd.length]],
];

test.each(packings)(
  "%s of which a bit has flipped gives the same records, or an error of the file",
  { timeout: 120_000 },
  async (_, key, bytes) => {
    const whole = await recordsOf(key, bytes);
    expect(whole?.length).toBeGreaterThanOrEqual(3);
    for (let at = 0; at < bytes.length; at++) {
      const damaged = flipped(bytes, at, 1 << (at % 8));
      expect({ at, records: (await recordsOf(key, damaged)) ?? whole }).toEqual({ at, records: whole });
    }
  },
);

// Of one byte or two, nothing tells what they were.
test.each(packings)(
  "%s that is cut is an error of the file",
  { timeout: 120_000 },
  async (_, key, bytes, exceptions) => {
    for (let length = 3; length < bytes.length; length++) {
      const isError = (await recordsOf(key, bytes.subarray(0, length))) === null;
      expect({ length, isError }).toEqual({ length, isError: !exceptions.includes(length) });
    }
  },
);

/** Null where the file cannot be read. */
async function recordsOf(key: string, bytes: Buffer): Promise<readonly string[] | null> {
  const settings = { tables: [{ table_name: "t", search_pattern: "." }] };
  const run = await syncBucketInProcess(memoryStore([{ key, bytes }]), settings, catalogFor(["id", "name"]));
  if (run.failures.length === 0) return run.stdout.split("\n").filter((line) => line.includes('"RECORD"'));
  expect(run.failures).toMatchObject([{ kind: "data", place: { key } }]);
  return null;
}
