import type { CappedLog } from "../log/capped-log.ts";
import type { Layout } from "../record/layout.ts";
import { countOf } from "../wording/count-of.ts";
import type { GoneColumns } from "./gone-columns.ts";
import { quoted } from "../wording/quoted.ts";

/** What is odd about a file's header, as sentences. */
export function warnOfLayout(layout: Layout, gone: GoneColumns, log: CappedLog): void {
  const { findings, path, hasExtra, source } = layout;
  const { file } = source;
  const fate = hasExtra
    ? "goes into _sdc_extra"
    : "is dropped, because _sdc_extra is not in the catalog or not selected";
  const { duplicates, unknown, reserved, overridden } = findings;
  const { recognised = null, unpacked = null } = source;
  if (unpacked !== null) {
    log.write(
      "warn",
      "are plain text under the name of a compressed file",
      { file },
      `"${file}" is read as plain text: it is not in ${unpacked}, as its name says`,
    );
  }
  if (recognised !== null) {
    log.write(
      "warn",
      "are in an encoding that only their NUL bytes tell",
      { file, encoding: recognised },
      `"${file}" has no byte order mark and is read as ${recognised}, as the places of its NUL bytes show; ${recognised.startsWith("utf-16") ? `"encoding": "${recognised}" says so as well` : "with a mark, nothing need be guessed"}`,
    );
  }
  if (duplicates.length > 0) {
    log.write(
      "warn",
      "repeat column names",
      { file },
      `"${file}" has more than one column ${quoted(duplicates)}; all but the first ${fate}`,
    );
  }
  if (unknown.length > 0) {
    log.write(
      "warn",
      "have columns that the catalog does not know",
      { file },
      `"${file}" has columns that the catalog does not know: ${quoted(unknown)}; what they hold ${fate} until a new discovery`,
    );
  }
  if (reserved.length > 0) {
    log.write(
      "warn",
      "have columns of reserved names",
      { file },
      `"${file}" has columns whose names are reserved: ${quoted(reserved)}; what they hold ${fate}`,
    );
  }
  if (overridden.length > 0) {
    log.write(
      "warn",
      "have columns that their keys tell as well",
      { file },
      `"${file}" has columns that its key tells as well: ${quoted(overridden)}; the value of the key is taken, and what the file holds ${fate}`,
    );
  }
  const missing = gone.of(layout);
  if (missing.length > 0) {
    log.write(
      "warn",
      "no longer have columns of the catalog",
      { file },
      `"${file}" no longer has the columns ${quoted(missing)}, which the catalog has: they are absent from its records`,
    );
  }
  warnOfPath(path, file, log);
}

/** The key itself is in each record: what it tells is not lost. */
function warnOfPath({ unknown, misfits }: Layout["path"], file: string, log: CappedLog): void {
  if (unknown.length > 0) {
    log.write(
      "warn",
      "have keys with columns that the catalog does not know",
      { file },
      `The key of "${file}" tells columns that the catalog does not know: ${quoted(unknown)}; discover again to have them`,
    );
  }
  if (misfits.length > 0) {
    log.write(
      "warn",
      "have keys whose values do not fit their column",
      { file },
      `The key of "${file}" tells values that do not fit the type of their columns ${quoted(misfits)}; they are written as null`,
    );
  }
}

/** What did not fit while a file was read, as sentences: columns and counts, never values. */
export function warnOfTally({ tally, stream, hasExtra, source }: Layout, log: CappedLog): void {
  const { file } = source;
  const isLost = stream.onMismatch !== "reject" && !hasExtra;
  const place = stream.onMismatch === "reject" ? "the stream of rejects" : "_sdc_extra";
  for (const [column, count] of tally.mismatches) {
    log.write(
      "warn",
      "have values that do not fit their column",
      { file, column, count },
      `${countOf(count, "value")} of column "${column}" in "${file}" ` +
        `${count === 1 ? "does" : "do"} not fit its type and ${count === 1 ? "was" : "were"} written as null; ` +
        (isLost
          ? "the original values are dropped, because _sdc_extra is not in the catalog or not selected"
          : `the original values are in ${place}`),
    );
  }
  if (tally.raggedRows > 0) {
    const count = tally.raggedRows;
    log.write(
      "warn",
      "have rows with more or fewer values than their header",
      { file, count, line: tally.firstRagged },
      `${countOf(count, "row")} of "${file}" ${count === 1 ? "has" : "have"} more or fewer values than the header, the first in line ${tally.firstRagged}; ` +
        `surplus values ${hasExtra ? "are in _sdc_extra" : "are dropped, because _sdc_extra is not in the catalog or not selected"}, columns without a value are absent. ` +
        `If values stand in the wrong columns, correct the file or its delimiter, quote and escape; "on_mismatch" or "reject_stream" stops such rows` +
        footerHint(tally),
    );
  }
  if (tally.brokenQuotes > 0) {
    const count = tally.brokenQuotes;
    log.write(
      "warn",
      "have fields with text behind their closing quote",
      { file, count, line: tally.firstBrokenQuote },
      `${countOf(count, "field")} of "${file}" ${count === 1 ? "has" : "have"} text behind the closing quote, the first in line ${tally.firstBrokenQuote}; ` +
        `it is kept, as Python's csv reads it. If values are wrong, correct the file, or set "quote", "escape" or "trim" as it is written`,
    );
  }
  if (tally.rejectedRows > 0) {
    const count = tally.rejectedRows;
    log.write(
      "warn",
      "have rows that were rejected",
      { file, count },
      `${countOf(count, "row")} of "${file}" ${count === 1 ? "is not a record and is" : "are not records and are"} in ${place}, with the reason`,
    );
  }
  if (tally.emptyKeys > 0) {
    const count = tally.emptyKeys;
    log.write(
      "warn",
      "have records with an empty key",
      { file, count },
      `${countOf(count, "record")} of "${file}" ${count === 1 ? "has" : "have"} an empty key: targets take them for one; ` +
        `"reject_stream" takes them instead, "null_values": [""] makes each of them an error`,
    );
  }
  warnOfNuls(tally, file, log);
  for (const column of tally.ambiguousDates) {
    log.write(
      "warn",
      "have ambiguous dates",
      { file, column },
      `Dates such as 01/02/2020 in column "${column}" of "${file}" are read with the month first; set "date_format" to decide`,
    );
  }
}

/** Rows that a footer may be. */
const maxFooterRows = 10;

function footerHint(tally: Layout["tally"]): string {
  const rows = tally.shortRowsAtEnd();
  const above = tally.lastLine - 1 - rows;
  if (rows === 0 || rows > maxFooterRows || above < 3) return "";
  const last =
    rows === 1 ? "the last row of the file is one of them" : `the last ${rows} rows of the file are among them`;
  return `; ${last}: where the file ends with lines that are no data, such as totals, "skip_footer_lines" leaves them out`;
}

function warnOfNuls({ removedNuls, writtenNuls }: Layout["tally"], file: string, log: CappedLog): void {
  if (removedNuls > 0) {
    log.write(
      "warn",
      "have NUL characters",
      { file, count: removedNuls },
      `${countOf(removedNuls, "NUL character")} of "${file}" ${removedNuls === 1 ? "was" : "were"} left out: they are not text that a target takes`,
    );
  }
  if (writtenNuls > 0) {
    log.write(
      "warn",
      "have NUL characters in values",
      { file, count: writtenNuls },
      `Values of "${file}" hold ${countOf(writtenNuls, "NUL character")}, written as \\u0000: PostgreSQL and others refuse them; ` +
        `correct the file, or have the target leave them out`,
    );
  }
}
