import fc from "fast-check";
import type { Dialect } from "../../src/format/dialect.ts";

/** What dialects are put together of; what stands twice comes up twice as often. */
interface Marks {
  readonly delimiters: readonly string[];
  /** A quote and an escape each. */
  readonly quotings: readonly (readonly [string, string])[];
  readonly comments: readonly string[];
  readonly skipLines: readonly number[];
}

function dialectsOf({ delimiters, quotings, comments, skipLines }: Marks): fc.Arbitrary<Dialect> {
  return fc
    .record({
      delimiter: fc.constantFrom(...delimiters),
      quoting: fc.constantFrom(...quotings),
      comment: fc.constantFrom(...comments),
      skipLines: fc.constantFrom(...skipLines),
    })
    .map(({ delimiter, quoting: [quote, escape], comment, skipLines }) => {
      return { delimiter, quote, escape, comment, skipLines, maxRecordSize: 1 << 26 };
    });
}

/** Dialects that both readers read. */
export const dialects = dialectsOf({
  delimiters: [",", ";", "|", "\t", " ", "\x1f"],
  quotings: [
    ['"', '"'],
    ["'", "'"],
    ['"', "\\"],
    ['"', ""],
    ["", ""],
  ],
  comments: ["", "", "#", "//", "§"],
  skipLines: [0, 0, 1, 3],
});

/** Dialects with marks of several bytes, and with escapes outside quotes. */
export const wideDialects = dialectsOf({
  delimiters: ["||", "§", "~|~", "aab", "→", ","],
  quotings: [
    ["þ", "þ"],
    ["<q>", "<q>"],
    ["þ", "\\"],
    ["þ", ""],
    ['"', "¬"],
    ["", "¬"],
    ["", "\\"],
  ],
  comments: ["", "#", "//"],
  skipLines: [0, 0, 1],
});

const lineEnds = fc.constantFrom("\n", "\r\n", "\r");

/** Texts made of what a dialect gives a meaning to, and of characters of each length. */
export function noiseOf(dialect: Dialect): fc.Arbitrary<string> {
  const { delimiter, quote, escape, comment } = dialect;
  // Parts of long marks, which alone are text.
  const parts = [delimiter, quote, escape].flatMap((mark) => Array.from(mark).slice(0, -1));
  const pieces = [
    delimiter,
    quote,
    quote,
    escape,
    comment,
    ...parts,
    "\n",
    "\r",
    "\r\n",
    "a",
    "b",
    " ",
    '"',
    "\\",
    "\t",
    "\x01",
    "é",
    "€",
    "𝒳",
    "\0",
  ];
  return fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((parts) => parts.join(""));
}

/** Fields with anything in them. */
function fieldsOf(dialect: Dialect): fc.Arbitrary<string> {
  return fc.oneof(fc.string({ unit: "grapheme", maxLength: 6 }), noiseOf(dialect));
}

/** A file as a writer would write it, line ends mixed, blank lines and comments between the rows. */
export function filesOf(dialect: Dialect): fc.Arbitrary<{ text: string; rows: string[][] }> {
  const line = fc.oneof(
    { weight: 6, arbitrary: fc.array(fieldsOf(dialect), { minLength: 1, maxLength: 5 }) },
    { weight: 1, arbitrary: fc.constant<string[] | null>(null) },
  );
  return fc
    .record({
      lines: fc.array(fc.tuple(line, lineEnds, fc.boolean()), { maxLength: 8 }),
      isEnded: fc.boolean(),
    })
    .map(({ lines, isEnded }) => {
      const rows: string[][] = [];
      let text = "line above\n".repeat(dialect.skipLines);
      for (const [index, [fields, lineEnd, mustQuote]] of lines.entries()) {
        const isLast = index === lines.length - 1;
        if (fields === null) {
          text += dialect.comment === "" ? lineEnd : `${dialect.comment} "a${lineEnd}`;
          continue;
        }
        const row = fields.map((field) => readable(field, dialect));
        text += row.map((field, column) => written(field, dialect, mustQuote, column === 0)).join(dialect.delimiter);
        if (!isLast || isEnded) text += lineEnd;
        if (row.length > 1 || row[0] !== "" || dialect.quote !== "") rows.push(row);
      }
      return { text, rows };
    });
}

/** The field without what the dialect has no way to write. */
function readable(field: string, { delimiter, quote, escape, comment }: Dialect): string {
  const unwritable = quote === "" ? [delimiter, "\n", "\r", ...(comment === "" ? [] : [comment])] : [];
  if (quote !== "" && escape === "") unwritable.push(quote);
  let text = field;
  // Once is not enough: what is left on both sides of a removed text may form it again.
  while (unwritable.some((part) => text.includes(part))) {
    for (const part of unwritable) text = text.replaceAll(part, "");
  }
  return text;
}

function written(field: string, dialect: Dialect, mustQuote: boolean, isFirst: boolean): string {
  const { delimiter, quote, escape, comment } = dialect;
  if (quote === "") return field;
  const specials = [delimiter, quote, escape, comment, "\n", "\r"].filter((text) => text !== "");
  // A character of a long delimiter or quote at the field's end could be read as the first of it.
  const isSafe = !specials.some((special) => Array.from(special).some((character) => field.includes(character)));
  if (!mustQuote && isSafe && !(isFirst && field === "")) return field;
  if (escape === "") return `${quote}${field}${quote}`;
  let text = "";
  for (let at = 0; at < field.length;) {
    const special = [escape, quote].find((special) => field.startsWith(special, at));
    text += special === undefined ? field[at] : escape + special;
    at += special?.length ?? 1;
  }
  return `${quote}${text}${quote}`;
}

/** Ways to cut bytes into chunks, as the lengths that are used in turn. */
export const chunkings: fc.Arbitrary<readonly number[]> = fc.array(fc.integer({ min: 1, max: 9 }), {
  minLength: 1,
  maxLength: 12,
});

/** The bytes in chunks of the lengths, which are used in turn. */
export function* inChunks(bytes: Uint8Array, lengths: readonly number[]): Generator<Uint8Array> {
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const end = at + (lengths[turn % lengths.length] ?? 1);
    yield bytes.subarray(at, end);
    at = end;
  }
}
