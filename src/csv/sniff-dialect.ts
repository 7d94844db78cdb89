import { isDeepStrictEqual } from "node:util";
import type { Dialect } from "../format/dialect.ts";
import { type Change, changesOf, changesOfText, madeForRows, oddQuotes, rowEndsOf } from "./sniff-changes.ts";
import { kindOf } from "./sniff-kind.ts";
import { type SniffedRows, sniffRows } from "./sniff-rows.ts";

/** The change of the dialect that the text seems to need, with the rows that it gives. Empty where the given one suits. */
export interface SniffedDialect extends SniffedRows {
  readonly change: Change;
  /** What the given dialect makes of the text. */
  readonly given: SniffedRows;
}

/** A beginning of a file: valid UTF-8 that ends with a line. */
export interface Sample {
  readonly text: Buffer;
  /** Where in it something is left out between both ends of the file; absent where it is whole so far. */
  readonly joint?: number;
  /** The file goes on behind it. */
  readonly isCut: boolean;
}

/** How much better another dialect must read. */
const least = { regularity: 0.8, score: 0.2, gain: 1.15, trimGain: 1.1 };
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
  const rowEnds = mayChange("rowDelimiter") && dialect.rowDelimiter === undefined ? rowEndsOf(text) : [];
  const rate = async (change: Change): Promise<SniffedRows> => {
    const sniffed = await sniffRows(text, { ...dialect, ...change }, isCut);
    // A single row is no table where something else may end rows.
    return rowEnds.length > 0 && sniffed.rows.length < 2 ? { ...sniffed, score: sniffed.score / 10 } : sniffed;
  };
  const given = await rate({});
  let best: SniffedDialect = { change: {}, given, ...given };
  const tryAll = async (changes: readonly Change[], isTable: (found: SniffedRows) => boolean): Promise<void> => {
    for (const change of changes) {
      if (!isAllowed(change, dialect, mayChange)) continue;
      const found = await rate(change);
      // What stands in quotes, and blanks of other kinds, are not dropped.
      if (change.isTrimmed === true && isDeepStrictEqual(found.rows, best.rows)) continue;
      if (isTable(found) && found.score > gainOf(change, best) * best.score) best = { change, given, ...found };
    }
  };
  if (rowEnds.length === 0 && isClean(given, text, dialect)) return best;
  await tryAll(changesOf(text, dialect, rowEnds), isTable);
  // Blanks and colons stand within fields of any other table.
  if (best.width < 2) await tryAll(changesOfText(text, dialect), isTableOfText);
  if (best.change.isTrimmed === undefined && isPaddedThroughout(best)) {
    await tryAll([{ ...best.change, isTrimmed: true }], isTable);
  }
  return best;
}

function isTable({ width, regularity, score, rows }: SniffedRows): boolean {
  return width > 1 && regularity >= least.regularity && score >= least.score && !isOfQuotes(rows, width);
}

/** Whether a column holds nothing but what stands between quoted fields: the quotes were taken for delimiters. */
function isOfQuotes(rows: readonly (readonly string[])[], width: number): boolean {
  const full = rows.filter(({ length }) => length === width);
  const isOnly = (column: number, what: RegExp): boolean => full.every((row) => what.test(row[column] ?? ""));
  if (full.length < 2) return false;
  const isBetween = isOnly(0, /^$/) && isOnly(width - 1, /^$/) ? /^ ?[,;|\t:^~]? ?$/ : /^ ?[,;|\t:^~] ?$/;
  return full[0]?.slice(1, -1).some((_, column) => isOnly(column + 1, isBetween)) === true;
}

/** Whether what blanks or colons cut apart is without a doubt a table: as wide in every row, with values of a kind in a column of it, and no line is one value. */
function isTableOfText({ width, regularity, rows: all }: SniffedRows): boolean {
  const isCommented = all[0]?.[0]?.startsWith("#") === true;
  const rows = isCommented ? all.slice(1) : all;
  if (width < 3 || rows.length < 3 || regularity < (isCommented ? 0.85 : 0.98) || rows[0]?.length !== width)
    return false;
  const columns = Array.from({ length: width }, (_, column) => rows.slice(1).map((row) => row[column] ?? ""));
  if (columns.some((cells) => cells.every((cell) => cell === ""))) return false;
  const isOfWords = (cells: readonly string[]): boolean => cells.every((cell) => /\p{L}{3}/u.test(cell));
  const isOfFractions = (cells: readonly string[]): boolean =>
    cells.every((cell) => /^[-+]?\d*\.\d+(?:e|$)/i.test(cell));
  if (columns.filter(isOfFractions).length > 1) return true;
  return columns.some((cells) => kindOf(cells) !== "string") && columns.some(isOfWords);
}

