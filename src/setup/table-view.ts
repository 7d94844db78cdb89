import { settingsOf } from "../config/schema.ts";
import { tellSettings } from "../format/finding.ts";
import type { TableReport } from "../inspection/table-report.ts";
import { formatBytes, formatCount } from "../wording/amounts.ts";
import { countOf } from "../wording/count-of.ts";
import { printable } from "../wording/printable.ts";
import { settingField } from "./setting-text.ts";
import type { SetupTable } from "./setup-table.ts";
import type { SetupBucket } from "./setup-bucket.ts";
import type { ColumnView, FieldView, LookView, MatchesView, TableView } from "./view.ts";

/** Columns and characters of a value that are shown. */
const maxColumns = 200;
const maxCharacters = 80;

/** Keys that are shown of those that a table takes. */
const maxExamples = 3;

/** Rows of the newest file that are shown. */
export const shownRows = 5;

/** A table with what it comes to in its bucket. `tell` takes secrets out of a text. */
export function tableView(table: SetupTable, bucket: SetupBucket | null, tell: (text: string) => string): TableView {
  const { id, name, color, problems, warnings, parsed, report } = table;
  return {
    id,
    name: printable(name),
    color,
    ...tableFields(table),
    problems: problems.map(tell),
    warnings: warnings.map(tell),
    matches: matchesView(id, bucket),
    look: report === null ? null : lookView(table, report, tell),
    needsLook: parsed !== null && report === null && bucket !== null && bucket.listing.state !== "failed",
  };
}

function matchesView(id: string, bucket: SetupBucket | null): MatchesView | null {
  if (bucket?.keys === null || bucket === null) return null;
  const { coverage } = bucket.keys;
  const { objects } = bucket.listing;
  const count = coverage.countOf(id, { from: 0, to: objects.length });
  if (count === null) return null;
  return {
    objects: count,
    shared: coverage.sharedBy(id),
    isComplete: coverage.isComplete(id),
    examples: coverage.examplesOf(id, maxExamples).map((index) => printable(objects[index]?.key ?? "")),
  };
}

/** The settings that a table is found by, and all others that are not set by a click on a column. */
function tableFields({ values }: SetupTable): {
  readonly fields: readonly FieldView[];
  readonly moreFields: readonly FieldView[];
} {
  const all = Object.entries(settingsOf.table).map(([key, setting]) => settingField(key, values[key], setting));
  return {
    fields: findingKeys.flatMap((key) => all.find((field) => field.key === key) ?? []),
    moreFields: all.filter(({ key }) => !findingKeys.includes(key) && !columnKeys.has(key)),
  };
}

const findingKeys = ["table_name", "search_prefix", "search_pattern"];
const columnKeys = new Set(["key_properties", "date_overrides"]);

/** What the files of a table told. */
function lookView(table: SetupTable, report: TableReport, tell: (text: string) => string): LookView {
  const { matching, bytes, lookedAt, readable, newest, formats, estimatedRows, columns, rows } = report;
  const all = columnViews(table, report);
  return {
    facts: [
      ...(matching === 0
        ? []
        : [`${formatBytes(bytes)}; looked at ${formatCount(lookedAt)} of ${formatCount(readable)} files`]),
      ...(newest === null
        ? []
        : [
            `newest: ${printable(newest.key)}, ${newest.lastModified.toISOString().slice(0, 16).replace("T", " ")} UTC`,
          ]),
      ...formats.map(tell),
      ...(estimatedRows === null ? [] : [`about ${countOf(Math.round(estimatedRows), "row")}`]),
    ],
    columns: all.slice(0, maxColumns),
    hiddenColumns: Math.max(0, all.length - maxColumns),
    rows: rows.map((row) => columns.slice(0, maxColumns).map((_, index) => shortened(row[index] ?? null))),
    findings: report.findings.map(({ severity, message, settings }) => ({
      severity,
      message: tell(`${message.charAt(0).toUpperCase()}${message.slice(1)}`),
      settings: Object.keys(settings).length === 0 ? null : tell(tellSettings(settings)),
    })),
  };
}

function columnViews(table: SetupTable, { columns }: TableReport): readonly ColumnView[] {
  const keys = stringsOf(table.values["key_properties"]);
  const dates = stringsOf(table.values["date_overrides"]);
  const types = new Map(columns.map(({ name, type }) => [name, type ?? "text"]));
  const known = columns.map(({ name }) => name);
  // First what is set and not there, since it is what has to be mended.
  const away = [...new Set([...keys, ...dates])].filter((name) => !types.has(name));
  return [...away, ...known].map((name) => ({
    name,
    shown: shortened(name) ?? "",
    type: types.get(name) ?? "",
    isKey: keys.includes(name),
    isDate: dates.includes(name),
    isTracked: keys.includes(name) || !table.untracked.has(name),
    isInFiles: types.has(name) || name.startsWith("_sdc_source_"),
  }));
}

/** A list of names as a config may have it. */
export function stringsOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.filter((item) => typeof item === "string");
  return typeof value === "string"
    ? value
        .split(",")
        .map((name) => name.trim())
        .filter((name) => name !== "")
    : [];
}

function shortened(text: string | null): string | null {
  if (text === null || text.length <= maxCharacters) return text === null ? null : printable(text);
  return `${printable(text.slice(0, maxCharacters))}… (${formatCount(text.length)} characters)`;
}
