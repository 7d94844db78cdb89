import { TapError } from "../errors.ts";

/** The most fields a row may have. Real tables stay far below; a wrong delimiter or a bomb does not. */
export const maxFields = 100_000;

export function unclosedQuote(line: number): TapError {
  return new TapError(
    "data",
    `The record at line ${line} opens a quote that never closes; correct the file, or set "quote" and "escape" as the file uses them`,
    { place: { line } },
  );
}

export function recordTooLarge(line: number, maxRecordSize: number): TapError {
  return new TapError(
    "data",
    `The record at line ${line} is larger than ${maxRecordSize} bytes; look for a quote that never closes, or raise "max_record_size"`,
    { place: { line } },
  );
}

export function tooManyFields(line: number): TapError {
  return new TapError(
    "data",
    `The record at line ${line} has more than ${maxFields} fields; check "delimiter" and the line ends of the file`,
    { place: { line } },
  );
}

export function headerTooLong(longest: number): TapError {
  return new TapError(
    "data",
    `The names in its header have more than ${longest} characters together; set "header" if its first row is none, or "skip_lines"`,
  );
}

export function footerTooLong(lines: number, maxRecordSize: number): TapError {
  return new TapError(
    "data",
    `The last ${lines} ${lines === 1 ? "line has" : "lines have"} more than ${maxRecordSize} bytes together; correct "skip_footer_lines" or the file, or raise "max_record_size"`,
  );
}
