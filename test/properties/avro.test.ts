import fc from "fast-check";
import { expect, it } from "vitest";
import { ownStyles } from "../../src/avro/styles-of.ts";
import { avroFile } from "../support/avro-file.ts";
import { avroRows } from "../support/avro-rows.ts";
import { record } from "../support/avro-schemas.ts";
import { stream } from "../support/chunks.ts";
import { runs } from "../support/runs.ts";

/** A type, a value of it as avsc takes it, and the JSON that it is. */
interface Sample {
  readonly type: unknown;
  readonly value: unknown;
  readonly json: unknown;
}

const leaf = <T>(type: unknown, values: fc.Arbitrary<T>, toJson: (value: T) => unknown): fc.Arbitrary<Sample> =>
  values.map((value) => ({ type, value, json: toJson(value) }));

const same = (value: unknown): unknown => value;
const text = fc.string({ unit: "binary" });

/** Several samples of one type are samples of the items of a list only if they agree on the type: so each list repeats one. */
const { sample } = fc.letrec<{ sample: Sample }>((tie) => ({
  sample: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf("null", fc.constant(null), same),
    leaf("boolean", fc.boolean(), same),
    leaf("int", fc.integer(), same),
    leaf("long", fc.maxSafeInteger().map(BigInt), Number),
    leaf("double", fc.double({ noNaN: true, noDefaultInfinity: true }), same),
    leaf("string", text, same),
    leaf(
      "bytes",
      fc.uint8Array().map((bytes) => Buffer.from(bytes)),
      (value) => value.toString("base64"),
    ),
    fc.tuple(tie("sample"), fc.nat(3)).map(([{ type, value, json }, count]) => ({
      type: { type: "array", items: type },
      value: Array.from({ length: count }, () => value),
      json: Array.from({ length: count }, () => json),
    })),
    fc.tuple(tie("sample"), fc.uniqueArray(text, { maxLength: 3 })).map(([{ type, value, json }, keys]) => ({
      type: { type: "map", values: type },
      value: Object.fromEntries(keys.map((key) => [key, value])),
      json: Object.fromEntries(keys.map((key) => [key, json])),
    })),
    fc.array(tie("sample"), { maxLength: 3 }).map((fields) => ({
      type: record(Object.fromEntries(fields.map(({ type }, index) => [`f${index}`, type])), { name: unique() }),
      value: Object.fromEntries(fields.map(({ value }, index) => [`f${index}`, value])),
      json: Object.fromEntries(fields.map(({ json }, index) => [`f${index}`, json])),
    })),
    leaf(["null", "int", "string"], fc.constant(null), same),
    leaf(
      ["null", "int", "string"],
      text.map((value) => ({ string: value })),
      ({ string }) => string,
    ),
  ),
}));

let records = 0;
const unique = (): string => `r${records++}`;

it("reads what avsc writes, whole and in pieces, and over what nobody wants", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(sample, { minLength: 1, maxLength: 6 }),
      fc.constantFrom("null", "deflate", "snappy" as const),
      fc.integer({ min: 1, max: 50 }),
      fc.nat(5),
      async (fields, codec, size, skipped) => {
        const schema = record(Object.fromEntries(fields.map(({ type }, index) => [`c${index}`, type])));
        const row = Object.fromEntries(fields.map(({ value }, index) => [`c${index}`, value]));
        const file = avroFile(schema, [[row, row], [row]], { codec });
        const pieces = Array.from({ length: Math.ceil(file.length / size) }, (_, index) =>
          file.subarray(index * size, (index + 1) * size),
        );
        const isWanted = (name: string): boolean => name !== `c${skipped}`;
        const { rows, error } = await avroRows(stream(pieces), {
          stylesOf: (name) => (isWanted(name) ? ownStyles : null),
        });
        expect(error).toBeNull();
        expect(rows).toHaveLength(3);
        expect(new Set(rows).size).toBe(1);
        const wanted = fields
          .map((field, index) => ({ ...field, name: `c${index}` }))
          .filter(({ name }) => isWanted(name));
        expect(
          valuesOf(
            rows[0] ?? "",
            wanted.map(({ name }) => name),
          ),
        ).toEqual(wanted.map(({ json }) => json));
      },
    ),
    { numRuns: runs(300) },
  );
});

/** The values of a row in the form "name kind text, name kind text"; a text may itself have such a comma in it. */
function valuesOf(row: string, names: readonly string[]): unknown[] {
  const starts = names.map((name, index) => (index === 0 ? 0 : row.indexOf(`, ${name} `, 0) + 2));
  return starts.map((start, index) => {
    const end = index + 1 < starts.length ? (starts[index + 1] ?? 0) - 2 : row.length;
    const [, , kind = "", text = ""] = /^(\S+) (\S+) ([^]*)$/.exec(row.slice(start, end)) ?? [];
    return kind === "text" ? text : JSON.parse(text);
  });
}