/** How much better than the best so far a change must read; fields read better without blanks whatever else is wrong. */
function gainOf(tried: Change, { score, rows, width, given, change }: SniffedDialect): number {
  const { isTrimmed, rowDelimiter = "" } = tried;
  const isTrimAlone = isTrimmed === true && Object.keys(tried).length === 1;
  const isTrimBesides = isTrimmed === true && isDeepStrictEqual({ ...change, isTrimmed }, tried);
  if ((isTrimAlone && isPaddedThroughout(given)) || (isTrimBesides && isPaddedThroughout({ rows, width }))) return 0.99;
  // A mark that is made to end rows does so, also where fields read as well with it at their end.
  if (madeForRows.some((mark) => rowDelimiter.startsWith(mark)) && change.rowDelimiter === undefined) return 0.98;
  if (score === given.score) return least.gain;
  return isTrimmed === true ? least.trimGain : 1.02;
}

function isClean({ regularity, score, rows, width }: SniffedRows, text: Buffer, dialect: Dialect): boolean {
  if (regularity < good.regularity || score < good.score * (1 - 1 / Math.max(2, width)) * 2) return false;
  const [header = []] = rows;
  if (header.length < width) return false;
  return (
    !hasForeignQuotes(rows, dialect) &&
    !holdsDelimiter(rows) &&
    !isPadded(rows, dialect) &&
    !(dialect.escape !== "\\" && text.includes('\\"'))
  );
}

/** Whether a whole column, below the header, still stands in quotes of another kind. */
function hasForeignQuotes(rows: readonly (readonly string[])[], { quote }: Dialect): boolean {
  const data = rows.slice(1);
  return (
    data.length > 1 &&
    ['"', "'", ...oddQuotes]
      .filter((mark) => mark !== quote)
      .some((mark) => rows[0]?.some((_, column) => data.every((row) => isInQuotes(row[column] ?? "", mark))))
  );
}

/** Whether the fields of a column, its name among them, hold what else separates fields, as often in each. */
function holdsDelimiter(rows: readonly (readonly string[])[]): boolean {
  if (rows.length < 3) return false;
  return ["\t", ";", "|"].some((mark) =>
    rows[0]?.some((name, column) => {
      const count = name.split(mark).length;
      return count > 1 && rows.every((row) => (row[column] ?? "").split(mark).length === count);
    }),
  );
}

/** Whether fields stand between blanks: in a whole column below the header, or before a quote. */
function isPadded(rows: readonly (readonly string[])[], { isTrimmed, quote }: Dialect): boolean {
  const data = rows.slice(1);
  if (isTrimmed === true || data.length < 2) return false;
  const isBlank = (field: string | undefined): boolean => field !== undefined && hasBlankEnd(field);
  const isBeforeQuote = (field: string): boolean =>
    quote !== "" && /^[ \t]+/.test(field) && field.trim().startsWith(quote);
  return (
    data.some((row) => row.some(isBeforeQuote)) ||
    rows[0]?.some((_, column) => data.every((row) => isBlank(row[column]))) === true
  );
}

/** Whether a column stands between blanks from its name on, or all its fields are filled up to one length. */
export function isPaddedThroughout({ rows: all, width }: Pick<SniffedRows, "rows" | "width">): boolean {
  const [names = [], ...rows] = all.filter(({ length }) => length === width);
  if (rows.length < Math.max(3, all.length / 2)) return false;
  return names.some((name, column) => {
    const fields = rows.map((row) => row[column] ?? "");
    const isFilledUp = fields.every((field) => field.length === fields[0]?.length);
    return fields.every(hasBlankEnd) && (hasBlankEnd(name) || isFilledUp);
  });
}

function hasBlankEnd(field: string): boolean {
  return field !== field.trim();
}

function isInQuotes(field: string, mark: string): boolean {
  return field.length > 1 && field.startsWith(mark) && field.endsWith(mark);
}

function isAllowed(change: Change, dialect: Dialect, mayChange: (key: keyof Change) => boolean): boolean {
  const { delimiter, quote, escape, isTrimmed } = change;
  return (
    (isTrimmed === undefined || mayChange("isTrimmed")) &&
    (delimiter === undefined || mayChange("delimiter")) &&
    (quote === undefined || quote === dialect.quote || mayChange("quote")) &&
    (escape === undefined || escape === (quote ?? dialect.quote) || escape === dialect.escape || mayChange("escape"))
  );
}
