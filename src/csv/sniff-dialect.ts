import type { Dialect } from "../format/dialect.ts";
import { readRows } from "./read-rows.ts";
import { rowTexts } from "../rows/row-texts.ts";
import { TapError } from "../errors.ts";

/** What a dialect makes of the beginning of a file. */
interface SniffedRows {
  readonly rows: readonly (readonly string[])[];
  /** A quote opens and does not close, as far as the text goes. */
  readonly isOpen: boolean;
}

/** The settings of the dialect that the text seems to need, with the rows that they give. Empty where the given ones suit. */
export interface SniffedDialect extends SniffedRows {
  readonly settings: Partial<Pick<Dialect, "delimiter" | "quote" | "escape">>;
}

/** Tries other dialects where the given one makes no table of the text, which is valid UTF-8 and ends with a line. */
export async function sniffDialect(text: Uint8Array, dialect: Dialect): Promise<SniffedDialect> {
  const given = await rowsOf(text, dialect);
  if (isTable(given) && !hasForeignQuotes(given, dialect)) return { settings: {}, ...given };
  for (const settings of changesOf(dialect)) {
    const changed = { ...dialect, ...settings };
    const found = await rowsOf(text, changed);
    if (isTable(found) && !hasForeignQuotes(found, changed)) return { settings, ...found };
  }
  return { settings: {}, ...given };
}

/** From the smallest change to the largest. */
function changesOf(dialect: Dialect): readonly SniffedDialect["settings"][] {
  const delimiters = [",", ";", "\t", "|"].filter((delimiter) => delimiter !== dialect.delimiter);
  const quotings = [
    { quote: '"', escape: "\\" },
    { quote: "", escape: "" },
    { quote: '"', escape: '"' },
    { quote: "'", escape: "'" },
  ].filter(({ quote, escape }) => quote !== dialect.quote || escape !== dialect.escape);
  return [
    ...delimiters.map((delimiter) => ({ delimiter })),
    ...quotings,
    ...delimiters.flatMap((delimiter) => quotings.map(({ quote, escape }) => ({ delimiter, quote, escape }))),
  ];
}

/** Rows that are enough to tell. */
const mostRows = 200;

async function rowsOf(text: Uint8Array, dialect: Dialect): Promise<SniffedRows> {
  const rows: (readonly string[])[] = [];
  try {
    for await (const batch of readRows(dialect)(only(text))) {
      for (let row = 0; row < batch.count && rows.length < mostRows; row++) rows.push(rowTexts(batch, row));
    }
  } catch (error) {
    if (!(error instanceof TapError)) throw error;
    return { rows, isOpen: true };
  }
  return { rows, isOpen: false };
}

async function* only(text: Uint8Array): AsyncGenerator<Uint8Array> {
  yield text;
}

/** Several columns, and as many in nearly every row as in most. */
function isTable({ rows, isOpen }: SniffedRows): boolean {
  const width = usualWidth(rows);
  const usual = rows.filter(({ length }) => length === width).length;
  return !isOpen && width > 1 && usual >= 0.8 * rows.length;
}

/** The number of fields that most rows have. */
export function usualWidth(rows: readonly (readonly string[])[]): number {
  const counts = new Map<number, number>();
  for (const { length } of rows) counts.set(length, (counts.get(length) ?? 0) + 1);
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  return most?.[0] ?? 0;
}

/** Whether a whole column, below the header, still stands in quotes of another kind. */
function hasForeignQuotes({ rows }: SniffedRows, { quote }: Dialect): boolean {
  const foreign = ['"', "'"].filter((mark) => mark !== quote);
  const data = rows.slice(1);
  return (
    data.length > 1 &&
    foreign.some((mark) => rows[0]?.some((_, column) => data.every((row) => isInQuotes(row[column] ?? "", mark))))
  );
}

function isInQuotes(field: string, mark: string): boolean {
  return field.length > 1 && field.startsWith(mark) && field.endsWith(mark);
}
