import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { TapError } from "../../src/errors.ts";
import { readStruct } from "../../src/parquet/thrift-fields.ts";
import { type ParquetRow, parquetFixture, parquetRows } from "../support/parquet-rows.ts";

/** Bytes that are written over others, cut out, or put in; all at a part of the file's length. */
interface Mutation {
  readonly at: number;
  readonly kind: "write" | "cut" | "insert" | "copy";
  readonly bytes: Uint8Array;
}

const mutation: fc.Arbitrary<Mutation> = fc.record({
  at: fc.oneof(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), fc.constantFrom(0.9, 0.95, 0.99, 0.999)),
  kind: fc.oneof(
    { weight: 6, arbitrary: fc.constant("write" as const) },
    fc.constantFrom("cut" as const, "insert" as const, "copy" as const),
  ),
  bytes: fc.uint8Array({ minLength: 1, maxLength: 6 }),
});

/** The file with the mutations, and where bytes of it were written over; null where others have moved. */
function mutate(file: Buffer, mutations: readonly Mutation[]): { bytes: Buffer; written: readonly number[] | null } {
  let bytes = Buffer.from(file);
  const written: number[] = [];
  let hasMoved = false;
  for (const { at: part, kind, bytes: fresh } of mutations) {
    const at = Math.floor(part * bytes.length);
    if (kind === "write") {
      for (const [index, byte] of fresh.entries()) {
        if (at + index >= bytes.length || bytes[at + index] === byte) continue;
        bytes[at + index] = byte;
        written.push(at + index);
      }
      continue;
    }
    hasMoved = true;
    const length = 1 + ((fresh[0] ?? 0) % 32);
    const middle = kind === "insert" ? fresh : kind === "copy" ? bytes.subarray(at, at + length) : new Uint8Array();
    bytes = Buffer.concat([bytes.subarray(0, at), middle, bytes.subarray(kind === "cut" ? at + length : at)]);
  }
  return { bytes, written: hasMoved ? null : written };
}

/** The positions of the bytes that a CRC of their page stands for. */
function coveredBytes(file: Buffer): ReadonlySet<number> {
  const covered = new Set<number>();
  const end = file.length - 8 - file.readUInt32LE(file.length - 8);
  for (let at = 4; at < end;) {
    const { fields, end: body } = readStruct(file, at);
    at = body + fields.int(3);
    if (fields.has(4)) for (let index = body; index < at; index++) covered.add(index);
  }
  return covered;
}

async function read(bytes: Buffer): Promise<readonly ParquetRow[] | TapError> {
  try {
    return await parquetRows(bytes);
  } catch (error) {
    if (error instanceof TapError && error.kind === "data") return error;
    throw error;
  }
}

describe("A Parquet file of which some bytes are wrong", () => {
  test.each([
    ["types", 600],
    ["pages-2", 400],
    ["encodings", 300],
    ["snappy", 300],
    ["zstd", 200],
    ["lz4", 200],
    ["gzip", 100],
    ["brotli", 100],
  ])("%s is read with as many rows as before, or refused in a sentence: %i times", async (name, times) => {
    const file = parquetFixture(name);
    const whole = await parquetRows(file);
    const covered = name === "types" || name === "pages-2" ? coveredBytes(file) : new Set<number>();
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 3 }), async (mutations) => {
        const { bytes, written } = mutate(file, mutations);
        const rows = await read(bytes);
        if (rows instanceof TapError) refused += 1;
        else expect(rows).toHaveLength(whole.length);
        if (written?.some((at) => covered.has(at)) === true) expect(rows).toBeInstanceOf(TapError);
      }),
      { numRuns: times },
    );
    expect(refused).toBeGreaterThan(times / 4);
  });
});
