import type { Finding } from "../format/finding.ts";
import { formatTitles } from "../format/formats.ts";
import { countOf } from "../wording/count-of.ts";
import { either } from "../wording/either.ts";
import type { ListedTable } from "./listed-table.ts";
import type { TableFinding } from "./table-report.ts";

/** What the listing of a table tells that may not have been meant; and, of what is archived, how much that matters. */
export function tellListing(
  { survey, readable, archived, others }: ListedTable,
  ofArchived: TableFinding["severity"] = "warning",
): readonly TableFinding[] {
  const advice = survey.skipped.has("format")
    ? `; set "format" if the files are ${either(formatTitles)}, whatever their names`
    : "";
  return [
    ...(readable > 0
      ? []
      : [warning("no-readable-file", `no file can be read, so the columns are not known${advice}`)]),
    ...[...archived].map(([storageClass, count]) => ({
      code: "archived" as const,
      severity: ofArchived,
      message: `${countOf(count, "object")} of storage class ${storageClass} must be restored before a sync can read ${count === 1 ? "it" : "them"}, or be left out by exclude_pattern or by "on_archived" at "skip"`,
      settings: {},
    })),
    ...[...others.shared].map(([table, count]) =>
      warning(
        "shared-keys",
        `${others.isComplete ? "" : "at least "}${countOf(count, "object")} ${count === 1 ? "is" : "are"} also read by table "${table}"`,
      ),
    ),
  ];
}

/** What does not suit the files, each thing once with the number of files. */
export function tellSniffed(sniffed: readonly Finding[], files: number): readonly TableFinding[] {
  const same = new Map<string, { readonly finding: Finding; count: number }>();
  for (const finding of sniffed) {
    const id = JSON.stringify([finding.code, finding.settings]);
    const known = same.get(id);
    if (known === undefined) same.set(id, { finding, count: 1 });
    else known.count += 1;
  }
  return [...same.values()].map(({ finding: { code, message, settings }, count }) => ({
    code,
    severity: "warning",
    message: count === files ? message : `${message} in ${count} of ${countOf(files, "file")}`,
    settings,
  }));
}

function warning(code: TableFinding["code"], message: string): TableFinding {
  return { code, severity: "warning", message, settings: {} };
}
