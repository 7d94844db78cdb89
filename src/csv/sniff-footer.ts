import type { Dialect } from "../format/dialect.ts";
import type { Finding } from "../format/finding.ts";
import type { SniffedDialect } from "./sniff-dialect.ts";
import { kindOf } from "./sniff-kind.ts";

/** Lines that are looked at from the end on. */
const maxLines = 10;

/** Looks whether lines stand below the rows of a whole file; null where none do, or the file may have been cut there. */
export function sniffFooter(
  { tail, rows, width }: Pick<SniffedDialect, "tail" | "rows" | "width">,
  text: string,
  rowDelimiter: Dialect["rowDelimiter"],
): Finding | null {
  const lines = text.split(rowDelimiter ?? /\r\n|\r|\n/);
  const isWhole = lines.at(-1)?.trim() === "";
  if (!isWhole || width < 2 || rows.length < 4) return null;
  // Those of a footer are not among the first of many rows.
  const first = kindOf(rows.slice(1, Math.ceil((rows.length + 1) / 2)).map(([field = ""]) => field));
  let count = 0;
  while (count < Math.min(maxLines, tail.length - 3) && isFooter(tail.at(-1 - count) ?? [], width, first)) count++;
  if (count === 0) return null;
  return {
    code: "footer",
    message: "lines stand below the rows",
    settings: { skip_footer_lines: linesBelow(lines, count) },
    isSure: true,
  };
}

const total = /^(?:grand[ -])?(?:sub)?(?:totals?|sums?|summen?|gesamt|endsaldo|saldo|solde|totale?s?|totaal|suma)\b/i;

/** A row of data that was cut has a first field like the others. */
function isFooter(row: readonly string[], width: number, kindOfFirst: string): boolean {
  const [first = ""] = row;
  if (total.test(first)) return true;
  const isOther = kindOfFirst !== "string" && first.trim() !== "" && kindOf([first]) !== kindOfFirst;
  return row.length < width && isOther;
}

/** How many lines these many rows are, with the blank ones between them. */
function linesBelow(lines: readonly string[], rows: number): number {
  const end = lines.findLastIndex((line) => line.trim() !== "");
  let left = rows;
  const from = lines.findLastIndex((line, index) => index <= end && line.trim() !== "" && --left === 0);
  return end - from + 1;
}
