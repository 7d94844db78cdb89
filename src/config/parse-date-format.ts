import type { TableSection } from "./schema.ts";
import { type DatePart, type DateToken, splitDateFormat } from "../time/date-tokens.ts";
import { optionalTextOf, reject } from "./section.ts";
import { excerpt } from "../wording/excerpt.ts";

/** The `date_format` of a table; null where ISO 8601 and the like are read. */
export function parseDateFormat(table: TableSection): string | null {
  const format = optionalTextOf(table, "date_format") ?? null;
  const problem = format === null ? null : problemOf(format);
  if (format !== null && problem !== null) {
    const better = [inTokens(format)].find((text) => text !== format && problemOf(text) === null);
    const hint = better === undefined ? "" : `; did you mean ${JSON.stringify(better)}?`;
    reject(table, "date_format", `${excerpt(format)} ${problem}${hint}`);
  }
  return format;
}

/** Why a format has no meaning, as the rest of a sentence about it. */
function problemOf(format: string): string | null {
  const tokens = splitDateFormat(format).filter(({ part }) => part !== null);
  const has = (...parts: readonly DatePart[]): boolean =>
    tokens.some(({ part }) => part !== null && parts.includes(part));
  const isEpoch = has("epochSeconds", "epochMilliseconds");
  if (isEpoch && tokens.length > 1)
    return 'must be "X" or "x" alone, or do without; text goes into brackets, as in "[x]"';
  if (isEpoch) return null;
  if (!has("year") || !has("month", "monthName") || !has("day")) {
    return 'must name year, month and day, as in "DD/MM/YYYY", or be "X" or "x" for seconds or milliseconds since 1970';
  }
  return repetition(tokens) ?? gap(tokens);
}

/** Two values of one thing contradict each other: in HH:MM, minutes would count as months. */
function repetition(tokens: readonly DateToken[]): string | null {
  const seen = new Map<string, string>();
  for (const { part, text } of tokens) {
    const name = part === "monthName" ? "month" : String(part);
    const first = seen.get(name);
    if (first !== undefined)
      return `has both "${first}" and "${text}" for the ${name}; text goes into brackets, as in "[at]"`;
    seen.set(name, text);
  }
  return null;
}

/** Minutes without hours are none: some other token was meant. */
function gap(tokens: readonly DateToken[]): string | null {
  for (const [part, larger, needed] of [
    ["fraction", "second", "ss"],
    ["second", "minute", "mm"],
    ["minute", "hour", "HH"],
    ["half", "hour", "hh"],
  ]) {
    const token = tokens.find((token) => token.part === part);
    if (token !== undefined && !tokens.some((token) => token.part === larger))
      return `has "${token.text}" but no "${needed}"`;
  }
  return null;
}

/** A format as Python or Java writes it, in the tokens that are read here; anything else nearly as it was. */
function inTokens(format: string): string {
  if (format.includes("%")) {
    return format.replaceAll(/%-?(\w)/g, (code, letter: string) => pythonCodes.get(letter) ?? code);
  }
  const [, date = "", time = ""] = /^([^Hh]*)(.*)$/s.exec(format.replaceAll("'", "")) ?? [];
  const upper = date.replaceAll(/y+|m+|(?<!d)d{1,2}(?!d)/gi, (token) => token.toUpperCase());
  return (
    upper +
    time
      .replaceAll(/y+|d+/gi, (token) => token.toUpperCase())
      .replaceAll(/M+|(?<![.,S])SS?(?!S)/g, (token) => token.toLowerCase())
  );
}

/** https://docs.python.org/3/library/datetime.html#format-codes */
const pythonCodes: ReadonlyMap<string, string> = new Map([
  ["Y", "YYYY"],
  ["y", "YY"],
  ["m", "MM"],
  ["b", "MMM"],
  ["B", "MMMM"],
  ["d", "DD"],
  ["a", "ddd"],
  ["A", "dddd"],
  ["H", "HH"],
  ["I", "hh"],
  ["M", "mm"],
  ["S", "ss"],
  ["f", "SSSSSS"],
  ["p", "A"],
  ["z", "Z"],
  ["Z", "Z"],
  ["s", "X"],
  ["T", "HH:mm:ss"],
  ["F", "YYYY-MM-DD"],
]);
