import type { Config } from "../config/config.ts";
import type { TapError } from "../errors.ts";
import { tellFinding } from "../format/finding.ts";
import type { Caller } from "../s3/caller.ts";
import { isAws } from "../s3/sts-endpoint.ts";
import { formatBytes, formatCount } from "../wording/amounts.ts";
import { countOf } from "../wording/count-of.ts";
import { skippedFiles } from "../wording/skipped-files.ts";
import { printable } from "../wording/printable.ts";
import { quoted } from "../wording/quoted.ts";
import type { ReportedColumn, Severity, TableReport } from "./table-report.ts";

/** Where the tables are, and who reads them. */
export interface CheckedBucket {
  readonly config: Config;
  readonly caller: Caller;
  /** Where the credentials come from, if they had to be looked for. */
  readonly source: string | null;
}

/** The lines above the tables. */
export function bucketText({ config, caller, source }: CheckedBucket): string {
  const { bucket, endpoint, bucketOwnerId } = config.connection;
  const lines = [
    `Bucket "${bucket}" at ${endpoint ?? "AWS"}, ${describeReader(config, source)}`,
    `Identity   ${describeCaller(caller)}`,
  ];
  if (bucketOwnerId !== undefined && !isAws(endpoint)) {
    lines.push("Warning    bucket_owner_id is heeded by AWS; other stores are known to ignore it");
  }
  return asText(lines);
}

/** As whom the bucket is read. */
function describeReader({ connection: { credentials, roles } }: Config, source: string | null): string {
  if (roles.length > 0) {
    const by = source === null ? "" : `, by the credentials of ${source}`;
    return `as ${roles.map(({ arn }) => arn).join(", then ")}${by}`;
  }
  switch (credentials.from) {
    case "keys":
      return "with the keys of the config";
    case "chain":
      return credentials.profile === undefined
        ? `with the credentials of ${source ?? "the environment, a profile, a container or the machine, whichever has some first"}`
        : `with the profile "${credentials.profile}"`;
    case "anonymous":
      return "without credentials";
  }
}

/** Who that is, in the words of AWS. */
function describeCaller(caller: Caller): string {
  switch (caller.kind) {
    case "known":
      return `${caller.arn} (account ${caller.account})`;
    case "anonymous":
      return "nobody: the requests are not signed";
    case "unknown":
      return `not known: ${caller.why}`;
  }
}

/** What was found of one table. */
export function tableText(report: TableReport, hasColors: boolean): string {
  const { table, matching, bytes, skipped, newest, formats, columns, estimatedRows, rows, findings } = report;
  const skips = skipped.size === 0 ? "" : `; skipped: ${skippedFiles(skipped)}`;
  const isListed = matching > 0;
  const lines: (readonly [label: string, text: string])[] = [
    ...(isListed ? [["files", `${formatCount(matching)} match, ${formatBytes(bytes)}${skips}`] as const] : []),
    ...(newest === null
      ? []
      : [
          [
            "newest",
            `${newest.key}, ${formatBytes(newest.size)}, modified ${newest.lastModified.toISOString()}`,
          ] as const,
        ]),
    ...formats.map((line) => ["format", line] as const),
    ...(report.lookedAt === 0
      ? []
      : [
          [
            "columns",
            columns.length === 0 ? "none: no file has a header" : columns.map(describeColumn).join(", "),
          ] as const,
        ]),
    ...(estimatedRows === null
      ? []
      : [["rows", `about ${formatCount(estimatedRows)}, judged by the newest file`] as const]),
    ...rows.map((row) => ["row", row.map((value) => JSON.stringify(value)).join(", ")] as const),
    ...findings.map((finding) => [labels[finding.severity], tellFinding(finding)] as const),
  ];
  const text = asText(["", `Table "${table}"`, ...lines.map(([label, text]) => `  ${label.padEnd(8)} ${text}`)]);
  // Behind `printable`: these orders are ours.
  return hasColors
    ? text.replaceAll(/^ {2}(?:(PROBLEM)|warning)/gm, (label, bad) => (bad ? red : yellow) + label + plain)
    : text;
}

const labels: Readonly<Record<Severity, string>> = { problem: "PROBLEM", warning: "warning", note: "note" };

const red = "\u001B[31m";
const yellow = "\u001B[33m";
const plain = "\u001B[39m";

/** With its type, where that is known. */
function describeColumn({ name, type }: ReportedColumn): string {
  return type === null ? name : `${name} (${type})`;
}

/** The lines below the tables. */
export function verdictText(tables: readonly TableReport[], failure: TapError | null): string {
  const untaken = tables.reduce((sum, table) => sum + table.untaken.count, 0);
  const isComplete = tables.every((table) => table.untaken.isComplete);
  const examples = tables.flatMap((table) => table.untaken.examples).slice(0, 3);
  const lookedAt = tables.reduce((sum, table) => sum + table.lookedAt, 0);
  const readable = tables.reduce((sum, table) => sum + table.readable, 0);
  return asText([
    "",
    ...(untaken === 0
      ? []
      : [
          `No table reads ${isComplete ? "" : "at least "}${countOf(untaken, "readable object")} below the tables' prefixes, such as ${quoted(examples)}.`,
        ]),
    `Looked at ${formatCount(lookedAt)} of ${formatCount(readable)} files.`,
    failure === null ? "A sync would work." : "A sync would fail: see PROBLEM above.",
  ]);
}

function asText(lines: readonly string[]): string {
  return lines.map((line) => `${printable(line)}\n`).join("");
}
