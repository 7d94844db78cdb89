import { describe, expect, test } from "vitest";
import { TapError } from "../../src/errors.ts";
import type { Beginning, FileBatch, FileFormat, OpenFile } from "../../src/format/file-format.ts";
import { namedFields } from "../../src/format/named-fields.ts";
import { isNamed } from "../../src/rows/named-batch.ts";
import { rowTexts } from "../../src/rows/row-texts.ts";
import { MemoryFile } from "./memory-file.ts";

/** What a format brings to the suite that every format passes. */
export interface FormatFixtures {
  /** A file of a few records, small enough to be cut at every byte. */
  readonly small: Uint8Array;
  /** The same records as JSON, in their order: `{"name": "text"}`, each value as the text that a batch has. */
  readonly records: readonly Readonly<Record<string, string>>[];
  /** A file of several batches. */
  readonly long: Uint8Array;
  /**
   * Where a file may end and be whole: `anywhere`, so that its last record may be shorter; behind a `record`, so that
   * records may be missing in silence; or `nowhere`, since its end or a count tells.
   */
  readonly mayEnd: "anywhere" | "record" | "nowhere";
  /** Whether a file without any byte is a file without records, or none. */
  readonly empty: "no records" | "refused";
  /** Bytes that are no file of the format. */
  readonly garbage: readonly Uint8Array[];
  /** What the settings of the table say, where that matters. */
  readonly settings?: Partial<OpenFile>;
}

/** What every format promises to those who read files through it. */
export function describeFormat(
  name: string,
  load: () => FileFormat | Promise<FileFormat>,
  fixtures: FormatFixtures,
): void {
  const { small, long, records, mayEnd, settings = {} } = fixtures;
  const read = async (file: MemoryFile, from = start, where: "stored" | "packed" = "stored") =>
    outcomeOf((await load()).batches(file.open(settings, where), from), from);

  describe(`Files of ${name}`, () => {
    test("give their records", async () => {
      expect(await read(new MemoryFile(small))).toEqual({ records: records.map(textOf), failure: null });
    });

    test.each([1, 2, 7])("give the same records in pieces of %i bytes, stored or packed", async (size) => {
      const whole = { records: records.map(textOf), failure: null };
      expect(await read(new MemoryFile(small, size))).toEqual(whole);
      expect(await read(new MemoryFile(small, size), start, "packed")).toEqual(whole);
    });

    test("tell their names, and their first records, by their beginnings", async () => {
      const head = await (
        await load()
      ).head(new MemoryFile(small).open(settings), { records: 1000, bytes: 1e6, every: 1 });
      expect(head.names).toEqual([...new Set(records.flatMap((record) => Object.keys(record)))]);
      // A format that knows its types need not look at values.
      if (head.types === null) expect(head.records.map(fieldsAsText)).toEqual(records.map(textOf));
      expect(head.failure).toBeNull();
    });

    test("are sampled at a rate", async () => {
      const head = await (
        await load()
      ).head(new MemoryFile(small).open(settings), { records: 2, bytes: Infinity, every: 2 });
      const expected = records.filter((_, index) => index % 2 === 0).slice(0, 2);
      expect(head.records.map(fieldsAsText)).toEqual(expected.map(textOf));
    });

    test("are not fetched whole for the sake of a head, and no transfer goes on behind it", async () => {
      const file = new MemoryFile(long, 16 * 1024);
      await (await load()).head(file.open(settings), { records: 0, bytes: 1, every: 1 });
      expect(file.fetched).toBeLessThan(long.length / 2 + 320 * 1024);
      expect(file.underWay).toBe(0);
    });

    test("are cut at any byte, and then give no wrong record, and none is missing that could be told", async () => {
      const whole = records.map(textOf);
      for (let end = 0; end < small.length; end++) {
        const cut = await read(new MemoryFile(small.subarray(0, end)));
        const sure = mayEnd === "anywhere" && cut.failure === null ? cut.records.slice(0, -1) : cut.records;
        expect({ end, records: sure }).toEqual({ end, records: whole.slice(0, sure.length) });
        if (cut.failure !== null) expectSentence(cut.failure);
        else if (mayEnd === "nowhere" && end > 0) expect.fail(`cut at ${end} of ${small.length}, it passes for whole`);
      }
    });

    test(`hold nothing when they are empty: ${fixtures.empty}`, async () => {
      const { records: found, failure } = await read(new MemoryFile(new Uint8Array()));
      expect(found).toEqual([]);
      if (fixtures.empty === "refused") expectSentence(failure);
      else expect(failure).toBeNull();
    });

    test.each(fixtures.garbage.map((bytes) => [Buffer.from(bytes.subarray(0, 12)).toString("hex"), bytes] as const))(
      "that are none are refused in a sentence: %s…",
      async (_hex, bytes) => {
        expectSentence((await read(new MemoryFile(bytes))).failure);
        const file = new MemoryFile(bytes).open(settings);
        expectSentence(await failureOf(async () => failIfAny((await (await load()).head(file, wantsAll)).failure)));
      },
    );

    test("are let go when nobody reads on: before the first batch, or behind it", async () => {
      const file = new MemoryFile(long, 16 * 1024);
      const format = await load();
      await format.batches(file.open(settings), start)[Symbol.asyncIterator]().return?.();
      expect(file.fetched).toBe(0);
      for await (const batch of format.batches(file.open(settings), start)) {
        expect(batch.before).toBe(0);
        break;
      }
      expect(file.underWay).toBe(0);
    });

    test("are read from every checkpoint on as if they had not been left", async () => {
      const format = await load();
      const whole = await outcomeOf(format.batches(new MemoryFile(long).open(settings), start), start);
      expect(whole.failure).toBeNull();
      const checkpoints = await checkpointsOf(format.batches(new MemoryFile(long, 64 * 1024).open(settings), start));
      expect(checkpoints.length).toBeGreaterThan(1);
      for (const from of checkpoints) {
        const rest = { records: whole.records.slice(from.records), failure: null };
        expect(await read(new MemoryFile(long, 64 * 1024), from)).toEqual(rest);
        // Of what is packed only the count is known.
        expect(await read(new MemoryFile(long, 64 * 1024), { ...from, byte: 0 }, "packed")).toEqual(rest);
      }
    });
  });
}

