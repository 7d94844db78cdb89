import { expect, test } from "vitest";
import { parseConfig } from "./parse-config.ts";

const table = { table_name: "orders", search_pattern: "x" };
const valid = { bucket: "my-bucket", tables: [table] };

test.each([
  [{ warning_if_no_files: true }, { onNoFiles: "warn" }, 'warning_if_no_files: is read as "on_no_files"'],
  [{ warning_if_no_file: true }, { onNoFiles: "warn" }, 'warning_if_no_file: is read as "on_no_files"'],
  [{ warning_if_no_files: "false" }, { onNoFiles: "fail" }, 'warning_if_no_files: is read as "on_no_files"'],
  [{ fail_when_no_files_found: false }, { onNoFiles: "warn" }, 'fail_when_no_files_found: is read as "on_no_files"'],
  [
    { s3_anonymous_connection: true },
    { connection: { credentials: { from: "anonymous" } } },
    's3_anonymous_connection: is read as "anonymous"',
  ],
  [
    { set_empty_values_null: true },
    { tables: [{ nullValues: [""] }] },
    'set_empty_values_null: is read as "" in the null_values of every table',
  ],
  [{ credentials_cache_path: "/var/cache" }, {}, "credentials_cache_path: is not needed here and has no effect"],
])("%j of another tap is understood", (settings, expected, note) => {
  const { config, warnings, notes } = parseConfig([{ ...valid, ...settings }]);
  expect(config).toMatchObject(expected);
  expect({ warnings, notes }).toEqual({ warnings: [], notes: [note] });
});

test.each([
  [{ name: "a", search_pattern: "x" }, { name: "a" }, 'name: is read as "table_name"'],
  [{ table_name: "a", pattern: "x" }, { searchPattern: "x" }, 'pattern: is read as "search_pattern"'],
  [{ ...table, quotechar: "'" }, { dialect: { quote: "'" } }, 'quotechar: is read as "quote"'],
  [{ ...table, escape_char: "\\" }, { dialect: { escape: "\\" } }, 'escape_char: is read as "escape"'],
  [{ ...table, escapechar: "\\" }, { dialect: { escape: "\\" } }, 'escapechar: is read as "escape"'],
  [{ ...table, field_names: ["a", "b"] }, { header: ["a", "b"] }, 'field_names: is read as "header"'],
  [{ ...table, has_header: true }, { header: true }, 'has_header: is read as "header"'],
  [{ ...table, format: "detect" }, { format: null }, 'format: "detect" is what happens without it'],
  [
    { ...table, string_overrides: ["zip"] },
    { columns: new Map([["zip", "string"]]) },
    'string_overrides: is read as "columns"',
  ],
  [
    { ...table, datatype_overrides: { n: "integer" } },
    { columns: new Map([["n", "integer"]]) },
    'datatype_overrides: is read as "columns"',
  ],
  [
    {
      ...table,
      schema_overrides: {
        n: { type: ["null", "number"] },
        d: { type: "string", format: "date-time" },
        s: { type: "string" },
      },
    },
    {
      columns: new Map([
        ["n", "number"],
        ["d", "date-time"],
        ["s", "string"],
      ]),
    },
    'schema_overrides: is read as "columns"',
  ],
])("%j of another tap's table is understood", (settings, expected, note) => {
  const { config, warnings, notes } = parseConfig([{ ...valid, tables: [settings] }]);
  expect(config.tables[0]).toMatchObject(expected);
  expect({ warnings, notes }).toEqual({ warnings: [], notes: [`tables[0].${note}`] });
});

test("our own name goes before another tap's", () => {
  const { config, warnings } = parseConfig([{ ...valid, on_no_files: "fail", warning_if_no_files: true }]);
  expect(config.onNoFiles).toBe("fail");
  expect(warnings).toEqual(['warning_if_no_files: is ignored, because "on_no_files" means the same and is given too']);
});

test("another tap's name in a later source beats our own in an earlier one", () => {
  expect(parseConfig([{ ...valid, on_no_files: "fail" }, { warning_if_no_files: true }]).config.onNoFiles).toBe("warn");
});

test("empty values become null beside the null values that a table has", () => {
  const tables = [{ ...table, null_values: ["NA", ""] }];
  expect(parseConfig([{ ...valid, tables, set_empty_values_null: "yes" }]).config.tables[0]?.nullValues).toEqual([
    "NA",
    "",
  ]);
});
