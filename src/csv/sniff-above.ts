import { cellScore } from "./sniff-cell.ts";

type Row = readonly string[];

/** What stands above the rows of a table. */
export interface Above {
  /** The row that names the columns; rows above it are none of the table. */
  readonly header: number;
  /** The first row of values. */
  readonly body: number;
  /** The names where those of that row are not enough: what stands below it is left out with it. */
  readonly names: readonly string[] | null;
}

/** Rows above the values at most. */
const maxHead = 60;
/** Rows that tell what is in a column: rating a field takes a microsecond, once for each table of a run. */
const maxJudged = 15;
/** Rows between the names and the values at most. */
const maxBetween = 3;

/**
 * Finds the names and the first values of a table by the columns whose values are numbers or dates further down.
 * Null where there are none, or where no row names the columns.
 */
export function findAbove(rows: readonly Row[], width: number): Above | null {
  const body = bodyOf(rows, width);
  if (body === null) return null;
  const { start, typed, filled } = body;
  if (start > maxHead) return null;
  const first = rows[start] ?? [];
  if (isOfYears(first, typed, rows.slice(start + 1))) return { header: start, body: start + 1, names: null };
  const head = rows.slice(0, start);
  const isFull = (row: Row): boolean =>
    row.length === width && filled.every((column) => !isBlank(row[column])) && !isRule(row) && !isWidths(row);
  const full = head.flatMap((row, index) => (isFull(row) ? [index] : []));
  const joined = namesOfTwo(head, full.at(-1), width);
  if (joined !== null) return { header: start - 2, body: start, names: joined };
  const named = full.filter((index) => areDistinct(filled.map((column) => head[index]?.[column] ?? "")));
  const header = named.findLast((index) => isCode(head[index] ?? [], filled)) ?? named[0];
  const [top = header] = named;
  if (header === undefined || top === undefined) return null;
  const isBetween = (row: Row): boolean => isRule(row) || isWidths(row) || isOfUnits(row, { typed, filled });
  // Lines above may look like names as well: what is below must not be values.
  const preferred = isCode(head[top] ?? [], filled) ? top : header;
  const isNamed = (index: number): boolean =>
    head.length - index - 1 <= maxBetween && head.slice(index + 1).every(isBetween);
  const isLower = (index: number): boolean =>
    index > preferred + 1 && isCode(head[index] ?? [], filled) && areNoValues(head[index] ?? [], { typed, filled });
  const names = [preferred, ...named.filter(isLower)].find(isNamed);
  if (names === undefined) return null;
  if (names === head.length - 1) return { header: names, body: start, names: null };
  const list = (head[names] ?? []).map((name, column) => (isBlank(name) ? `column_${column + 1}` : name.trim()));
  return { header: names, body: start, names: list };
}

interface Body {
  readonly start: number;
  /** Columns of numbers or dates. */
  readonly typed: readonly number[];
  /** Columns that are not empty throughout. */
  readonly filled: readonly number[];
}

/** Where the values begin: with three rows, one behind the other, that fit what is below. */
function bodyOf(rows: readonly Row[], width: number): Body | null {
  const lower = rows
    .slice(Math.ceil(rows.length * 0.4))
    .filter(({ length }) => length === width)
    .slice(0, maxJudged);
  if (lower.length < 3) return null;
  const columns = Array.from({ length: width }, (_, column) => column);
  const typed = columns.filter((column) => {
    const cells = lower.map((row) => row[column] ?? "").filter((cell) => !isNull(cell));
    return cells.length >= lower.length / 2 && cells.filter(isValue).length >= 0.9 * cells.length;
  });
  if (typed.length === 0) return null;
  const fits = (row: Row | undefined): boolean => {
    if (row === undefined) return true;
    const cells = typed.map((column) => row[column] ?? "").filter((cell) => !isNull(cell));
    return row.length === width && cells.length > 0 && cells.filter(isValue).length >= 0.8 * cells.length;
  };
  const start = rows.findIndex((_, index) => [0, 1, 2].every((ahead) => fits(rows[index + ahead])));
  if (start === -1 || start > 0.6 * rows.length) return null;
  return { start, typed, filled: columns.filter((column) => lower.some((row) => !isBlank(row[column]))) };
}