const start: Beginning = { records: 0, byte: 0 };
const wantsAll = { records: 1000, bytes: Infinity, every: 1 };

interface Outcome {
  /** Each as JSON. */
  readonly records: readonly string[];
  readonly failure: unknown;
}

/** The records behind the beginning, up to the end or a failure. */
async function outcomeOf(batches: AsyncIterable<FileBatch>, from: Beginning): Promise<Outcome> {
  const records: string[] = [];
  const failure = await failureOf(async () => {
    for await (const batch of batches) {
      for (let row = 0; row < batch.rows.count; row++) {
        if (batch.before + row >= from.records) records.push(recordOf(batch, row));
      }
    }
  });
  return { records, failure };
}

async function failureOf(work: () => Promise<unknown>): Promise<unknown> {
  try {
    await work();
    return null;
  } catch (error) {
    return error;
  }
}

/** What ended a look early, once names were known, is told and not thrown. */
function failIfAny(failure: TapError | null): void {
  if (failure !== null) throw failure;
}

/** Where a run could go on that has written each batch. */
async function checkpointsOf(batches: AsyncIterable<FileBatch>): Promise<readonly Beginning[]> {
  const checkpoints: Beginning[] = [];
  for await (const { rows, before, shift } of batches) {
    checkpoints.push({ records: before + rows.count, byte: shift === null ? 0 : rows.end + shift });
  }
  return checkpoints;
}

function recordOf({ rows, names }: FileBatch, row: number): string {
  if (isNamed(rows)) return fieldsAsText(namedFields(rows, row));
  return textOf(Object.fromEntries(rowTexts(rows, row).map((text, field) => [names[field] ?? "", text])));
}

function fieldsAsText(fields: readonly { readonly name: string; readonly text: string }[]): string {
  return textOf(Object.fromEntries(fields.map(({ name, text }) => [name, text])));
}

function textOf(record: Readonly<Record<string, string>>): string {
  return JSON.stringify(record);
}

/** What could not be done and why: the key, and what to do beyond it, are added by those who know them. */
function expectSentence(failure: unknown): void {
  expect(failure).toBeInstanceOf(TapError);
  expect(failure).toMatchObject({ kind: "data" });
  expect(failure instanceof Error ? failure.message : "").toMatch(/\w+ \w+ \w+/);
}
