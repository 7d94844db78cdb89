import type { Table } from "../config/config.ts";
import type { FileHead } from "../files/read-heads.ts";
import { formatCount } from "../wording/amounts.ts";
import { quoted } from "../wording/quoted.ts";
import { ColumnSample } from "./column-sample.ts";
import { findKey } from "./find-key.ts";
import type { ReportedColumn, TableFinding } from "./table-report.ts";

/** What the records of the sample would allow to be set, and nothing has to be. */
export function tellCandidates(
  table: Table,
  heads: readonly FileHead[],
  columns: readonly ReportedColumn[],
): readonly TableFinding[] {
  return [...tellKey(table, heads), ...tellDateColumns(table, heads, columns)];
}

function tellKey({ name, keyProperties }: Table, heads: readonly FileHead[]): readonly TableFinding[] {
  if (keyProperties.length > 0) return [];
  const key = findKey(name, heads);
  if (key.kind !== "key") return [];
  const records = heads.reduce((sum, head) => sum + head.records.length, 0);
  const message = `column ${quoted([key.column])} has a value of its own in all ${formatCount(records)} records of the sample, as a primary key has`;
  return [note("key-candidate", message, { key_properties: [key.column] })];
}

/** Values of a column that are looked at, spread over the files: reading a date takes microseconds. */
const enoughValues = 400;

/** Of a table for which no date is named: who names some has named those that are wanted. */
function tellDateColumns(
  { dateFormat, dateOverrides, columns: declared, nullValues }: Table,
  heads: readonly FileHead[],
  columns: readonly ReportedColumn[],
): readonly TableFinding[] {
  const hasDates = dateOverrides.length > 0 || [...declared.values()].some((kind) => kind.startsWith("date"));
  if (dateFormat !== null || hasDates) return [];
  const sample = new ColumnSample();
  const most = Math.ceil(enoughValues / heads.length);
  for (const { types, records } of heads) sample.add({ types, records: records.slice(0, most) });
  const isText = ({ name, type }: ReportedColumn): boolean =>
    (type === null || type === "string") && !declared.has(name);
  const texts = new Set(columns.filter(isText).map(({ name }) => name));
  const found = sample.dates(nullValues);
  const names = found.columns.filter((name) => texts.has(name));
  if (names.length === 0) return [];
  const have = names.length === 1 ? "column" : "columns";
  const message = `all values of the sample in ${have} ${quoted(names)} are dates, and read as strings`;
  const format = found.format === null ? {} : { date_format: found.format };
  return [note("date-columns", message, { date_overrides: names, ...format })];
}

function note(code: TableFinding["code"], message: string, settings: TableFinding["settings"]): TableFinding {
  return { code, severity: "note", message, settings };
}
