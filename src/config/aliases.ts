import { isObject } from "../json.ts";
import { nameKind } from "../wording/name-kind.ts";
import { readFlag } from "./coerce.ts";
import type { TableKey, TopKey } from "./schema.ts";

/** What a foreign name stands for here. */
export interface Alias {
  /** null: the key is accepted and has nothing to do. */
  readonly key: TopKey | TableKey | null;
  readonly convert: (value: unknown) => Converted;
}

/** A foreign value in our terms; undefined where our default already says it. */
type Converted = { readonly value: unknown } | { readonly problem: string };

const asItIs = (value: unknown): Converted => ({ value });
const as = (key: TopKey | TableKey): Alias => ({ key, convert: asItIs });
const withoutEffect: Alias = { key: null, convert: asItIs };

/**
 * The names that other S3 CSV taps have for the same things: transferwise/pipelinewise-tap-s3-csv and its forks,
 * ets/tap-spreadsheets-anywhere, MeltanoLabs/tap-universal-file, MeltanoLabs/tap-csv.
 */
export const topAliases: ReadonlyMap<string, Alias> = new Map([
  // As the hub's definition of a fork misspells it.
  ["warning_if_no_file", { key: "on_no_files", convert: flag("warn", "fail") }],
  ["warning_if_no_files", { key: "on_no_files", convert: flag("warn", "fail") }],
  ["fail_when_no_files_found", { key: "on_no_files", convert: flag("fail", "warn") }],
  ["s3_anonymous_connection", as("anonymous")],
  ["AWS_ACCESS_KEY_ID", as("aws_access_key_id")],
  ["AWS_SECRET_ACCESS_KEY", as("aws_secret_access_key")],
  // Credentials of an assumed role are kept in memory and never written to a disk.
  ["credentials_cache_path", withoutEffect],
]);

/** The same for the keys of a table. */
export const tableAliases: ReadonlyMap<string, Alias> = new Map([
  ["name", as("table_name")],
  ["pattern", as("search_pattern")],
  ["quotechar", as("quote")],
  ["escapechar", as("escape")],
  ["escape_char", as("escape")],
  ["field_names", as("header")],
  ["has_header", as("header")],
  ["string_overrides", { key: "columns", convert: textColumns }],
  ["datatype_overrides", { key: "columns", convert: typedColumns }],
  ["schema_overrides", { key: "columns", convert: typedColumns }],
]);

function flag(whenTrue: string, whenFalse: string): (value: unknown) => Converted {
  return (value) => {
    const isTrue = readFlag(value);
    if (isTrue === undefined) return { problem: `is ${nameKind(value)}; must be true or false` };
    return { value: isTrue ? whenTrue : whenFalse };
  };
}

function textColumns(value: unknown): Converted {
  if (!Array.isArray(value)) return { problem: `is ${nameKind(value)}; must be an array of column names` };
  return { value: Object.fromEntries(value.map((name) => [String(name), "string"])) };
}

/** `{"amount": "number"}` as well as `{"amount": {"type": ["null", "number"]}}`. */
function typedColumns(value: unknown): Converted {
  if (!isObject(value)) return { problem: `is ${nameKind(value)}; must be an object of columns and their types` };
  return { value: Object.fromEntries(Object.entries(value).map(([name, type]) => [name, kindOf(type)])) };
}

/** The kind of a JSON Schema with one type besides null; anything else stays as it is, to be refused by the validation. */
function kindOf(type: unknown): unknown {
  if (!isObject(type)) return type;
  const names = [type.type].flat().filter((name) => name !== "null");
  if (names.length !== 1) return type;
  return names[0] === "string" && (type.format === "date-time" || type.format === "date") ? type.format : names[0];
}
