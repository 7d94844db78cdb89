import type { Dialect } from "../format/dialect.ts";
import { type SniffedRows, sniffRows } from "./sniff-rows.ts";

/** What of a dialect may be tried. */
export type Change = Partial<Pick<Dialect, "delimiter" | "quote" | "escape" | "rowDelimiter" | "isTrimmed">>;

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
  if (rowEnds.length === 0 && isClean(given, text, dialect)) return best;
  for (const change of changesOf(text, dialect, rowEnds)) {
    if (!isAllowed(change, dialect, mayChange)) continue;
    const found = await rate(change);
    const isTable = found.width > 1 && found.regularity >= least.regularity && found.score >= least.score;
    if (isTable && found.score > gainOf(change, best) * best.score) best = { change, given, ...found };
  }
  return best;
}

/** How much better than the best so far a change must read; fields read better without blanks whatever else is wrong. */
function gainOf(tried: Change, { score, given, change }: SniffedDialect): number {
  const { isTrimmed, rowDelimiter = "" } = tried;
  const isTrimAlone = isTrimmed === true && Object.keys(tried).length === 1;
  if (isTrimAlone && isPaddedThroughout(given.rows)) return 1;
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
    !hasForeignQuotes(rows, dialect) && !isPadded(rows, dialect) && !(dialect.escape !== "\\" && text.includes('\\"'))
  );
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
export function isPaddedThroughout([names = [], ...rows]: readonly (readonly string[])[]): boolean {
  if (rows.length < 3) return false;
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

/** From the smallest change to the largest. */
function changesOf(text: Buffer, dialect: Dialect, rowEnds: readonly string[]): readonly Change[] {
  const lines = Math.max(...["\n", ...rowEnds].map((end) => countOf(text, end)));
  const delimiters = [
    ...[",", ";", "\t", "|"].filter((mark) => text.includes(mark) && !isAlwaysDouble(text, mark)),
    // Logs of servers have a blank between any two of their many fields.
    ...[" "].filter((mark) => lines > 1 && countOf(text, mark) >= 4 * lines),
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
  const changes: readonly Change[] = [
    ...delimiters.map((delimiter) => ({ delimiter })),
    ...quotings,
    ...delimiters.flatMap((delimiter) => quotings.map(({ quote, escape }) => ({ delimiter, quote, escape }))),
  ];
  const all: readonly Change[] = [{}, ...changes];
  const isPadded = dialect.isTrimmed !== true && hasBlanks(text, lines);
  const trimmed = isPadded ? crossed(all, [{ isTrimmed: true }]) : [];
  const ofRows = rowEnds.map((rowDelimiter) => ({ rowDelimiter }));
  const otherRows = crossed([...all, ...trimmed], ofRows).filter(
    ({ delimiter = dialect.delimiter, rowDelimiter }) => delimiter !== rowDelimiter,
  );
  return [...changes, ...otherRows, ...trimmed];
}

/** Each change with each of the others. */
function crossed(changes: readonly Change[], others: readonly Change[]): readonly Change[] {
  return others.flatMap((other) => changes.map((change) => Object.assign({}, change, other)));
}

/** Whether blanks stand beside what may be delimiters, in every second line or before a quote. */
function hasBlanks(text: Buffer, lines: number): boolean {
  const whole = text.toString("latin1");
  if (/[,;|\t][ \t]+["']/.test(whole)) return true;
  return (whole.match(/[ \t][,;|]|[,;|][ \t]| \t|\t | (?=[\r\n])/g)?.length ?? 0) > lines / 2;
}

const madeForRows = ["\x1e", "\x1d", "\x02"];

/** What may end rows in the place of lines: marks that are made for it, and others where the text is a single line. */
function rowEndsOf(text: Buffer): readonly string[] {
  const isOneLine = countOf(text, "\n") < 2 && countOf(text, "\r") < 2;
  const made = madeForRows.filter((mark) => countOf(text, mark) > 1);
  return [
    ...made.map((mark) => {
      // Some programs write a line end behind each, so that people can read the file.
      const ofLine = ["\r\n", "\n"].find((end) => countOf(text, mark + end) >= 0.8 * countOf(text, mark));
      return mark + (ofLine ?? "");
    }),
    ...["|", "~", "^", ";", "||", "@@"].filter((mark) => isOneLine && countOf(text, mark) > 2),
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
