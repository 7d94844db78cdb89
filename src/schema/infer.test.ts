import { expect, test } from "vitest";
import type { FieldKind } from "./column-type.ts";
import { SampledColumn } from "./infer.ts";
import { plainForm } from "./number-form.ts";

test.each<[FieldKind, readonly string[]]>([
  ["string", []],
  ["string", ["", "  ", "NULL"]],
  ["integer", ["0", "-1", "9223372036854775807", "-9223372036854775808"]],
  ["integer", ["", "1", "NULL", " "]],
  ["string", ["9223372036854775808"]],
  ["string", ["1", "-9223372036854775809"]],
  ["string", ["123456789012345678901234567890"]],
  ["string", ["007"]],
  ["string", ["00"]],
  ["string", ["+1"]],
  ["string", ["1,000"]],
  ["string", ["1_000"]],
  ["string", [" 1"]],
  ["string", ["1", "N/A"]],
  ["number", ["1.5", "-0.25", ".5", "1e-7", "1.5E10"]],
  ["number", ["1", "2.50"]],
  ["string", ["12E5"]],
  ["string", ["01.5"]],
  ["string", ["1.5", "1.5.1"]],
  ["string", ["nan"]],
  ["string", ["inf"]],
  ["boolean", ["true", "False", "TRUE"]],
  ["string", ["yes", "no"]],
  ["string", ["true", "1"]],
  ["date", ["2024-02-29", "0001-01-01"]],
  ["string", ["2023-02-29"]],
  ["string", ["2024-13-01"]],
  ["string", ["0000-01-01"]],
  ["string", ["20240131"].concat("x")],
  ["integer", ["20240131"]],
  ["string", ["31/01/2024"]],
  ["date-time", ["2024-01-31T10:11:12Z", "2024-01-31 10:11", "2024-01-31T10:11:12.123456789+02:00"]],
  ["date-time", ["2024-01-31", "2024-01-31T10:11:12"]],
  ["string", ["2024-01-31T24:00:00"]],
  ["string", ["2024-01-31", "1"]],
  ["string", ["1", "1.5", "2024-01-31"]],
])("a column is %s by %j", (kind, texts) => {
  const column = new SampledColumn(["NULL"], plainForm);
  for (const text of texts) column.observe(text);
  expect(column.kind()).toBe(kind);
});

test.each<[FieldKind, readonly string[]]>([
  ["object", ['{"a":1}', "{}"]],
  ["array", ["[1]", "[]"]],
  ["string", ["[1]", "{}"]],
])("a column is %s by the JSON %j", (kind, texts) => {
  const column = new SampledColumn([], plainForm);
  for (const text of texts) column.observeJson("json", text);
  expect(column.kind()).toBe(kind);
});
