import type { CappedLog } from "../log/capped-log.ts";
import type { Layout } from "../record/layout.ts";
import { countOf } from "../wording/count-of.ts";

/** What did not fit while a file was read, as sentences: columns and counts, never values. */
export function warnOfTally(layout: Layout, log: CappedLog): void {
  const { tally, source } = layout;
  const { file } = source;
  for (const [column, count] of tally.mismatches) {
    const kind = "have values that do not fit their column";
    log.write("warn", kind, { file, column, count }, sayMismatches(layout, column, count));
  }
  for (const { kind, count, line, say } of countsOf(layout)) {
    if (count > 0) log.write("warn", kind, { file, count, ...(line === undefined ? {} : { line }) }, say());
  }
  for (const column of tally.ambiguousDates) {
    log.write(
      "warn",
      "have ambiguous dates",
      { file, column },
      `Dates such as 01/02/2020 in column "${column}" of "${file}" are read with the month first; set "date_format" to decide`,
    );
  }
}

const notSelected = "dropped, because _sdc_extra is not in the catalog or not selected";

/** Where the stream has what does not fit. */
function placeOf({ stream }: Layout): string {
  return stream.onMismatch === "reject" ? "the stream of rejects" : "_sdc_extra";
}

function sayMismatches(layout: Layout, column: string, count: number): string {
  const { stream, hasExtra, source } = layout;
  const isLost = stream.onMismatch !== "reject" && !hasExtra;
  return (
    `${countOf(count, "value")} of column "${column}" in "${source.file}" ` +
    `${count === 1 ? "does" : "do"} not fit its type and ${count === 1 ? "was" : "were"} written as null; ` +
    `the original values are ${isLost ? notSelected : `in ${placeOf(layout)}`}`
  );
}

/** Something that was counted, if only to 0. */
interface Counted {
  /** Completes "… more files …". */
  readonly kind: string;
  readonly count: number;
  /** That of the first, where it is told. */
  readonly line?: number;
  readonly say: () => string;
}

function countsOf(layout: Layout): readonly Counted[] {
  const { tally, hasExtra, source } = layout;
  const { raggedRows, brokenQuotes, rejectedRows, emptyKeys, removedNuls, writtenNuls, replacedHalves } = tally;
  const { file } = source;
  return [
    {
      kind: "have rows with more or fewer values than their header",
      count: raggedRows,
      line: tally.firstRagged,
      say: () =>
        `${countOf(raggedRows, "row")} of "${file}" ${haveOf(raggedRows)} more or fewer values than the header, the first in line ${tally.firstRagged}; ` +
        `surplus values are ${hasExtra ? "in _sdc_extra" : notSelected}, columns without a value are absent. ` +
        `If values stand in the wrong columns, correct the file or its delimiter, quote and escape; "on_mismatch" or "reject_stream" stops such rows` +
        footerHint(tally),
    },
    {
      kind: "have fields with text behind their closing quote",
      count: brokenQuotes,
      line: tally.firstBrokenQuote,
      say: () =>
        `${countOf(brokenQuotes, "field")} of "${file}" ${haveOf(brokenQuotes)} text behind the closing quote, the first in line ${tally.firstBrokenQuote}; ` +
        `it is kept, as Python's csv reads it. If values are wrong, correct the file, or set "quote", "escape" or "trim" as it is written`,
    },
    {
      kind: "have rows that were rejected",
      count: rejectedRows,
      say: () =>
        `${countOf(rejectedRows, "row")} of "${file}" ${rejectedRows === 1 ? "is not a record and is" : "are not records and are"} in ${placeOf(layout)}, with the reason`,
    },
    {
      kind: "have records with an empty key",
      count: emptyKeys,
      say: () =>
        `${countOf(emptyKeys, "record")} of "${file}" ${haveOf(emptyKeys)} an empty key: targets take them for one; ` +
        `"reject_stream" takes them instead, "null_values": [""] makes each of them an error`,
    },
    {
      kind: "have NUL characters",
      count: removedNuls,
      say: () =>
        `${countOf(removedNuls, "NUL character")} of "${file}" ${removedNuls === 1 ? "was" : "were"} left out: they are not text that a target takes`,
    },
    {
      kind: "have NUL characters in values",
      count: writtenNuls,
      say: () =>
        `Values of "${file}" hold ${countOf(writtenNuls, "NUL character")}, written as \\u0000: PostgreSQL and others refuse them; ` +
        `correct the file, or have the target leave them out`,
    },
    {
      kind: "have half surrogates in values",
      count: replacedHalves,
      say: () =>
        `Values of "${file}" hold ${countOf(replacedHalves, "half surrogate")}, such as \\ud83d without its other half: that is no text, and became U+FFFD, ` +
        `the replacement character; correct what writes the file, which probably cuts texts within a character`,
    },
  ];
}

function haveOf(count: number): string {
  return count === 1 ? "has" : "have";
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
