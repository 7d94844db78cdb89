import fc from "fast-check";
import { pino } from "pino";
import { describe, expect, test } from "vitest";
import { check } from "../../src/check.ts";
import { parseConfig } from "../../src/config/parse-config.ts";
import { exitCodes, TapError } from "../../src/errors.ts";
import type { ObjectStore } from "../../src/s3/store.ts";
import { anyFile } from "../support/any-files.ts";
import { memoryStore, type MemoryObject } from "../support/memory-store.ts";
import { syncBucketInProcess } from "../support/sync-in-process.ts";

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
      { numRuns: 200 },
    );
    expect(codes).toEqual(new Set([0, 3, 4]));
  }, 180_000);
});

/** Up to three tables over a folder each, every file of a folder from the same generator as its table. */
const anyBucket = fc
  .record({
    folders: fc.array(
      fc.tuple(anyFile, fc.array(fc.tuple(anyFile, fc.constantFrom(0, 0, 0, 0, 1, 2)), { maxLength: 3 })),
      {
        minLength: 1,
        maxLength: 3,
      },
    ),
    onBadFile: fc.constantFrom("fail", "skip"),
    onNoFiles: fc.constantFrom("fail", "warn"),
    startDate: fc.constantFrom(undefined, "2026-01-01T00:01:30Z"),
  })
  .map(({ folders, onBadFile, onNoFiles, startDate }) => ({
    objects: folders.flatMap(([, files], folder) =>
      files.map(([file, trouble], index) => objectOf(`${folder}/${index}${file.key}`, file.bytes, trouble, index)),
    ),
    settings: {
      on_bad_file: onBadFile,
      on_no_files: onNoFiles,
      ...(startDate === undefined ? {} : { start_date: startDate }),
      tables: folders.map(([{ table }], folder) => ({
        table_name: `t${folder}`,
        search_pattern: `^${folder}/`,
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
  return { key, bytes, lastModified };
}

async function codeOfCheck(store: ObjectStore, settings: object): Promise<number> {
  const { config } = parseConfig([{ bucket: "lake", anonymous: true, ...settings }]);
  const inspection = { config, store, rows: 0, log: pino({ level: "silent" }) };
  const pieces = check(inspection, { format: "json", hasColors: false, observe: () => undefined });
  let piece = await pieces.next();
  let text = "";
  for (; piece.done !== true; piece = await pieces.next()) text += piece.value;
  const { failure } = piece.value;
  const code = failure === null ? 0 : exitCodes[failure.kind];
  expect(JSON.parse(text)).toMatchObject({ exit_code: code, would_work: code === 0 });
  return code;
}
