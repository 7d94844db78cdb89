import type { Dialect } from "../format/dialect.ts";
import { type SniffedRows, sniffRows } from "./sniff-rows.ts";

/** What of a dialect may be tried. */
export type Change = Partial<Pick<Dialect, "delimiter" | "quote" | "escape">>;

/** The change of the dialect that the text seems to need, with the rows that it gives. Empty where the given one suits. */
export interface SniffedDialect extends SniffedRows {
  readonly change: Change;
  /** What the given dialect makes of the text. */
  readonly given: SniffedRows;
}

/** A beginning of a file: valid UTF-8 that ends with a line. */
export interface Sample {
  readonly text: Buffer;
  /** The file goes on behind it. */
  readonly isCut: boolean;
}

/** How much better another dialect must read. */
const least = { regularity: 0.8, score: 0.2, gain: 1.15 };
/** What is read like this is no longer looked at. */
const good = { regularity: 0.9, score: 0.4 };

/**
 * Tries other dialects where the given one makes no clean table of the text: each is read with, and rated by how regular
 * its rows and how much like values its fields are. `mayChange` says what of it may.
 */
export async function sniffDialect(
  { text, isCut }: Sample,
  dialect: Dialect,
  mayChange: (key: keyof Change) => boolean,
): Promise<SniffedDialect> {
  const given = await sniffRows(text, dialect, isCut);
  let best: SniffedDialect = { change: {}, given, ...given };
  if (isClean(given, text, dialect)) return best;
  for (const change of changesOf(text, dialect)) {
    if (!isAllowed(change, dialect, mayChange)) continue;
    const found = await sniffRows(text, { ...dialect, ...change }, isCut);
    const isTable = found.width > 1 && found.regularity >= least.regularity && found.score >= least.score;
    const gain = best.score === given.score ? least.gain : 1.02;
    if (isTable && found.score > gain * best.score) best = { change, given, ...found };
  }
  return best;
}

function isClean({ regularity, score, rows, width }: SniffedRows, text: Buffer, dialect: Dialect): boolean {
  if (regularity < good.regularity || score < good.score * (1 - 1 / Math.max(2, width)) * 2) return false;
  const [header = []] = rows;
  if (header.length < width) return false;
  return !hasForeignQuotes(rows, dialect) && !(dialect.escape !== "\\" && text.includes('\\"'));
}

/** Whether a whole column, below the header, still stands in quotes of another kind. */
function hasForeignQuotes(rows: readonly (readonly string[])[], { quote }: Dialect): boolean {
  const data = rows.slice(1);
  return (
    data.length > 1 &&
    ['"', "'"]
      .filter((mark) => mark !== quote)
      .some((mark) => rows[0]?.some((_, column) => data.every((row) => isInQuotes(row[column] ?? "", mark))))
  );
}

function isInQuotes(field: string, mark: string): boolean {
  return field.length > 1 && field.startsWith(mark) && field.endsWith(mark);
}

function isAllowed(change: Change, dialect: Dialect, mayChange: (key: keyof Change) => boolean): boolean {
  const { delimiter, quote, escape } = change;
  return (
    (delimiter === undefined || mayChange("delimiter")) &&
    (quote === undefined || quote === dialect.quote || mayChange("quote")) &&
    (escape === undefined || escape === (quote ?? dialect.quote) || escape === dialect.escape || mayChange("escape"))
  );
}

/** From the smallest change to the largest. */
function changesOf(text: Buffer, dialect: Dialect): readonly Change[] {
  const lines = countOf(text, "\n");
  const delimiters = [
    ...[",", ";", "\t", "|"].filter((mark) => text.includes(mark) && !isAlwaysDouble(text, mark)),
    // Marks that nobody writes by chance, where there is one in each line.
    ...["||", "\x01", "\x1f", "^", "~", "¦", "§"].filter((mark) => countOf(text, mark) >= 0.8 * lines && lines > 1),
  ].filter((delimiter) => delimiter !== dialect.delimiter);
  const quotings = [
    ...(text.includes('\\"') ? [{ quote: '"', escape: "\\" }] : []),
    { quote: "", escape: "" },
    { quote: '"', escape: '"' },
    ...(text.includes("'") ? [{ quote: "'", escape: "'" }] : []),
    ...(text.includes("\\'") ? [{ quote: "'", escape: "\\" }] : []),
  ].filter(({ quote, escape }) => quote !== dialect.quote || escape !== dialect.escape);
  return [
    ...delimiters.map((delimiter) => ({ delimiter })),
    ...quotings,
    ...delimiters.flatMap((delimiter) => quotings.map(({ quote, escape }) => ({ delimiter, quote, escape }))),
  ];
}

function isAlwaysDouble(text: Buffer, mark: string): boolean {
  return mark === "|" && countOf(text, mark) === 2 * countOf(text, mark + mark);
}

function countOf(text: Buffer, mark: string): number {
  let count = 0;
  for (let at = text.indexOf(mark); at !== -1; at = text.indexOf(mark, at + mark.length)) count++;
  return count;
}
