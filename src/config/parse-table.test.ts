import { expect, test } from "vitest";
import { parseConfig } from "./parse-config.ts";

const table = { table_name: "orders", search_pattern: "orders\\.csv" };
const valid = { bucket: "my-bucket", tables: [table] };

test.each([
  [{ search_pattern: "" }, { searchPattern: "" }],
  [{ search_prefix: "/in/" }, { searchPrefix: "in/" }],
  [{ search_prefix: "//in/" }, { searchPrefix: "/in/" }],
  [{ search_prefix: null }, { searchPrefix: "" }],
  [{ exclude_pattern: "old" }, { excludePattern: "old" }],
  [{ key_properties: " id, name," }, { keyProperties: ["id", "name"] }],
  [{ key_properties: '["id", "a,b"]' }, { keyProperties: ["id", "a,b"] }],
  [{ key_properties: ["id", "id"] }, { keyProperties: ["id"] }],
  [{ key_properties: null }, { keyProperties: [] }],
  [{ key_properties: "" }, { keyProperties: [] }],
  [{ date_overrides: "created_at" }, { dateOverrides: ["created_at"] }],
  [{ date_format: "DD/MM/YYYY" }, { dateFormat: "DD/MM/YYYY" }],
  [{ schema_inference: "sample" }, { schemaInference: "sample" }],
  [{ columns: { amount: "decimal" } }, { columns: new Map([["amount", "decimal"]]) }],
  [{ columns: '{"amount": "decimal"}' }, { columns: new Map([["amount", "decimal"]]) }],
  [{ delimiter: "\\t" }, { dialect: { delimiter: "\t" } }],
  [{ delimiter: "\t" }, { dialect: { delimiter: "\t" } }],
  [{ delimiter: "TAB" }, { dialect: { delimiter: "\t" } }],
  [{ delimiter: "pipe" }, { dialect: { delimiter: "|" } }],
  [{ delimiter: "semicolon" }, { dialect: { delimiter: ";" } }],
  [{ delimiter: "comma" }, { dialect: { delimiter: "," } }],
  [{ delimiter: "||" }, { dialect: { delimiter: "||" } }],
  [{ delimiter: null }, { dialect: { delimiter: null } }],
  [{ quote: "'" }, { dialect: { quote: "'", escape: "'" } }],
  [{ quote: "" }, { dialect: { quote: "", escape: "" } }],
  [{ escape: "\\" }, { dialect: { quote: '"', escape: "\\" } }],
  [{ escape: "" }, { dialect: { quote: '"', escape: "" } }],
  [{ comment: "#" }, { dialect: { comment: "#" } }],
  [{ comment: '"#' }, { dialect: { comment: '"#' } }],
  [{ delimiter: '","', quote: "" }, { dialect: { delimiter: '","', quote: "", escape: "" } }],
  [{ delimiter: ";", quote: "," }, { dialect: { delimiter: ";", quote: ",", escape: "," } }],
  [{ skip_lines: 3 }, { dialect: { skipLines: 3 } }],
  [{ encoding: "Latin-1" }, { encoding: "windows-1252" }],
  [{ encoding: "utf-8-sig" }, { encoding: "utf-8" }],
  [{ encoding: "utf_16_le" }, { encoding: "utf-16le" }],
  [{ encoding: "Shift_JIS" }, { encoding: "shift_jis" }],
  [{ header: false }, { header: false }],
  [{ header: "false" }, { header: false }],
  [{ header: ["id", "name"], key_properties: ["id", "_sdc_source_file"] }, { header: ["id", "name"] }],
  [{ header: "id, name" }, { header: ["id", "name"] }],
  [{ null_values: ["", "NULL"] }, { nullValues: ["", "NULL"] }],
  [{ on_mismatch: "fail" }, { onMismatch: "fail" }],
  [{ encoding_errors: "replace" }, { encodingErrors: "replace" }],
  [{ reject_stream: "true" }, { hasRejectStream: true }],
  [{ format: "JSONL" }, { format: "jsonl" }],
])("the table key %j is read", (settings, expected) => {
  expect(parseConfig([{ ...valid, tables: [{ ...table, ...settings }] }]).config.tables[0]).toMatchObject(expected);
});

test("a column named __proto__ is a column", () => {
  const tables = '[{"table_name": "t", "search_pattern": "x", "columns": {"__proto__": "integer"}}]';
  const { config } = parseConfig([{ bucket: "my-bucket", tables }]);
  expect([...(config.tables[0]?.columns ?? [])]).toEqual([["__proto__", "integer"]]);
});
