import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bareStream } from "../../test/support/bare-stream.ts";
import { batchesOf } from "../../test/support/json-rows.ts";
import { columnTypeOf, type JsonSchema } from "../schema/json-schema.ts";
import { encode } from "./encode.ts";
import { layOutNamed } from "./layout.ts";
import { addedColumns } from "../schema/added-columns.ts";
import type { Source, Stream } from "./stream.ts";
import { Tally } from "./tally.ts";
import { OutputBuffers } from "./output-buffers.ts";

const source: Source = { bucket: "b", file: "in/a.jsonl", timeExtracted: null };
const INT = { type: ["null", "integer"] };
const STR = { type: ["null", "string"] };
const DEC = { type: ["null", "string"], format: "singer.decimal" };
const BOOL = { type: ["null", "boolean"] };
const JSON_KIND = { type: ["null", "object", "array"] };

function streamOf(properties: Readonly<Record<string, JsonSchema>>, more: Partial<Stream> = {}): Stream {
  const columns = Object.entries(properties).map(([name, property]) => [name, columnTypeOf(property)] as const);
  return bareStream(Object.fromEntries(columns), { added: new Set(addedColumns), ...more });
}

async function recordsOf(text: string, stream: Stream, windowSize = 1024): Promise<string[]> {
  const windows = new OutputBuffers(windowSize);
  const records: string[] = [];
  let row = 1;
  for await (const batch of batchesOf(text)) {
    const layout = layOutNamed(batch.keys, stream, source, new Tally());
    for (const { bytes, records: count } of encode(batch, layout, row, windows)) {
      row += count;
      records.push(...Buffer.from(bytes).toString().trimEnd().split("\n"));
    }
  }
  return records.map((line) => line.slice('{"type":"RECORD","stream":"t","record":'.length, -1));
}

/** Without the tap's own columns, for cases that are not about them. */
const bare = { added: new Set(["_sdc_extra"] as const) };

