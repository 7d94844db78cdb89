/** The integer a text stands for, as JSON: what Python's int() takes, digit for digit. Null for any other text. */
export function integerText(text: string): string | null {
  const [, sign, written] = integerForm.exec(withoutUnderscores(toAscii(text))) ?? [];
  if (written === undefined) return null;
  const value = withoutLeadingZeros(written);
  return sign === "-" && value !== "0" ? `-${value}` : value;
}

/** The number a text stands for, as JSON, digit for digit. Null for NaN and for what no double can hold. */
export function numberText(text: string): string | null {
  const number = parseNumber(toAscii(text));
  if (number === null) return null;
  const { sign, whole, fraction, exponent } = number;
  const json = `${sign}${withoutLeadingZeros(whole)}${fraction && `.${fraction}`}${exponent && `e${exponent}`}`;
  return Number.isFinite(Number(json)) ? json : null;
}

/**
 * The decimal a text stands for, as Python prints it, and as a JSON string:
 * https://docs.python.org/3/library/decimal.html. Infinity and NaN are decimals.
 */
export function decimalText(text: string): string | null {
  const ascii = toAscii(text);
  const [, sign, name] = specialForm.exec(ascii) ?? [];
  if (name !== undefined) return `"${sign === "-" ? "-" : ""}${/^i/i.test(name) ? "Infinity" : "NaN"}"`;
  const number = parseNumber(ascii);
  // Python refuses longer exponents a little later.
  if (number === null || number.exponent.length > 15) return null;
  return `"${number.sign}${printDecimal(number)}"`;
}

interface Parts {
  readonly sign: "" | "-";
  readonly whole: string;
  readonly fraction: string;
  readonly exponent: string;
}

function parseNumber(text: string): Parts | null {
  const match = numberForm.exec(withoutUnderscores(text));
  if (match === null) return null;
  const [, sign, whole = "", fraction = "", bareFraction = "", exponent = ""] = match;
  return {
    sign: sign === "-" ? "-" : "",
    whole,
    fraction: fraction + bareFraction,
    exponent,
  };
}

/** In scientific notation only if the number has zeros at its end that nobody wrote, or many at its beginning. */
function printDecimal({ whole, fraction, exponent }: Parts): string {
  const digits = withoutLeadingZeros(whole + fraction);
  const scale = Number(exponent) - fraction.length;
  const point = digits.length + scale;
  if (scale <= 0 && point > -6) return placePoint(digits, point);
  const shown = point - 1;
  return `${placePoint(digits, 1)}E${shown < 0 ? "" : "+"}${shown}`;
}

function placePoint(digits: string, point: number): string {
  if (point <= 0) return `0.${"0".repeat(-point)}${digits}`;
  return point >= digits.length ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`;
}

function withoutLeadingZeros(digits: string): string {
  return digits.replace(/^0+(?=\d)/, "") || "0";
}

/** Python takes an underscore between two digits. Elsewhere it stays, and no number has one. */
function withoutUnderscores(text: string): string {
  return /(?<!\d)_|_(?!\d)/.test(text) ? text : text.replaceAll("_", "");
}

/** Python reads the digits of every script, and strips white space of every kind. */
function toAscii(text: string): string {
  return text.replaceAll(/[^\t-\r -~]/gu, (character) => {
    if (pythonSpace.test(character) || separators.includes(character)) return " ";
    return /\p{Nd}/u.test(character) ? digitValue(character) : character;
  });
}

/** Unicode encodes decimal digits in runs of ten, and every run begins with its zero. */
function digitValue(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let first = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first--;
  return String((code - first) % 10);
}

/** Unicode's spaces, and the four control characters that are spaces to Python. */
const pythonSpace = /[\p{Zs}\u0085\u2028\u2029]/u;
const separators = "\x1C\x1D\x1E\x1F";
const space = String.raw`[\t-\r ]*`;
const integerForm = new RegExp(`^${space}([+-]?)(\\d+)${space}$`);
const numberForm = new RegExp(`^${space}([+-]?)(?:(\\d+)(?:\\.(\\d+)?)?|\\.(\\d+))(?:e([+-]?\\d+))?${space}$`, "i");
const specialForm = new RegExp(`^${space}([+-]?)(inf(?:inity)?|nan)${space}$`, "i");
