import { expect, test } from "vitest";
import { CompatibleColumn } from "./infer-compatible.ts";

const INT = `{"type":["null","integer"]}`;
const STR = `{"type":["null","string"]}`;
const DEC = `{"type":["null","string"],"format":"singer.decimal"}`;
const BOOL = `{"type":["null","boolean"]}`;
const NULL = `{"type":["null"]}`;
const DT = `{"type":"string","format":"date-time"}`;
const anyOf = (...members: readonly string[]) => `{"anyOf":[${members.join(",")}]}`;

function columnOf(texts: readonly string[]): CompatibleColumn {
  const column = new CompatibleColumn();
  for (const text of texts) column.observe(text);
  return column;
}

test.each<[readonly string[], string]>([
  [["1", "-2", "+3", " 4 ", "1_000", "007", "٣", "99999999999999999999"], INT],
  [["1.5", ".5", "5.", "1e400", "inf", "-Infinity", "NaN", "1_0.0_1", " 2.5 ", "\u00a02.5"], DEC],
  [["1", "1.5"], anyOf(DEC, INT)],
  [["1", ""], anyOf(INT, STR)],
  [["N/A", "1"], anyOf(INT, STR)],
  [["1.5", ""], anyOf(DEC, STR)],
  [["", "1", "1.5"], anyOf(DEC, INT, STR)],
  [["a"], STR],
  [["", ""], STR],
  [["true", "2024-01-31"], STR],
  [["1,000", "1__0", "_1", "1_", "1 2", "0x10", "1e", "infin", "\ufeff1", "."], STR],
])("%j is %s", (texts, schema) => {
  expect(JSON.stringify(columnOf(texts).property(false))).toBe(schema);
});

test.each<[readonly string[], string]>([
  [["2024-01-31"], anyOf(DT, STR)],
  [["20240131"], anyOf(DT, INT)],
  [["20240131", ""], anyOf(DT, INT, STR)],
])("a date_overrides column of %j is %s", (texts, schema) => {
  expect(JSON.stringify(columnOf(texts).property(true))).toBe(schema);
});

test.each<[readonly string[], string]>([
  [["1", '"2"', "99999999999999999999", "-0"], INT],
  [["1.0"], DEC],
  [["1e5"], DEC],
  [["1.5", "true", "null", '"x"'], anyOf(DEC, BOOL, STR, NULL)],
  [["[]"], `{"type":["null","array"],"items":${NULL}}`],
  [['[1,"x"]', "[2.0]"], `{"type":["null","array"],"items":${anyOf(DEC, INT, STR)}}`],
  [
    ['{"a":1}', '{"b":{"c":"1.5 \\" 2.5"}}'],
    `{"type":["null","object"],"properties":{"a":${INT},"b":{"type":["null","object"],"properties":{"c":${STR}}}}}`,
  ],
  [["{}", "[]", "1"], anyOf(`{"type":["null","array"],"items":${NULL}}`, INT)],
  [['{"p":{},"q":1}'], `{"type":["null","object"],"properties":{"q":${INT}}}`],
  [["[{},1]"], `{"type":["null","array"],"items":${INT}}`],
])("the JSON values %j are %s", (values, schema) => {
  const column = new CompatibleColumn();
  for (const value of values) column.observeJson(value);
  expect(JSON.stringify(column.property(false))).toBe(schema);
});

test.each(["{}", '{"p":{}}', "[{}]", '[{"p":[{}]}]'])("nothing is known of a column of %s", (value) => {
  const column = new CompatibleColumn();
  column.observeJson(value);
  expect(column.isVoid).toBe(true);
});