describe("encode, of rows with names of their own", () => {
  test("writes the members in their order, the tap's own columns, and _sdc_extra last", async () => {
    expect(await recordsOf('{"b":"x","a":1,"z":[1, 2]}\n{"a":2}', streamOf({ a: INT, b: STR }))).toEqual([
      '{"b":"x","a":1,"_sdc_source_bucket":"b","_sdc_source_file":"in/a.jsonl","_sdc_source_lineno":1,"_sdc_extra":[{"z":[1, 2]}]}',
      '{"a":2,"_sdc_source_bucket":"b","_sdc_source_file":"in/a.jsonl","_sdc_source_lineno":2}',
    ]);
  });

  test.each<[name: string, property: JsonSchema, value: string, record: string]>([
    ["an integer keeps every digit", INT, "123456789012345678901", '{"v":123456789012345678901}'],
    ["5.0 is an integer", INT, "5.0", '{"v":5}'],
    ["5e3 is an integer", INT, "5e3", '{"v":5000}'],
    ["1.5e1 is an integer", INT, "-1.5E+1", '{"v":-15}'],
    ["100e-2 is an integer", INT, "100e-2", '{"v":1}'],
    ["0e99999 is an integer", INT, "-0.0e99999", '{"v":0}'],
    ["1e23 is an integer, to the digit", INT, "1e23", `{"v":1${"0".repeat(23)}}`],
    [
      "so many digits that they are written out are an integer",
      INT,
      `${"9".repeat(500)}.0`,
      `{"v":${"9".repeat(500)}}`,
    ],
    ["what is nearly an integer is none", INT, "1e-99999", '{"v":null,"_sdc_extra":[{"v":1e-99999}]}'],
    [
      "the same to a double",
      INT,
      "10.00000000000000000001e0",
      '{"v":null,"_sdc_extra":[{"v":10.00000000000000000001e0}]}',
    ],
    ["an integer of more digits than can be written out", INT, "1e999", '{"v":null,"_sdc_extra":[{"v":1e999}]}'],
    ["5.7 is none", INT, "5.7", '{"v":null,"_sdc_extra":[{"v":5.7}]}'],
    ["true is none", INT, "true", '{"v":null,"_sdc_extra":[{"v":true}]}'],
    ["a text may hold an integer", INT, '"1_234"', '{"v":1234}'],
    ["an empty text is no integer", INT, '""', '{"v":null}'],
    ["a decimal keeps every digit", DEC, "5.70", '{"v":"5.70"}'],
    ["a text column takes a text", STR, '"x\\n\\u00e9"', '{"v":"x\\né"}'],
    ["a text column takes an empty text", STR, '""', '{"v":""}'],
    ["a text column takes a number as it is written", STR, "1.50", '{"v":"1.50"}'],
    ["a text column takes an object as its JSON", STR, '{"a":"x"}', '{"v":"{\\"a\\":\\"x\\"}"}'],
    ["null is null", STR, "null", '{"v":null}'],
    ["a column without null lacks it", { type: "string" }, "null", "{}"],
    ["a boolean", BOOL, "false", '{"v":false}'],
    ["a json column takes an object as it stands", JSON_KIND, '{ "a": 1.0 }', '{"v":{ "a": 1.0 }}'],
    ["a json column takes an array as it stands", JSON_KIND, '[1, {"b": []}]', '{"v":[1, {"b": []}]}'],
    ["a json column takes no number", JSON_KIND, "1", '{"v":null,"_sdc_extra":[{"v":1}]}'],
    ["the first kind that fits wins", { anyOf: [DEC, INT, STR] }, "2", '{"v":"2"}'],
    [
      "members are of their types, and unknown ones stay",
      { type: ["null", "object"], properties: { p: DEC, q: { type: ["null", "array"], items: INT } } },
      '{"p": 1.50, "q": ["1", 2.0, null], "r": {"s": 1.0}}',
      '{"v":{"p":"1.50","q":[1,2,null],"r":{"s": 1.0}}}',
    ],
    [
      "a member that does not fit makes the whole value one",
      { type: ["null", "object"], properties: { p: INT } },
      '{"p":"x"}',
      '{"v":null,"_sdc_extra":[{"v":{"p":"x"}}]}',
    ],
    [
      "an object in a text is held to the catalog too",
      { type: ["null", "object"], properties: { p: INT } },
      String.raw`"{\"p\": \"7\"}"`,
      '{"v":{"p":7}}',
    ],
    [
      "and does not fit when a member does not",
      { type: ["null", "array"], items: INT },
      '"[1, 2.5]"',
      '{"v":null,"_sdc_extra":[{"v":"[1, 2.5]"}]}',
    ],
    [
      "of two members of one name the later counts",
      { type: ["null", "object"], properties: { p: INT } },
      '{"p":"x","p":1}',
      '{"v":{"p":1}}',
    ],
  ])("%s", async (_, property, value, record) => {
    expect(await recordsOf(`{"v":${value}}`, streamOf({ v: property }, bare))).toEqual([record]);
  });

  test("there is room for what exponents become", async () => {
    const type = { v: { type: ["null", "array"], items: INT } };
    const text = `{"v":[${Array.from({ length: 1000 }, () => "1e23").join()}]}`;
    const expected = Array.from({ length: 1000 }, () => `1${"0".repeat(23)}`).join();
    expect(await recordsOf(text, streamOf(type, bare), 1)).toEqual([`{"v":[${expected}]}`]);
  });

  test("what would need more room than there is does not fit", async () => {
    const dates = { type: ["null", "array"], items: { type: ["null", "string"], format: "date-time" } };
    const short = `[${Array.from({ length: 1000 }, () => "1").join()}]`;
    const stream = streamOf({ v: dates }, { ...bare, dateFormat: "X" });
    expect(await recordsOf(`{"v":[1]}\n{"v":${short}}\n{"v":"${short}"}`, stream, 1)).toEqual([
      '{"v":["1970-01-01T00:00:01.000000Z"]}',
      `{"v":null,"_sdc_extra":[{"v":${short}}]}`,
      `{"v":null,"_sdc_extra":[{"v":"${short}"}]}`,
    ]);
  });

  test("of two values of one key the later counts, also for the room it needs", async () => {
    const long = "x".repeat(500);
    expect(await recordsOf(`{"a":"${long}","b":1,"a":"\\u0001"}\n`, streamOf({ a: STR, b: INT }, bare), 1)).toEqual([
      '{"a":"\\u0001","b":1}',
    ]);
  });

  test("a record needs no room for the keys of others", async () => {
    const objects = Array.from({ length: 300 }, (_, index) => `{"key${index}":${index}}`);
    const windows = new OutputBuffers(1024);
    let largest = 0;
    const original = windows.take.bind(windows);
    windows.take = (needed) => {
      largest = Math.max(largest, needed);
      return original(needed);
    };
    for await (const batch of batchesOf(`${objects.join("\n")}\n`)) {
      const layout = layOutNamed(batch.keys, streamOf({}), source, new Tally());
      expect([...encode(batch, layout, 1, windows)].reduce((sum, { records }) => sum + records, 0)).toBe(300);
    }
    expect(largest).toBeLessThan(2048);
  });

  test.each([1, 600])("lines stay within the room of their window, with a key of %i characters", async (length) => {
    const size = 1024;
    const long = "k".repeat(length);
    // Each of these characters takes six bytes in a line. Some rows are larger than a window, and few have the long key.
    const objects = Array.from({ length: 300 }, (_, index) =>
      JSON.stringify({ a: "\u0001".repeat((index * 37) % 180), b: index, ...(index % 50 === 0 ? { [long]: 1 } : {}) }),
    );
    const windows = new OutputBuffers(size);
    let room = 0;
    const original = windows.take.bind(windows);
    windows.take = (needed) => {
      const window = original(needed);
      room = window.end - window.begin;
      return window;
    };
    const records: unknown[] = [];
    for await (const batch of batchesOf(`${objects.join("\n")}\n`)) {
      const layout = layOutNamed(batch.keys, streamOf({ a: STR, b: INT, [long]: INT }, bare), source, new Tally());
      for (const { bytes } of encode(batch, layout, 1, windows)) {
        expect(bytes.length).toBeLessThanOrEqual(room);
        for (const line of Buffer.from(bytes).toString().trimEnd().split("\n")) records.push(JSON.parse(line).record);
      }
    }
    expect(records).toEqual(objects.map((object) => JSON.parse(object)));
  });

  test("a deselected key appears nowhere", async () => {
    const stream = streamOf({ a: INT }, { ...bare, deselected: new Set(["b"]) });
    expect(await recordsOf('{"a":1,"b":2}', stream)).toEqual(['{"a":1}']);
  });

  test("an empty catalog lets every key through", async () => {
    const stream = streamOf({}, { ...bare, takesEveryColumn: true });
    expect(await recordsOf('{"a":1,"b":[2]}', stream)).toEqual(['{"a":1,"b":[2]}']);
  });

  test.each([
    ['{"b":1}', /line 2 .*the key column "id" is missing/],
    ['{"id":null}', /line 2 .*the key column "id" is empty/],
    ['{"id":"x"}', /line 2 .*the value of the key column "id" is not of type integer/],
  ])("%s has no key", async (line, message) => {
    const stream = streamOf({ id: INT, b: INT }, { keyProperties: ["id", "_sdc_source_file"] });
    await expect(recordsOf(`{"id":1}\n${line}\n`, stream)).rejects.toThrow(message);
  });

  test("whatever the values, the lines are valid JSON and json columns keep them", async () => {
    const value = fc.jsonValue({ maxDepth: 3 }).filter((json) => typeof json === "object" && json !== null);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.record({ v: value, w: fc.string() }), { minLength: 1 }), async (rows) => {
        const text = rows.map((row) => JSON.stringify(row)).join("\n");
        const records = await recordsOf(text, streamOf({ v: JSON_KIND, w: STR }, bare), 64);
        expect(records.map((record) => JSON.parse(record))).toEqual(rows.map((row) => JSON.parse(JSON.stringify(row))));
      }),
      { numRuns: 200 },
    );
  });
});
