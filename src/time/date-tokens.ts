/** What a token of a `date_format` stands for. */
export type DatePart =
  | "year"
  | "month"
  | "monthName"
  | "day"
  | "weekday"
  | "hour"
  | "half"
  | "minute"
  | "second"
  | "fraction"
  | "zone"
  | "epochSeconds"
  | "epochMilliseconds";

/** A piece of a `date_format`: a token, or, without a part, text as it stands. */
export interface DateToken {
  readonly part: DatePart | null;
  readonly text: string;
}

/**
 * Cuts a `date_format` into the tokens of Day.js, https://day.js.org/docs/en/parse/string-format,
 * and the text between them, which may stand in brackets.
 */
export function splitDateFormat(format: string): readonly DateToken[] {
  return Array.from(format.matchAll(tokenForm), ([token, literal]) => {
    if (literal !== undefined) return { part: null, text: literal };
    return { part: parts.get(token[0] === "S" ? "S" : token) ?? null, text: token };
  });
}

const tokenForm = /\[([^\]]*)\]|Y{2,4}|M{1,4}|D{1,2}|d{3,4}|H{1,2}|h{1,2}|m{1,2}|s{1,2}|S+|Z{1,2}|[AaXx]|[^]/g;

const parts: ReadonlyMap<string, DatePart> = new Map([
  ["YYYY", "year"],
  ["YY", "year"],
  ["MMMM", "monthName"],
  ["MMM", "monthName"],
  ["MM", "month"],
  ["M", "month"],
  ["DD", "day"],
  ["D", "day"],
  ["dddd", "weekday"],
  ["ddd", "weekday"],
  ["HH", "hour"],
  ["H", "hour"],
  ["hh", "hour"],
  ["h", "hour"],
  ["A", "half"],
  ["a", "half"],
  ["mm", "minute"],
  ["m", "minute"],
  ["ss", "second"],
  ["s", "second"],
  ["S", "fraction"],
  ["ZZ", "zone"],
  ["Z", "zone"],
  ["X", "epochSeconds"],
  ["x", "epochMilliseconds"],
]);
