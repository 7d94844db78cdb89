import type { Dialect } from "../format/dialect.ts";
import type { Finding } from "../format/finding.ts";
import { findAbove } from "./sniff-above.ts";
import { kindOf } from "./sniff-kind.ts";
import type { SampledRows } from "./sniff-rows.ts";

/** Lines that are looked at from the end on. */
const maxLines = 10;

/** Looks whether lines stand below the rows of a whole file; null where none do. */
export function sniffFooter(
  { tail, rows, width }: SampledRows,
  text: string,
  rowDelimiter: Dialect["rowDelimiter"],
): Finding | null {
  if (width < 2 || rows.length < 4) return null;
  const lines = text.split(rowDelimiter ?? /\r\n|\r|\n/);
  // Those of a footer are not among the first of many rows.
  const above = rows.slice(findAbove(rows, width)?.body ?? 1).slice(0, Math.ceil((rows.length - 1) / 2));
  const columns: Columns = {
    width,
    kindOfFirst: above.every(([field = ""]) => moment.test(field))
      ? "date"
      : kindOf(above.map(([field = ""]) => field)),
    isTyped: Array.from({ length: width }, (_, column) => kindOf(above.map((row) => row[column] ?? "")) !== "string"),
    isAlwaysFilled: Array.from({ length: width }, (_, column) => above.every((row) => !isBlank(row[column]))),
  };
  const isCut = lines.at(-1)?.trim() !== "";
  let count = 0;
  while (count < Math.min(maxLines, tail.length - 3)) {
    const row = tail.at(-1 - count) ?? [];
    const isBelow = isTotal(row, columns) || isSumAlone(row, columns) || isEnd(row, columns);
    if (!isBelow && !(isRest(row, columns) && !(isCut && count === 0))) break;
    count++;
  }
  if (count === 0) return null;
  return {
    code: "footer",
    message: "lines stand below the rows",
    settings: { skip_footer_lines: linesBelow(lines, count) },
    isSure: true,
  };
}

/** A date, and maybe a time behind it. */
const moment = /^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\b/;

/** What the rows above have in common. */
interface Columns {
  readonly width: number;
  readonly kindOfFirst: string;
  readonly isTyped: readonly boolean[];
  readonly isAlwaysFilled: readonly boolean[];
}

const total = new RegExp(
  `^(?:${[
    "(?:grand[ -])?(?:sub)?(?:totals?|sums?)",
    "summen?|summa|gesamt(?:summe)?|endsaldo|saldo(?: final)?|solde|totale?s?|totaal|suma|razem|ogółem|łącznie",
    "(?:genel )?toplam|celkem|összesen|yhteensä|итого|всего|合計|小計|总计|合计|小计|總計|합계|총계|소계",
  ].join("|")})(?![\\p{L}\\p{N}_])`,
  "iu",
);

/** A word for a sum in the place of a value, in a row that is not as full as those above or in a column of other values. */
function isTotal(row: readonly string[], { width, kindOfFirst, isAlwaysFilled }: Columns): boolean {
  if (!total.test((row[0] ?? "").trim())) return false;
  return (
    row.length < width || kindOfFirst !== "string" || isAlwaysFilled.some((is, column) => is && isBlank(row[column]))
  );
}

/** Numbers alone in a row without all that every row above begins with, and has besides. */
function isSumAlone(row: readonly string[], { width, isTyped, isAlwaysFilled }: Columns): boolean {
  const missing = isAlwaysFilled.filter((is, column) => is && isBlank(row[column])).length;
  const first = isAlwaysFilled.indexOf(true);
  return (
    row.length === width &&
    first !== -1 &&
    isBlank(row[first]) &&
    missing > 1 &&
    row.some((field) => !isBlank(field)) &&
    row.every((field, column) => isBlank(field) || isTyped[column])
  );
}

/** What programs write behind the last row: how many there were, that it was the last, or the sign for it of DOS. */
const end =
  /^\W*(?:\d+ (?:rows?|records?)\b|end[- ]of[- ]|eof\b|trailer\b|(?:rows?|records?) ?(?:count|affected|selected|fetched|exported)\b)/i;
const endOfDos = "\x1a";

function isEnd(row: readonly string[], { width }: Columns): boolean {
  return row.length === 1 && width > 1 && (isDrawn(row[0]) || row[0] === endOfDos || end.test((row[0] ?? "").trim()));
}

/** A line that is drawn below the rows. */
function isDrawn(field = ""): boolean {
  return /^([-=_*+])[-=_*+]{2,}$/.test(field.trim());
}

/** A narrower row that does not begin as others do. A row of data that was cut has a first field like the others. */
function isRest(row: readonly string[], { width, kindOfFirst }: Columns): boolean {
  const [first = ""] = row;
  return row.length < width && kindOfFirst !== "string" && !isBlank(first) && kindOf([first]) !== kindOfFirst;
}

function isBlank(field = ""): boolean {
  return field.trim() === "";
}

/** How many lines these many rows are, with the blank ones between them. */
function linesBelow(lines: readonly string[], rows: number): number {
  const end = lines.findLastIndex((line) => line.trim() !== "");
  let left = rows;
  const from = lines.findLastIndex((line, index) => index <= end && line.trim() !== "" && --left === 0);
  return end - from + 1;
}
