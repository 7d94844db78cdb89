import { kindOfTexts } from "../schema/infer.ts";
import { plainForm } from "../schema/number-form.ts";

type Column = readonly string[];

/** What may stand between groups of three digits, beside a point and a comma. */
const otherSeparators = [" ", "\u00a0", "\u202f", "'", "’"];

/** One group of three digits, or three decimals: 1,234 may be either. */
const ambiguous = /^\s*[+-]?[1-9]\d{0,2}[., \u00a0\u202f'’]\d{3}\s*$/;

/**
 * The settings `decimal` and `thousands` of a table of text, as far as the numbers in its columns prove them: 1,5 proves a
 * comma before decimals, 1.234,56 and 1,234,567 what stands between groups. Neither is proven where columns contradict
 * each other. Of a sign that is not proven there is no setting.
 */
export function numberSignsOf(
  columns: readonly Column[],
  nulls: readonly string[],
): { readonly decimal?: string; readonly thousands?: string } {
  const kindIn = (column: Column, decimal: string, thousands: string): string =>
    kindOfTexts(column, { ...plainForm, decimal, thousands }, nulls);
  const hasDecimals = (decimal: string): boolean =>
    columns.some(
      (column) =>
        column.some((text) => proves(text, decimal)) &&
        ["", ...separatorsBeside(decimal)].some((thousands) => kindIn(column, decimal, thousands) === "number"),
    );
  const [points, commas] = [hasDecimals("."), hasDecimals(",")];
  if (points && commas) return {};
  const decimal = commas ? "," : ".";
  // With decimals behind a comma, a point can only stand between groups, and the other way round.
  const isGrouped = (text: string, separator: string): boolean =>
    proves(text, separator) || ((points || commas) && separator === otherSign(decimal) && text.includes(separator));
  const thousands = separatorsBeside(decimal).find((separator) =>
    columns.some(
      (column) =>
        column.some((text) => isGrouped(text, separator)) &&
        ["integer", "number"].includes(kindIn(column, decimal, separator)),
    ),
  );
  return { ...(commas ? { decimal } : {}), ...(thousands === undefined ? {} : { thousands }) };
}

/** Whether a text, if it is a number with the sign, cannot be another number with another meaning of the sign. */
function proves(text: string, sign: string): boolean {
  return text.includes(sign) && !ambiguous.test(text);
}

function separatorsBeside(decimal: string): readonly string[] {
  return [otherSign(decimal), ...otherSeparators];
}

function otherSign(decimal: string): string {
  return decimal === "." ? "," : ".";
}
