import { describe, expect, test } from "vitest";
import { cuts, stream } from "../../test/support/chunks.ts";
import { rowsOf, usual, valuesOf } from "../../test/support/json-rows.ts";
import { TapError } from "../errors.ts";
import { readJsonRows } from "./read-json-rows.ts";

/** name, text, rows: for each field its key, kind and text */
const readable: readonly (readonly [string, string, readonly string[]])[] = [
  [
    "every kind of value",
    '{"a":"x","b":-1.50e+3,"c":true,"d":false,"e":null,"f":[1,{"g":2}],"h":{}}\n',
    ['a text x, b number -1.50e+3, c boolean true, d boolean false, e null null, f json [1,{"g":2}], h json {}'],
  ],
  [
    "keys that vary",
    '{"a":1}\n{"b":2,"a":3}\n{"c":4}\n{"a":5,"b":6}\n',
    ["a number 1", "b number 2, a number 3", "c number 4", "a number 5, b number 6"],
  ],
  ["a last line without its line feed", '{"a":1}\n{"a":2}', ["a number 1", "a number 2"]],
  ["blank lines and empty objects", '\n\r\n  \t\n{}\n{ }\n{"a":1}\n\n', ["a number 1"]],
  ["nothing", "", []],
  ["CRLF", '{"a":1}\r\n{"a":2}\r\n', ["a number 1", "a number 2"]],
  [
    "white space between all tokens",
    ' { "a" : 1 , "b" : [ 1 , 2 ] , "c" : "x" } \n',
    ["a number 1, b json [ 1 , 2 ], c text x"],
  ],
  ["a carriage return in a nested value, which would end a line", '{"a":[1,\r2]}\n', ["a json [1, 2]"]],
  [
    "numbers with all their digits",
    '{"a":12345678901234567890.10,"b":-0,"c":1E400,"d":0.1e-7}\n',
    ["a number 12345678901234567890.10, b number -0, c number 1E400, d number 0.1e-7"],
  ],
  [
    "floats that JSON has no number for",
    '{"a":NaN,"b":Infinity,"c":-Infinity}\n',
    ["a text NaN, b text Infinity, c text -Infinity"],
  ],
  [
    "escapes",
    String.raw`{"a":"\"\\\/\b\f\n\r\t\u0041\u00e9\u20ac\ud83d\ude00"}` + "\n",
    ['a text "\\/\b\f\n\r\tAé€😀'],
  ],
  [
    "half characters",
    String.raw`{"a":"\ud800","b":"\udc00x","c":"\ud800\u0041","d":"\ud800\ud800\udc00"}` + "\n",
    ["a text \ufffd, b text \ufffdx, c text \ufffdA, d text \ufffd\u{10000}"],
  ],
  [
    "half characters in values that hold others",
    String.raw`{"a":["\udc00","\ud83d\ude00"],"b":{"\ud800":"\ud800\u0041"}}` + "\n",
    [String.raw`a json ["\ufffd","\ud83d\ude00"], b json {"\ufffd":"\ufffd\u0041"}`],
  ],
  ["text that is not ASCII", '{"zoë":"日本😀"}\n', ["zoë text 日本😀"]],
  [
    "escapes in keys, and one key in two spellings",
    '{"\\u0061":1}\n{"a":2}\n{"x\\ty":3}\n',
    ["a number 1", "a number 2", "x\ty number 3"],
  ],
  [
    "one key twice, of which the later counts",
    '{"a":1,"b":2,"a":"x"}\n{"a":3}\n',
    ["a text x, b number 2", "a number 3"],
  ],
  ["keys that start alike", '{"a":1,"ab":2}\n{"ab":3,"a":4}\n', ["a number 1, ab number 2", "ab number 3, a number 4"]],
  ["an empty key and an empty text", '{"":""}\n', [" text "]],
  [
    "keys that are names in JavaScript",
    '{"__proto__":1,"constructor":2}\n',
    ["__proto__ number 1, constructor number 2"],
  ],
  [
    "escapes in a nested value, as they stand",
    String.raw`{"a":["\u00e9\"\n"]}` + "\n",
    [String.raw`a json ["\u00e9\"\n"]`],
  ],
];

/** name, text, what the message says */
const broken: readonly (readonly [string, string, RegExp])[] = [
  ["an array", '{"a":1}\n[1]\n', /line 2 cannot be read: it is not a JSON object; each line must hold one/],
  ["a number", "1\n", /line 1 cannot be read: it is not a JSON object/],
  ["text", "id,name\n", /not a JSON object/],
  ["an object over several lines", '{\n"a":1\n}\n', /line ends before its JSON object does/],
  ["two objects on a line", '{"a":1}{"a":2}\n', /more stands behind/],
  ["a text that does not end", '{"a":"x\n', /line ends before/],
  ["a file that ends inside an object", '{"a":1}\n{"a":"x', /line 2 cannot be read: the line ends before/],
  ["a control character in a text", '{"a":"x\u0001"}\n', /not JSON/],
  ["an unknown escape", '{"a":"\\x"}\n', /unknown escape/],
  ["half an escape", '{"a":"\\u00e"}\n', /unknown escape/],
  ["half of a second escape", '{"a":"\\ud83d\\u00"}\n', /unknown escape/],
  ["an unknown escape in a key", '{"\\x":1}\n', /unknown escape/],
  ["an unknown escape in a nested value", '{"a":["\\x"]}\n', /unknown escape/],
  ["no key", "{1:2}\n", /is missing/],
  ["no colon", '{"a" 1}\n', /":" is missing/],
  ["no comma", '{"a":1 "b":2}\n', /"," is missing/],
  ["no value", '{"a":}\n', /not JSON/],
  ["a comma too many", '{"a":1,}\n', /is missing/],
  ["a comma too many in a nested value", '{"a":[1,]}\n', /not JSON/],
  ["a bracket that is closed as another", '{"a":[1}}\n', /is missing/],
  ["zeros before a number", '{"a":01}\n', /is missing/],
  ["a number without digits", '{"a":-}\n', /not JSON/],
  ["a point without digits", '{"a":1.}\n', /not JSON/],
  ["a sign before a number", '{"a":+1}\n', /not JSON/],
  ["a word", '{"a":nil}\n', /not JSON/],
  ["a float inside a nested value that JSON has no number for", '{"a":[NaN]}\n', /not JSON/],
  ["values nested without end", `{"a":${"[".repeat(600)}${"]".repeat(600)}}\n`, /nested/],
];

