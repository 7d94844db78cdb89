import { isObject } from "../json.ts";
import { type ValueKind, valueKinds } from "../schema/column-type.ts";
import { isAddedColumn } from "../schema/added-columns.ts";
import type { Table } from "./config.ts";
import { parseAutoDialect } from "./parse-auto-dialect.ts";
import { parseDateFormat } from "./parse-date-format.ts";
import { parseDialect } from "./parse-dialect.ts";
import { parseEncoding } from "./parse-encoding.ts";
import { parseNumberForm } from "./parse-number-form.ts";
import { parsePathColumns, givenPathNames } from "./parse-path-columns.ts";
import { parsePattern } from "./parse-pattern.ts";
import type { TableSection } from "./schema.ts";
import { fieldsOf, flagOf, pathOf, reject, textOf, textsOf, valueOf } from "./section.ts";
import { parsedTableSettings, tableSettings } from "./table-settings.ts";

/** What holds for every table, from the top level. */
interface Common {
  readonly maxRecordSize: number;
  /** Unless the table says otherwise. */
  readonly onArchived: unknown;
}

/** One table, complete. */
export function parseTable(table: TableSection, common: Common): Table {
  const auto = parseAutoDialect(table, (section) => {
    const found = { ...parseFixed(section, common), auto };
    section.findings.throwViolations();
    return found;
  });
  return { ...parseFixed(table, common), auto };
}

function parseFixed(table: TableSection, { maxRecordSize, onArchived }: Common): Omit<Table, "auto"> {
  return {
    ...fieldsOf(table, tableSettings, parsedTableSettings),
    name: parseName(table),
    searchPattern: parsePattern(table, "search_pattern") ?? "",
    excludePattern: parsePattern(table, "exclude_pattern"),
    searchPrefix: textOf(table, "search_prefix").replace(/^\//, ""),
    keyProperties: parseKeyProperties(table),
    dateOverrides: parseDateOverrides(table),
    dateFormat: parseDateFormat(table),
    ...parseNumberForm(table),
    columns: parseColumns(table),
    dialect: parseDialect(table, maxRecordSize),
    encoding: parseEncoding(table),
    header: parseHeader(table),
    pathColumns: parsePathColumns(table),
    hasRejectStream: parseRejectStream(table),
    onArchived: (valueOf(table, "on_archived") ?? onArchived) === "skip" ? "skip" : "fail",
  };
}

function parseName(table: TableSection): string {
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

function parseKeyProperties(table: TableSection): readonly string[] {
  const names = textsOf(table, "key_properties");
  if (names.includes("_sdc_extra")) {
    reject(table, "key_properties", 'names "_sdc_extra", which most records do not have; choose other columns');
  }
  return [...new Set(names)];
}

function parseDateOverrides(table: TableSection): readonly string[] {
  const names = textsOf(table, "date_overrides");
  for (const name of names) if (isAddedColumn(name)) reject(table, "date_overrides", `names "${name}", ${fixedType}`);
  return [...new Set(names)];
}

const fixedType = "a column that the tap adds, whose type is fixed; leave it out";

function parseColumns(table: TableSection): ReadonlyMap<string, ValueKind> {
  const columns = valueOf(table, "columns");
  const kinds = new Map<string, ValueKind>();
  if (!isObject(columns)) return kinds;
  for (const [name, kind] of Object.entries(columns)) {
    if (isAddedColumn(name)) reject(table, "columns", `names "${name}", ${fixedType}`);
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

function parseRejectStream(table: TableSection): boolean {
  const isWanted = flagOf(table, "reject_stream");
  if (isWanted && valueOf(table, "on_mismatch") === "fail") {
    reject(table, "reject_stream", 'has nothing to take when on_mismatch is "fail"; leave out one of the two');
  }
  return isWanted;
}

function parseHeader(table: TableSection): boolean | readonly string[] {
  const header = valueOf(table, "header");
  if (!Array.isArray(header)) return header !== false;
  const names = textsOf(table, "header");
  const pathNames = givenPathNames(table);
  if (pathNames === null) return names;
  const known = new Set([...names, ...pathNames]);
  for (const [key, columns] of [
    ["key_properties", textsOf(table, "key_properties").filter((name) => !isAddedColumn(name))],
    ["date_overrides", textsOf(table, "date_overrides").filter((name) => !isAddedColumn(name))],
    ["columns", Object.keys(Object(valueOf(table, "columns"))).filter((name) => !isAddedColumn(name))],
  ] as const) {
    for (const name of columns) {
      if (!known.has(name)) reject(table, key, `names ${JSON.stringify(name)}, which is not in header`);
    }
  }
  return names;
}
