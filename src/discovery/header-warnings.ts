import type { Table } from "../config/config.ts";
import type { TapError } from "../errors.ts";
import type { FileHead } from "../files/read-heads.ts";
import type { TableLog } from "../log/held-log.ts";
import { countOf } from "../wording/count-of.ts";
import { quoted } from "../wording/quoted.ts";
import type { OddHeader } from "./merge-headers.ts";

/** A name that is misspelt in the setting would otherwise leave its column as text without a word. */
export function warnOfUnknownTypes(table: Table, columns: readonly string[], log: TableLog): void {
  const known = new Set(columns);
  const unknown = [...table.columns.keys()].filter((name) => !known.has(name));
  if (unknown.length === 0) return;
  log.warn(
    `The setting "columns" of table "${table.name}" names ${quoted(unknown)}, which no file that was looked at has`,
  );
}

/** Files that disagree make a column text, which nobody asked for. */
export function warnOfDisputedTypes(names: readonly string[], table: Table, log: TableLog): void {
  if (names.length === 0) return;
  log.warn(`The files of table "${table.name}" give different types to ${quoted(names)}, so that they are text`);
}

/** More warnings than this of one kind say nothing new. */
const maxWarnings = 10;

/** Which columns single files lack, or have besides; where each of so many files has its own, that is said once. */
export function warnOfOddHeaders(odd: readonly OddHeader[], files: number, table: Table, log: TableLog): void {
  if (odd.length > 1 && odd.length === files - 1 && odd.every(({ lacks, adds }) => lacks.length * adds.length > 0)) {
    log.warn(
      `Each of ${files} files of table "${table.name}" has a header of its own: if their first rows are data, set "header" ` +
        `to false; if they are of several tables, part them by search_pattern`,
    );
    return;
  }
  for (const { file, lacks, adds } of odd.slice(0, maxWarnings)) {
    log.warn({ key: file }, `The header of "${file}" differs from that of most files: ${difference(lacks, adds)}`);
  }
  if (odd.length > maxWarnings) {
    log.warn(`${odd.length - maxWarnings} more files of table "${table.name}" have headers that differ`);
  }
}

/** Which files another reader may read otherwise. */
export function warnOfDoubtfulHeaders(
  heads: readonly Pick<FileHead, "file" | "names" | "doubt">[],
  log: TableLog,
): void {
  const doubtful = heads.filter(({ doubt }) => doubt !== null);
  for (const { file, names, doubt } of doubtful.slice(0, maxWarnings)) {
    log.warn({ key: file }, `The header of "${file}" ${doubt}: the tap reads ${quoted(names)}`);
  }
}

function difference(lacks: readonly string[], adds: readonly string[]): string {
  const parts = [
    ...(lacks.length > 0 ? [`lacks ${quoted(lacks)}`] : []),
    ...(adds.length > 0 ? [`has ${quoted(adds)} besides`] : []),
  ];
  return `it ${parts.join(" and ")}`;
}

/** Whose columns are not known; of archived files only how many there are, since they are often all of a year. */
export function warnOfFailures(failures: readonly TapError[], log: TableLog): void {
  const [archived, ...more] = failures.filter(({ kind }) => kind === "archived");
  const others = failures.filter(({ kind }) => kind !== "archived");
  for (const { place, message } of others) {
    log.warn({ key: place.key }, `The columns of "${place.key ?? ""}" are not known: ${message}`);
  }
  if (archived === undefined) return;
  const rest = more.length === 0 ? "" : `; so it is with ${countOf(more.length, "more file")} of those looked at`;
  log.warn({ ...archived.place, count: more.length + 1 }, `${archived.message}${rest}`);
}
