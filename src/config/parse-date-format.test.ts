import { expect, test } from "vitest";
import { TapError } from "../errors.ts";
import { parseConfig } from "./parse-config.ts";

/** What is said about a format; null where it is taken. */
function refusalOf(format: string): string | null {
  try {
    const table = { table_name: "t", search_pattern: "x", date_format: format };
    const [parsed] = parseConfig([{ bucket: "my-bucket", tables: [table] }]).config.tables;
    expect(parsed?.dateFormat).toBe(format);
    return null;
  } catch (error) {
    if (!(error instanceof TapError)) throw error;
    return error.message;
  }
}

test.each([
  "DD/MM/YYYY",
  "D.M.YY",
  "ddd, DD MMM YYYY HH:mm:ss ZZ",
  "YYYYMMDDHHmmssSSS",
  "MM-DD-YYYY hh:mm A",
  "[le] DD/MM/YYYY [à] HH[h]mm",
  "YYYY-MM-DDTHH:mm:ss.SSSZ",
  "X",
  "x",
  "[at] x",
])("%j is a format", (format) => expect(refusalOf(format)).toBeNull());

const needsDate =
  'must name year, month and day, as in "DD/MM/YYYY", or be "X" or "x" for seconds or milliseconds since 1970';

test.each([
  ["DD/MM", needsDate],
  ["YYYY", needsDate],
  ["HH:mm:ss", needsDate],
  ["[YYYY-MM-DD]", needsDate],
  ["ISO8601", needsDate],
  ["%Y-%m-%d", `${needsDate}; did you mean "YYYY-MM-DD"?`],
  ["%d.%m.%y %H:%M:%S", `${needsDate}; did you mean "DD.MM.YY HH:mm:ss"?`],
  ["dd/MM/yyyy", `${needsDate}; did you mean "DD/MM/YYYY"?`],
  ["yyyy-mm-dd", `${needsDate}; did you mean "YYYY-MM-DD"?`],
  ["yyyy-MM-dd'T'HH:mm:ss.SSS", `${needsDate}; did you mean "YYYY-MM-DDTHH:mm:ss.SSS"?`],
  [
    "DD/MM/YYYY HH:MM:SS",
    'has both "MM" and "MM" for the month; text goes into brackets, as in "[at]"; did you mean "DD/MM/YYYY HH:mm:ss"?',
  ],
  ["DD MMM MM YYYY", 'has both "MMM" and "MM" for the month; text goes into brackets, as in "[at]"'],
  ["YYYY-MM-DD HH:mm:SS", 'has "SS" but no "ss"; did you mean "YYYY-MM-DD HH:mm:ss"?'],
  ["YYYY-MM-DD ss", 'has "ss" but no "mm"'],
  ["YYYY-MM-DD A", 'has "A" but no "hh"'],
  ["X YYYY", 'must be "X" or "x" alone, or do without; text goes into brackets, as in "[x]"'],
])("%j is refused: it %s", (format, problem) => {
  expect(refusalOf(format)).toBe(`tables[0].date_format: ${JSON.stringify(format)} ${problem}`);
});
