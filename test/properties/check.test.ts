import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exitCodes, TapError } from "../../src/errors.ts";
import type { ObjectStore } from "../../src/s3/store.ts";
import { anyFile } from "../support/any-files.ts";
import { checkInProcess } from "../support/check-in-process.ts";
import { memoryStore, type MemoryObject } from "../support/memory-store.ts";
import { runs } from "../support/runs.ts";
import { syncBucketInProcess } from "../support/sync-in-process.ts";
import { zipOf } from "../support/zip-writer.ts";

describe("--check", () => {
  test("foretells the exit code of a sync, whatever the files hold and however the tables read them", async () => {
    const codes = new Set<number>();
    await fc.assert(
      fc.asyncProperty(anyBucket, async ({ objects, settings }) => {
        const store = memoryStore(objects);
        const [failure] = (await syncBucketInProcess(store, settings)).failures;
        const code = failure === undefined ? 0 : exitCodes[failure.kind];
        codes.add(code);
        expect(await codeOfCheck(store, settings)).toBe(code);
      }),
      { numRuns: runs(200) },
    );
    expect(codes).toEqual(new Set([0, 3, 4]));
  }, 180_000);
});

const typedFiles = [
  "avro/blocks.avro",
  "avro/deflate.avro",
  "avro/types.avro",
  "parquet/gzip.parquet",
  "parquet/none.parquet",
].map((name) => ({ key: `a.${name.split(".")[1]}`, bytes: readFileSync(`test/fixtures/${name}`) }));

/** A file that knows its columns: whole, cut off, with a wrong byte, or in an archive. */
const typedFile = fc
  .record({
    file: fc.constantFrom(...typedFiles),
    damage: fc.constantFrom("none", "none", "cut", "flipped", "zipped"),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ file: { key, bytes }, damage, at }) => {
    const place = Math.floor(at * (bytes.length - 1));
    if (damage === "cut") return { key, bytes: bytes.subarray(0, place) };
    if (damage === "zipped") return { key: "a.zip", bytes: zipOf([{ name: key, text: bytes }]) };
    const flipped = Buffer.from(bytes);
    if (damage === "flipped") flipped[place] = (flipped[place] ?? 0) ^ 0x55;
    return { key, bytes: flipped };
  });

/** What becomes of a file: mostly nothing. */
const trouble = fc.constantFrom(0, 0, 0, 0, 0, 0, 1, 2, 3);

/** Up to three tables over a folder each, most files of a folder from the same generator as its table. */
const anyBucket = fc
  .record({
    folders: fc.array(
      fc.tuple(
        anyFile,
        fc.array(fc.tuple(fc.oneof({ weight: 3, arbitrary: anyFile }, typedFile), trouble), { maxLength: 3 }),
      ),
      {
        minLength: 1,
        maxLength: 3,
      },
    ),
    onBadFile: fc.constantFrom("fail", "skip"),
    onNoFiles: fc.constantFrom("fail", "warn"),
    onArchived: fc.constantFrom("fail", "skip"),
    dialect: fc.constantFrom("fixed", "fixed", "auto"),
    startDate: fc.constantFrom(undefined, "2026-01-01T00:01:30Z"),
  })
  .map(({ folders, onBadFile, onNoFiles, onArchived, dialect, startDate }) => ({
    objects: folders.flatMap(([, files], folder) =>
      files.map(([file, trouble], index) => objectOf(`${folder}/${index}${file.key}`, file.bytes, trouble, index)),
    ),
    settings: {
      on_bad_file: onBadFile,
      on_no_files: onNoFiles,
      on_archived: onArchived,
      ...(startDate === undefined ? {} : { start_date: startDate }),
      tables: folders.map(([{ table }], folder) => ({
        table_name: `t${folder}`,
        search_pattern: `^${folder}/`,
        ...(table["schema_inference"] === "compatible" ? {} : { dialect }),
        ...table,
      })),
    },
  }));

function objectOf(key: string, bytes: Buffer, trouble: number, minute: number): MemoryObject {
  const lastModified = new Date(Date.UTC(2026, 0, 1, 0, minute));
  const place = { key };
  if (trouble === 1)
    return { key, bytes, lastModified, failure: new TapError("denied", `Cannot read "${key}"`, { place }) };
  if (trouble === 2) {
    const failure = new TapError("archived", `Cannot read "${key}"`, { place });
    return { key, bytes, lastModified, storageClass: "GLACIER", failure };
  }
  // Gone between the listing and its turn.
  if (trouble === 3)
    return { key, bytes, lastModified, failure: new TapError("gone", `Cannot read "${key}"`, { place }) };
  return { key, bytes, lastModified };
}

async function codeOfCheck(store: ObjectStore, settings: object): Promise<number> {
  const { report, code } = await checkInProcess(store, settings);
  expect(report).toMatchObject({ exit_code: code, would_work: code === 0 });
  return code;
}
