import type { Rows } from "./tables.ts";

/** How a program writes a table. */
export interface Writing {
  readonly delimiter?: string;
  /** Which fields it encloses: those that must be, all texts, all, or none. */
  readonly quotes?: "needed" | "texts" | "all" | "none";
  readonly quote?: string;
  /** Stands before a quote, and itself, within a quoted field; before a delimiter where nothing is quoted. */
  readonly escape?: string;
  readonly lineEnd?: string;
  readonly encoding?: "utf-8" | "latin1" | "utf-16le";
  readonly hasMark?: boolean;
  /** Lines above the header. */
  readonly above?: readonly string[];
  /** Lines below the last row. */
  readonly below?: readonly string[];
  /** Whether the name of the first column is left out, as R does with names of rows. */
  readonly hasRowNames?: boolean;
  /** Whether a delimiter is followed by a blank. */
  readonly hasBlanks?: boolean;
  /** Whether the names are written. */
  readonly hasHeader?: boolean;
  /** Whether each row ends with a delimiter. */
  readonly hasLastDelimiter?: boolean;
}

/** The bytes of a file with these rows, the names first. */
export function writeText(rows: Rows, writing: Writing): Buffer {
  const {
    delimiter = ",",
    lineEnd = "\n",
    above = [],
    below = [],
    hasHeader = true,
    hasLastDelimiter = false,
  } = writing;
  const end = `${hasLastDelimiter ? delimiter : ""}${lineEnd}`;
  const separator = writing.hasBlanks === true ? `${delimiter} ` : delimiter;
  const written = (hasHeader ? rows : rows.slice(1)).map((row, index) => {
    const fields = index === 0 && writing.hasRowNames === true ? row.slice(1) : row;
    return fields.map((field) => writeField(field, writing)).join(separator) + end;
  });
  const lines = [above, below].map((texts) => texts.map((line) => line + lineEnd).join(""));
  const text = lines.join(written.join(""));
  return Buffer.from(`${writing.hasMark === true ? "\ufeff" : ""}${text}`, writing.encoding ?? "utf-8");
}

function writeField(
  field: string,
  { delimiter = ",", quotes = "needed", quote = '"', escape = quote }: Writing,
): string {
  if (quotes === "none") return escape === quote ? field : field.replaceAll(delimiter, escape + delimiter);
  const isNeeded = [delimiter, quote, "\n", "\r"].some((mark) => field.includes(mark));
  const isText = !/^-?[\d.,]*$/.test(field);
  if (!isNeeded && quotes !== "all" && !(quotes === "texts" && isText)) return field;
  const inner = escape === quote ? field : field.replaceAll(escape, escape + escape);
  return quote + inner.replaceAll(quote, escape + quote) + quote;
}