describe.each(cuts)("readJsonRows, %s", (_, cut) => {
  test.each(readable)("reads %s", async (_, text, expected) => {
    expect(await rowsOf(cut(Buffer.from(text)))).toEqual(expected);
  });

  test.each(broken)("refuses %s", async (_, text, message) => {
    const error = await rowsOf(cut(Buffer.from(text))).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(TapError);
    expect(error).toMatchObject({ kind: "data", message: expect.stringMatching(message) });
  });

  test("gives out the rows before a line that it refuses, and names the line by its records", async () => {
    const rows: string[] = [];
    const text = Buffer.from('{"a":1}\n\n{}\n{"a":2}\n[3]\n{"a":4}\n');
    const reading = rowsOf(cut(text), { ...usual, firstLine: 10 }, rows);
    await expect(reading).rejects.toMatchObject({
      message: expect.stringContaining("line 12 cannot be read:"),
      place: { line: 12 },
    });
    expect(rows).toEqual(["a number 1", "a number 2"]);
  });

  test("keeps broken lines as they stand, among the rows of the others", async () => {
    const lines = [
      String.raw`{"a":"\u00e9","b":"\n","c":`,
      '{"a":1,"b":2}',
      '{"a":2,"a":"x\\ty",}\r',
      '{"b":3,"a":4}\r',
      "[1]  ",
      '{"a":',
    ];
    const rows = await rowsOf(cut(Buffer.from(lines.join("\n\n"))), { ...usual, onBroken: "keep" });
    expect(rows).toEqual([
      String.raw`the line ends before its JSON object does broken {"a":"\u00e9","b":"\n","c":`,
      "a number 1, b number 2",
      'it is not JSON: """ is missing broken {"a":2,"a":"x\\ty",}',
      "b number 3, a number 4",
      "it is not a JSON object; each line must hold one broken [1]",
      'the line ends before its JSON object does broken {"a":',
    ]);
  });

  test("knows no key from a broken line alone", async () => {
    const text = Buffer.from('{"a":1}\n{"b":1,"\\u0061":2,"c":\n[]\n{"a":3,"b":2}\n{"b":{"x":1},"d":\n{"b":5}\n');
    const keys = new Set<string>();
    for await (const batch of readJsonRows(stream(cut(text)), { ...usual, onBroken: "keep" })) {
      for (const key of batch.keys) keys.add(key);
    }
    expect([...keys]).toEqual(["a", "b"]);
    const rows = await rowsOf(cut(text), { ...usual, onBroken: "keep" });
    expect(rows.filter((row) => !row.includes("broken"))).toEqual([
      "a number 1",
      "a number 3, b number 2",
      "b number 5",
    ]);
  });

  test("tells where the rows before a line that cannot be read end", async () => {
    const good = '{"a":1}\n\n{"a":2}\n';
    const ends: number[] = [];
    const read = async (): Promise<void> => {
      for await (const batch of readJsonRows(stream([Buffer.from(`${good}{"a":\n{"a":3}\n`)]), usual))
        ends.push(batch.end);
    };
    await expect(read()).rejects.toThrow(/line 3/);
    expect(ends).toEqual([good.length]);
  });

  test("tells where in the input the rows end", async () => {
    const text = Buffer.from('{"a":1}\n{"a":"é"}\n\n{"a":3}');
    let last = 0;
    for await (const batch of readJsonRows(stream(cut(text)), usual)) {
      const behind = await rowsOf([text.subarray(batch.end)]);
      expect(behind.length).toBe(3 - (last += batch.count));
    }
    expect(last).toBe(3);
  });

  test.each([30, 31])("refuses a line over the limit of 30 bytes (%i)", async (length) => {
    const text = Buffer.from(`{"a":1}\n{"a":"${"x".repeat(length - 8)}"}\n{"a":1}\n`);
    const reading = rowsOf(cut(text), { ...usual, maxRecordSize: 30 });
    if (length === 30) expect(await reading).toHaveLength(3);
    else await expect(reading).rejects.toThrow(/line 2 cannot be read: it is larger than 30 bytes/);
  });
});

test("readJsonRows keeps up with more columns, fields and rows than it has room for at first", async () => {
  const wide = Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`k${index}`, index]));
  const objects = [
    ...Array.from({ length: 1000 }, (_, index) => ({ a: index })),
    wide,
    { a: "x".repeat(700_000) },
    { a: 1 },
  ];
  const text = Buffer.from(objects.map((each) => `${JSON.stringify(each)}\n`).join(""));
  expect(await valuesOf([text])).toEqual(objects.map((each) => Object.entries(each)));
});

test("readJsonRows refuses keys that are data", async () => {
  const lines = Array.from({ length: 100_001 }, (_, index) => `{"${index}":1}\n`).join("");
  await expect(rowsOf([Buffer.from(lines)])).rejects.toThrow("more than 50000 different keys");
});
