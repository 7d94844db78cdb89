import type { ValueKind } from "../schema/column-type.ts";
import type { Table } from "./config.ts";
import { isObject } from "./json-value.ts";
import { parseDateFormat } from "./parse-date-format.ts";
import { parseEncoding } from "./parse-encoding.ts";
import { parseDialect } from "./parse-dialect.ts";
import { choiceOf, flagOf, optionalTextOf, pathOf, reject, textOf, textsOf, valueOf, type Section } from "./section.ts";

/** One table, complete. `maxRecordSize` comes from the top level. */
export function parseTable(table: Section, maxRecordSize: number): Table {
  return {
    name: parseName(table),
    searchPattern: textOf(table, "search_pattern"),
    excludePattern: optionalTextOf(table, "exclude_pattern") ?? null,
    searchPrefix: textOf(table, "search_prefix").replace(/^\//, ""),
    keyProperties: parseColumnNames(table, "key_properties"),
    dateOverrides: parseColumnNames(table, "date_overrides"),
    dateFormat: parseDateFormat(table),
    schemaInference: choiceOf(table, "schema_inference", ["headers", "sample", "compatible"]),
    columns: parseColumns(table),
    dialect: parseDialect(table, maxRecordSize),
    encoding: parseEncoding(table),
    encodingErrors: choiceOf(table, "encoding_errors", ["fail", "replace"]),
    header: parseHeader(table),
    nullValues: textsOf(table, "null_values"),
    onMismatch: choiceOf(table, "on_mismatch", ["extra", "fail"]),
    hasRejectStream: parseRejectStream(table),
    format: formats.find((format) => format === valueOf(table, "format")) ?? null,
  };
}

const formats = ["csv", "tsv", "jsonl"] as const;

function parseName(table: Section): string {
  const name = textOf(table, "table_name");
  if (name.includes("-")) {
    const advice = `many targets take what stands before it for a schema, and may put two tables into one; ${JSON.stringify(name.replaceAll("-", "_"))} is safe`;
    table.findings.warn(pathOf(table, "table_name"), `${JSON.stringify(name)} has a hyphen: ${advice}`);
  }
  if (Buffer.byteLength(name) > 63) {
    table.findings.warn(pathOf(table, "table_name"), "is longer than 63 bytes, where PostgreSQL cuts names");
  }
  return name;
}

function parseColumnNames(table: Section, key: string): readonly string[] {
  return [...new Set(textsOf(table, key))];
}

function parseColumns(table: Section): ReadonlyMap<string, ValueKind> {
  const columns = valueOf(table, "columns");
  const kinds = new Map<string, ValueKind>();
  if (!isObject(columns)) return kinds;
  for (const [name, kind] of Object.entries(columns)) {
    const known = valueKinds.find((valueKind) => valueKind === kind);
    if (known !== undefined) kinds.set(name, known);
  }
  for (const name of textsOf(table, "date_overrides")) {
    const kind = kinds.get(name);
    if (kind === undefined || kind === "date-time") continue;
    table.findings.warn(
      pathOf(table, "columns"),
      `makes ${JSON.stringify(name)} a ${kind}, which goes before date_overrides`,
    );
  }
  return kinds;
}

const valueKinds: readonly ValueKind[] = [
  "string",
  "integer",
  "number",
  "boolean",
  "date",
  "date-time",
  "decimal",
  "json",
];

function parseRejectStream(table: Section): boolean {
  const isWanted = flagOf(table, "reject_stream");
  if (isWanted && choiceOf(table, "on_mismatch", ["extra", "fail"]) === "fail") {
    reject(table, "reject_stream", 'has nothing to take when on_mismatch is "fail"; leave out one of the two');
  }
  return isWanted;
}

function parseHeader(table: Section): boolean | readonly string[] {
  const header = valueOf(table, "header");
  if (!Array.isArray(header)) return header !== false;
  const names = textsOf(table, "header");
  for (const key of ["key_properties", "date_overrides"]) {
    for (const name of textsOf(table, key)) {
      if (names.includes(name) || name.startsWith("_sdc_")) continue;
      reject(table, key, `names ${JSON.stringify(name)}, which is not in header`);
    }
  }
  return names;
}
