import type { Config } from "../config/config.ts";
import type { TapError } from "../errors.ts";
import { countOf } from "../wording/count-of.ts";
import { quoted } from "../wording/quoted.ts";
import type { ReadObject, SkippedFile } from "./read-sample.ts";
import type { TableFinding } from "./table-report.ts";

/** What a sync would say of the sample, each thing once, however many files it is said of. */
export function tellReads(reads: readonly ReadObject[], onBadFile: Config["onBadFile"]): readonly TableFinding[] {
  const layouts = reads.flatMap((read) => read.layouts);
  const skipped = reads.flatMap((read) => read.skipped);
  const failures = reads.flatMap(({ failure }) => failure ?? []);
  return [
    ...tellFailures(failures, onBadFile),
    ...tellColumns(
      "duplicate-names",
      layouts.map(({ findings, source }) => [source.file, findings.duplicates]),
      (names) => `columns ${names} stand more than once in a header; all but the first go into _sdc_extra`,
    ),
    ...tellColumns(
      "path-columns",
      layouts.map(({ findings, source }) => [source.file, findings.overridden]),
      (names) => `columns ${names} are told by keys and by files: the files' values go into _sdc_extra`,
    ),
    ...tellColumns(
      "path-columns",
      layouts.map(({ path, source }) => [source.file, path.misfits]),
      (names) => `values of columns ${names}, which keys tell, do not fit their types`,
    ),
    ...tellRagged(layouts.map(({ tally, source }) => [source.file, tally])),
    ...tellColumns(
      "mismatch",
      layouts.map(({ tally, source }) => [source.file, [...tally.mismatches.keys()]]),
      (names) => `values of columns ${names} do not fit their types`,
    ),
    ...tellColumns(
      "ambiguous-dates",
      layouts.map(({ tally, source }) => [source.file, [...tally.ambiguousDates]]),
      (names) =>
        `dates such as 01/02/2020 in columns ${names} are read with the month first; set "date_format" to decide`,
    ),
    ...tellSkipped(skipped),
  ];
}

function tellSkipped(skipped: readonly SkippedFile[]): readonly TableFinding[] {
  const [first] = skipped;
  if (first === undefined) return [];
  const such = `such as ${quoted([first.file])}: ${first.what}`;
  return [warning("skipped-file", `${countOf(skipped.length, "file")} inside others would be skipped, ${such}`)];
}

type OfFiles<T> = readonly (readonly [file: string, found: T])[];

function tellColumns(
  code: TableFinding["code"],
  found: OfFiles<readonly string[]>,
  tell: (names: string) => string,
): readonly TableFinding[] {
  const files = found.filter(([, names]) => names.length > 0);
  const [first] = files;
  if (first === undefined) return [];
  const names = new Set(files.flatMap(([, columns]) => columns));
  return [warning(code, `${tell(quoted([...names]))}: in ${inFiles(files.map(([file]) => file))}`)];
}

function tellRagged(
  found: OfFiles<{ readonly raggedRows: number; readonly firstRagged: number }>,
): readonly TableFinding[] {
  const files = found.filter(([, { raggedRows }]) => raggedRows > 0);
  const [first] = files;
  if (first === undefined) return [];
  const rows = files.reduce((sum, [, { raggedRows }]) => sum + raggedRows, 0);
  const [file, { firstRagged }] = first;
  const verb = rows === 1 ? "has" : "have";
  const where = `${quoted([file])}, line ${firstRagged}`;
  return [
    warning(
      "ragged-rows",
      `${countOf(rows, "row")} of ${countOf(files.length, "file")} ${verb} more or fewer values than the header, the first in ${where}`,
    ),
  ];
}

/** Failures of the same kind as one; those after which a sync goes on as if nothing had been are warnings. */
function tellFailures(failures: readonly TapError[], onBadFile: Config["onBadFile"]): readonly TableFinding[] {
  const byKind = new Map<string, TapError[]>();
  for (const failure of failures) {
    const severity = failsSync(failure, onBadFile) ? "problem" : "warning";
    const id = `${severity} ${failure.kind} ${withoutKey(failure)}`;
    byKind.set(id, [...(byKind.get(id) ?? []), failure]);
  }
  return [...byKind.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const more =
      others.length === 0 ? "" : ` (so it is with ${countOf(others.length, "more file")} of those looked at)`;
    const severity = failsSync(first, onBadFile) ? ("problem" as const) : ("warning" as const);
    return [{ code: "failure" as const, severity, message: `${first.message}${more}`, settings: {} }];
  });
}

/** Whether the exit code of a sync would tell of a file that could not be read. */
export function failsSync({ kind }: TapError, onBadFile: Config["onBadFile"]): boolean {
  if (kind === "gone" || kind === "changed") return false;
  return onBadFile !== "skip" || (kind !== "data" && kind !== "archived");
}

/** What files that fail alike have in common, wherever in the file it is. */
function withoutKey({ message, place }: TapError): string {
  return message.replaceAll(place.key ?? "", "").replaceAll(/\d+/g, "");
}

function inFiles(files: readonly string[]): string {
  const [first = ""] = files;
  return files.length === 1 ? quoted([first]) : `${countOf(files.length, "file")}, such as ${quoted([first])}`;
}

function warning(code: TableFinding["code"], message: string): TableFinding {
  return { code, severity: "warning", message, settings: {} };
}
