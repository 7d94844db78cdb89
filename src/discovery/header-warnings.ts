import type { Table } from "../config/config.ts";
import type { FileHead } from "../files/read-heads.ts";
import type { Log } from "../log/log.ts";
import { quoted } from "../wording/quoted.ts";
import type { OddHeader } from "./merge-headers.ts";

/** A name that is misspelt in the setting would otherwise leave its column as text without a word. */
export function warnOfUnknownTypes(table: Table, columns: readonly string[], log: Log): void {
  const known = new Set(columns);
  const unknown = [...table.columns.keys()].filter((name) => !known.has(name));
  if (unknown.length === 0) return;
  log.warn(
    `The setting "columns" of table "${table.name}" names ${quoted(unknown)}, which no file that was looked at has`,
  );
}

/** Files that disagree make a column text, which nobody asked for. */
export function warnOfDisputedTypes(names: readonly string[], table: Table, log: Log): void {
  if (names.length === 0) return;
  log.warn(`The files of table "${table.name}" give different types to ${quoted(names)}, so that they are text`);
}

/** More warnings than this of one kind say nothing new. */
const mostWarnings = 10;

/** Which columns single files lack, or have besides. */
export function warnOfOddHeaders(odd: readonly OddHeader[], table: Table, log: Log): void {
  for (const { file, lacks, adds } of odd.slice(0, mostWarnings)) {
    log.warn({ key: file }, `The header of "${file}" differs from that of most files: ${difference(lacks, adds)}`);
  }
  if (odd.length > mostWarnings) {
    log.warn(`${odd.length - mostWarnings} more files of table "${table.name}" have headers that differ`);
  }
}

/** Which files another reader may read otherwise. */
export function warnOfDoubtfulHeaders(heads: readonly Pick<FileHead, "file" | "names" | "doubt">[], log: Log): void {
  const doubtful = heads.filter(({ doubt }) => doubt !== null);
  for (const { file, names, doubt } of doubtful.slice(0, mostWarnings)) {
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
