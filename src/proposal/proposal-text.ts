import type { TableReport } from "../inspection/table-report.ts";
import { tellFinding } from "../format/finding.ts";
import { formatCount } from "../wording/amounts.ts";
import { countOf } from "../wording/count-of.ts";
import type { ProposedTable } from "./proposed-table.ts";
import type { SurveyedBucket } from "./survey-bucket.ts";

/** The first line: what there is. */
export function bucketLine({
  objects,
  readable,
  unidentified,
  skippedCount,
  skipped,
  taken,
  hidden,
}: SurveyedBucket): string {
  const parts = [
    countOf(objects, "object"),
    `${formatCount(readable)} readable`,
    ...(unidentified === 0 ? [] : [`${formatCount(unidentified)} with an unrecognised file extension`]),
    ...(skippedCount === 0 ? [] : [`${formatCount(skippedCount)} skipped (${skipped.join(", ")})`]),
    ...(taken === 0 ? [] : [`${formatCount(taken)} of tables that the config has`]),
    ...(hidden === 0 ? [] : [`${formatCount(hidden)} in folders of programs at work, such as _temporary`]),
  ];
  return parts.join(", ");
}

/** What was found of one table, in one line, and below it what else there is to say. */
export function tableLines({ settings, shape, notes }: ProposedTable, report: TableReport): readonly string[] {
  const { table, readable, columns, findings } = report;
  const facts = [
    settings["header"] === false
      ? `${countOf(columns.length, "column")}, no header`
      : countOf(columns.length, "column"),
    ...factsOf(settings),
  ];
  const line = `${table.padEnd(20)} ${filesOf(readable).padStart(12)}  ${shape.padEnd(44)}  ${facts.join("   ")}`;
  // Of keys and dates the notes tell already what became of them.
  const more = [
    ...notes,
    ...findings
      .filter(({ severity }) => severity !== "note")
      .map((finding) => `${finding.severity}: ${tellFinding(finding)}`),
  ];
  return [line, ...more.map((text) => `    ${text}`)];
}

function filesOf(count: number): string {
  return countOf(count, "file");
}

/** Settings in short. */
function factsOf(settings: ProposedTable["settings"]): readonly string[] {
  const { delimiter, encoding, key_properties: key, date_overrides: dates, date_format: format } = settings;
  const others = ["format", "quote", "escape", "comment", "skip_lines", "null_values", "decimal", "thousands"]
    .filter((name) => settings[name] !== undefined)
    .map((name) => `${name} ${JSON.stringify(settings[name])}`);
  return [
    ...(typeof delimiter === "string" ? [delimiter === "\t" ? "tab" : delimiter] : []),
    ...(typeof encoding === "string" ? [encoding] : []),
    ...others,
    ...(Array.isArray(key) ? [`key ${key.join(", ")}`] : []),
    ...(Array.isArray(dates) ? [`dates ${dates.join(", ")}${typeof format === "string" ? ` (${format})` : ""}`] : []),
  ];
}