/** Whether a first row of numbers are years, and those below are not: they are names. */
function isOfYears(row: Row, typed: readonly number[], below: readonly Row[]): boolean {
  const isYear = (cell = ""): boolean => /^(?:19|20)\d\d$/.test(cell.trim());
  return (
    typed.every((column) => isYear(row[column])) &&
    !below.every((other) => typed.some((column) => isYear(other[column])))
  );
}

/** Names that two rows have together: groups above, which go on to the right, and names that come once in each of them. */
function namesOfTwo(head: readonly Row[], at: number | undefined, width: number): readonly string[] | null {
  const lower = head[at ?? 0];
  const upper = head[(at ?? 0) - 1];
  if (lower === undefined || upper === undefined || at !== head.length - 1 || areDistinct(lower)) return null;
  const groups = upper.filter((cell) => !isBlank(cell));
  if (upper.length !== width || groups.length < 2 || groups.length === width) return null;
  let group = "";
  const names = lower.map((name, column) => {
    group = isBlank(upper[column]) ? group : (upper[column] ?? "").trim();
    return `${group} ${name.trim()}`.trim();
  });
  return areDistinct(names) ? names : null;
}

/** A line drawn below the names. */
function isRule(row: Row): boolean {
  const cells = row.filter((cell) => !isBlank(cell));
  return cells.length > 0 && cells.every((cell) => /^[-=+_]{2,}$/.test(cell.trim()));
}

/** Widths and kinds of columns, as the tables of the U.S. Geological Survey have them. */
function isWidths(row: Row): boolean {
  return row.length > 1 && row.every((cell) => /^\d{1,3}[sndf]$/.test(cell));
}

/**
 * A row that has none of the values in at least two of the columns that hold values, or a unit in the only one. Where it
 * does not begin as rows do, one of the units may be a number, as in 1000 pieces.
 */
function isOfUnits(row: Row, { typed, filled }: Pick<Body, "typed" | "filled">): boolean {
  const cells = typed.map((column) => row[column] ?? "").filter((cell) => !isBlank(cell));
  const isUnit = (cell: string): boolean => !isValue(cell) && !isNull(cell) && cell.trim().length <= 16;
  const units = cells.filter(isUnit).length;
  if (isBlank(row[filled[0] ?? 0]) && units > 1 && units >= cells.length - 1) return true;
  if (units < cells.length) return false;
  // Words in the place of numbers may be values that are not known, in a row that has a text of its own.
  const hasText = filled.some((column) => !typed.includes(column) && !isBlank(row[column]));
  if (hasText && !cells.some((cell) => /[°%µ/²³()[\]]/.test(cell))) return false;
  return (
    cells.length > 1 || (cells.length === 1 && cells.every((cell) => /^[[(].+[\])]$|^[°%µ]|\/|²|³/.test(cell.trim())))
  );
}

/** Whether a row has a text in each of several columns, of which all hold values. */
function areNoValues(row: Row, { typed, filled }: Pick<Body, "typed" | "filled">): boolean {
  return (
    typed.length > 1 &&
    typed.length === filled.length &&
    typed.every((column) => !isValue(row[column] ?? "") && !isNull(row[column] ?? ""))
  );
}

/** Names as programs have them, where people write some with blanks. */
function isCode(row: Row, columns: readonly number[]): boolean {
  return columns.every((column) => /^[\p{L}_]\w*$/u.test((row[column] ?? "").trim()));
}

function isValue(cell: string): boolean {
  return !isBlank(cell) && cellScore(cell.trim()) === 1;
}

/** Nothing, or one of the marks that stand for it. */
function isNull(cell: string): boolean {
  return isBlank(cell) || /^(?:-+|\?|\.|:|\\N|#?n\/?a|nan|null|none)$/i.test(cell.trim());
}

function isBlank(cell = ""): boolean {
  return cell.trim() === "";
}

function areDistinct(names: readonly string[]): boolean {
  return new Set(names).size === names.length;
}
