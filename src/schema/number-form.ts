/** How the numbers of a table are written. */
export interface NumberForm {
  /** What stands before the decimals. */
  readonly decimal: string;
  /** What separates groups of three digits; "" for nothing. */
  readonly thousands: string;
  /** As in the reference tap, every comma of an integer or number is dropped, wherever it stands. */
  readonly dropsCommas: boolean;
}

/** A point before the decimals, and nothing between thousands: how programs write, and JSON. */
export const plainForm: NumberForm = { decimal: ".", thousands: "", dropsCommas: false };

/** Whether every number that a program writes is of the form, and reads as what it is. */
export function isPlain({ decimal }: NumberForm): boolean {
  return decimal === ".";
}

/**
 * A number of a form as a program writes it: with a point, and without separators. Null for a text that has the signs of
 * the form where they make no sense, as in 1.23.4; whether any other text is a number, it does not tell.
 */
export function plainNumber(text: string, { decimal, thousands, dropsCommas }: NumberForm): string | null {
  if (dropsCommas) return text.replaceAll(",", "");
  if (decimal === "." && thousands === "") return text;
  // A point that is not of the form makes no number.
  if (decimal !== "." && thousands !== "." && text.includes(".")) return null;
  const ascii = withPlainSpaces(text).trim();
  const separator = withPlainSpaces(thousands);
  const [whole = "", fraction, ...more] = ascii.split(decimal);
  if (more.length > 0 || (separator !== "" && fraction?.includes(separator) === true)) return null;
  const digits = separator === "" ? whole : withoutSeparators(whole, separator);
  return digits === null ? null : fraction === undefined ? digits : `${digits}.${fraction}`;
}

/** Null where a separator stands anywhere but between groups of three. */
function withoutSeparators(whole: string, separator: string): string | null {
  const [first = "", ...groups] = whole.split(separator);
  if (groups.length === 0) return whole;
  const isGrouped = firstGroup.test(first) && groups.every((group) => group.length === 3);
  return isGrouped ? first + groups.join("") : null;
}

const firstGroup = /^[+-]?[^+-]{1,3}$/;

/** French programs write spaces that do not break, of two widths. */
function withPlainSpaces(text: string): string {
  return text.replaceAll(/[\u00a0\u2007\u2009\u202f]/g, " ");
}
