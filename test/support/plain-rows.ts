import type { Dialect } from "../../src/format/dialect.ts";

/** What a text holds: its rows, and, where its last quote never closes, the line of the row that it is in. */
export interface PlainReading {
  readonly rows: readonly (readonly string[])[];
  readonly unclosedAt: number | null;
}

/**
 * The grammar of the readers, as plainly as it can be written: that of Python's csv.reader, not
 * strict, for delimiters, quotes and escapes of any length. Slow; a limit to compare against.
 */
export function plainRows(text: string, dialect: Dialect): PlainReading {
  const rows: string[][] = [];
  let at = 0;
  for (let line = 0; line < dialect.skipLines; line++) at = behindLine(text, at);
  while (at < text.length) {
    if (dialect.comment !== "" && text.startsWith(dialect.comment, at)) at = behindLine(text, at);
    else if (isLineEnd(text[at])) at++;
    else {
      const row = readRow(text, at, dialect);
      if (row === null) return { rows, unclosedAt: rows.length + 1 };
      rows.push(row.fields);
      at = row.end;
    }
  }
  return { rows, unclosedAt: null };
}

/** Null where a quote never closes. */
function readRow(text: string, from: number, dialect: Dialect): { fields: string[]; end: number } | null {
  const fields: string[] = [];
  let at = from;
  for (;;) {
    const field = readField(text, at, dialect);
    if (field === null) return null;
    fields.push(field.text);
    if (field.end === text.length) return { fields, end: field.end };
    if (isLineEnd(text[field.end])) return { fields, end: behindLine(text, field.end) };
    at = field.end + dialect.delimiter.length;
    if (at === text.length) return { fields: [...fields, ""], end: at };
  }
}

/** Up to the delimiter or the line end behind the field. */
function readField(text: string, from: number, dialect: Dialect): { text: string; end: number } | null {
  const { delimiter, quote } = dialect;
  const escape = dialect.escape === quote ? "" : dialect.escape;
  const isAt = (mark: string, at: number): boolean => mark !== "" && text.startsWith(mark, at);
  const ends = (at: number): boolean => at === text.length || isLineEnd(text[at]) || isAt(delimiter, at);
  let at = from;
  let field = "";
  const take = (): void => {
    const unit = [delimiter, quote, escape].find((mark) => isAt(mark, at)) ?? text.charAt(at);
    field += unit;
    at += unit.length;
  };
  if (isAt(quote, at)) {
    at += quote.length;
    for (;;) {
      if (at === text.length) return null;
      if (isAt(escape, at)) {
        at += escape.length;
        if (at === text.length) return null;
        take();
      } else if (!isAt(quote, at)) field += text.charAt(at++);
      else if (dialect.escape !== "" && isAt(quote, at + quote.length)) {
        field += quote;
        at += 2 * quote.length;
      } else break;
    }
    at += quote.length;
    // What follows a closing quote is text, even an escape.
    if (!ends(at)) take();
  }
  while (!ends(at)) {
    if (isAt(escape, at)) {
      at += escape.length;
      if (at === text.length) field += escape;
      else take();
    } else field += text.charAt(at++);
  }
  return { text: field, end: at };
}

function isLineEnd(character: string | undefined): boolean {
  return character === "\n" || character === "\r";
}

/** Behind the next line end, or the end of the text. */
function behindLine(text: string, from: number): number {
  let at = from;
  while (at < text.length && !isLineEnd(text[at])) at++;
  return text.startsWith("\r\n", at) ? at + 2 : Math.min(at + 1, text.length);
}
