import fc from "fast-check";
import { expect, test } from "vitest";
import { bareStream } from "../../test/support/bare-stream.ts";
import { batchesOf } from "../../test/support/json-rows.ts";
import { runs } from "../../test/support/runs.ts";
import { columnTypeOf, type JsonSchema } from "../schema/json-schema.ts";
import { encode } from "./encode.ts";
import { layOutNamed } from "./layout.ts";
import { addedColumns } from "../schema/added-columns.ts";
import type { Stream } from "./stream.ts";
import { Tally } from "./tally.ts";
import { OutputBuffers } from "./output-buffers.ts";

const properties: readonly JsonSchema[] = [
  { type: ["null", "string"] },
  { type: "string" },
  { type: ["string", "null"] },
  { type: ["null", "integer"] },
  { type: "integer" },
  { type: ["null", "number"] },
  { type: ["null", "number", "integer"] },
  { type: ["null", "boolean"] },
  { type: ["null", "string"], format: "date" },
  { type: ["null", "string"], format: "date-time" },
  { type: ["null", "string"], format: "singer.decimal" },
  { type: ["null", "object", "array"] },
  { type: ["null", "object"] },
  { type: ["null", "array", "string"] },
  { type: ["null", "string", "object"] },
  { type: ["null", "object"], properties: { p: { type: ["null", "integer"] } } },
  { type: ["null", "array"], items: { type: ["null", "number"] } },
  {
    anyOf: [{ type: ["null", "string"], format: "singer.decimal" }, { type: ["null", "integer"] }, { type: "string" }],
  },
  {},
];

const value = fc.oneof(
  fc.constantFrom("1", "-0", "5.0", "1.5", "1e5", "-1.5E-7", "12345678901234567890", "0.0000001", "1e999"),
  fc.constantFrom(
    "true",
    "false",
    "null",
    "null",
    '""',
    '" "',
    '"NULL"',
    '"7"',
    '"1.50"',
    '"true"',
    '"a\\n\\u0001\\"é"',
  ),
  fc.constantFrom('"2024-01-31"', '"2024-01-31T10:11:12.5+01:00"', '"01/02/2024"', '"2024-02-30"', '"1970"'),
  fc.constantFrom("{}", "[]", '{"p": 1.0}', '{"p":"x","q":[1]}', "[1, 2.50]", '["a"]', '"{\\"p\\": \\"7\\"}"', '"[1]"'),
  fc.string({ unit: "binary", maxLength: 20 }).map((text) => JSON.stringify(text)),
);

const names = ["id", "a", "b", "c", "d", "_sdc_extra", 'q"', "é"] as const;
const row = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...names), value), { selector: ([name]) => name, minLength: 1 })
  .map((members) => `{${members.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(",")}}`);
const rules = fc.record({
  columns: fc.uniqueArray(fc.tuple(fc.constantFrom("id", "a", "b", "c", 'q"'), fc.constantFrom(...properties)), {
    selector: ([name]) => name,
  }),
  deselected: fc.subarray(["d", "é"]).map((list) => new Set(list)),
  added: fc.subarray([...addedColumns]).map((list) => new Set(list)),
  takesEveryColumn: fc.boolean(),
  isKeyed: fc.boolean(),
  nullValues: fc.subarray(["NULL", "", "7", "1.5", "true"]),
  onMismatch: fc.constantFrom("extra", "extra", "fail", "reject"),
  dateFormat: fc.constantFrom(null, null, "DD/MM/YYYY", "YYYY-DD-MM", "X"),
});

/** The one takes all rows into the kernel, the other is too small for any. */
const [roomy, tiny] = [new OutputBuffers(100_000), new OutputBuffers(1)];

test("the kernel writes of rows with names of their own what the way by strings writes", async () => {
  await fc.assert(
    fc.asyncProperty(rules, fc.array(row, { minLength: 1, maxLength: 20 }), async (rules, rows) => {
      const { columns, isKeyed, ...rest } = rules;
      const types = Object.fromEntries(columns.map(([name, property]) => [name, columnTypeOf(property)]));
      const stream = bareStream(types, { ...rest, keyProperties: isKeyed && "id" in types ? ["id"] : [] });
      const text = `${rows.join("\n")}\n`;
      expect(await written(text, stream, roomy)).toEqual(await written(text, stream, tiny));
    }),
    { numRuns: runs(500) },
  );
});

/** The lines, what was rejected, what was counted, and the error that ended it all. */
async function written(text: string, stream: Stream, windows: OutputBuffers): Promise<unknown> {
  const tally = new Tally();
  const rejects: unknown[] = [];
  let lines = "";
  try {
    for await (const batch of batchesOf(text)) {
      const layout = layOutNamed(batch.keys, stream, { bucket: "b", file: "a.jsonl", timeExtracted: null }, tally);
      for (const piece of encode(batch, layout, 1, windows)) {
        lines += Buffer.from(piece.bytes).toString();
        rejects.push(...piece.rejects);
      }
    }
    return { lines, rejects, tally, error: null };
  } catch (error) {
    return { lines, rejects, tally, error: String(error) };
  }
}
