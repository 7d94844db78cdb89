import type { Dialect } from "../../src/format/dialect.ts";
import { scanRows } from "../../src/csv/scan-rows.ts";
import { defaultDialect } from "./csv-cases.ts";
import { createRandom } from "../../local-aws/random.ts";
import { type PythonReading, readWithPython } from "./python-csv.ts";
import { type Reading, rowsOf } from "./rows-of.ts";

/**
 * Where the scanner and Python part on purpose:
 *
 * 1. Python gives a row without fields for a blank line; the scanner gives none.
 * 2. Python refuses a lone CR outside quotes unless the file was opened with newline="", as it is
 *    here; to the scanner it always ends the line.
 * 3. Where a quote never closes, Python makes one field of the rest of the file; the scanner fails.
 * 4. Where an escape is the last character, Python puts a line feed behind it, which is not in the
 *    file; the scanner takes the escape as text.
 */
export async function compareWithPython(count: number, seed: number): Promise<{ differences: string[] }> {
  const random = createRandom(seed);
  const samples = Array.from({ length: count }, () => {
    const [quote, escape] = pick(quotings, random);
    const dialect = { ...defaultDialect, delimiter: pick(delimiters, random), quote, escape };
    return { dialect, text: textOf(dialect, random) };
  });
  const differences: string[] = [];
  for (const difference of (await differencesOf(samples)).slice(0, maxShrunk)) {
    differences.push(JSON.stringify(await shrink(difference)));
  }
  return { differences };
}

/** Shrinking asks Python once for each character that goes, so a few must do. */
const maxShrunk = 3;

interface Sample {
  readonly dialect: Dialect;
  readonly text: string;
}

interface Difference extends Sample {
  /** The lengths of the chunks. */
  readonly where: string;
  readonly reading: Reading;
  readonly python: PythonReading;
}

async function differencesOf(samples: readonly Sample[]): Promise<Difference[]> {
  const expected = await readWithPython(samples);
  const differences: Difference[] = [];
  for (const [index, { dialect, text }] of samples.entries()) {
    const python = expected[index];
    if (python === undefined) throw new Error(`Python stopped before text ${index}`);
    for (const chunks of cutsOf(Buffer.from(text))) {
      const reading = await rowsOf(scanRows(dialect, 1, 1), chunks);
      if (agree(reading, python, dialect, text)) continue;
      differences.push({ text, dialect, where: chunks.map((chunk) => chunk.length).join(), reading, python });
      break;
    }
  }
  return differences;
}

/** Leaves out one character after the other as long as both still differ. */
async function shrink(difference: Difference): Promise<Difference> {
  const { dialect } = difference;
  const characters = Array.from(difference.text);
  const shorter = characters.map((_, at) => ({ dialect, text: characters.toSpliced(at, 1).join("") }));
  const [next] = await differencesOf(shorter);
  return next === undefined ? difference : shrink(next);
}

const delimiters = [",", ";", "|", "\t"];

const quotings: readonly (readonly [quote: string, escape: string])[] = [
  ['"', '"'],
  ['"', '"'],
  ["'", "'"],
  ['"', "\\"],
  ['"', ""],
  ["", ""],
  ["", "\\"],
];

function textOf({ delimiter, quote, escape }: Dialect, random: () => number): string {
  const specials = [delimiter, delimiter, quote, quote, quote + quote, escape, "\n", "\r\n", "\r"];
  const plain = ["a", "bc", " ", "é", "\u2028", "𝒳", ",", ";", "\t", '"', "\\", "\v"];
  let text = "";
  for (let left = Math.floor(random() * 16); left > 0; left--) text += pick(random() < 0.7 ? specials : plain, random);
  return text;
}

/** Whole, byte by byte, and in two at every place. */
function* cutsOf(bytes: Uint8Array): Generator<Uint8Array[]> {
  yield [bytes];
  yield Array.from(bytes, (_, at) => bytes.subarray(at, at + 1));
  for (let at = 1; at < bytes.length; at++) yield [bytes.subarray(0, at), bytes.subarray(at)];
}

function agree(reading: Reading, python: PythonReading, { quote, escape }: Dialect, text: string): boolean {
  const hasEscapes = escape !== "" && escape !== quote;
  if (reading.error !== null) return python.unfinished !== null && isSame(reading.rows, python.rows);
  if (python.unfinished === null) return isSame(reading.rows, python.rows);
  if (!hasEscapes) return false;
  const [last, ...rest] = python.unfinished.toReversed();
  const unescaped = text.endsWith(escape) ? `${last?.slice(0, -1)}${escape}` : `${last}`;
  return isSame(reading.rows, [...python.rows, [...rest.reverse(), unescaped]]);
}

function isSame(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

function pick<T>(items: readonly T[], random: () => number): T {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error("there is nothing to pick from");
  return item;
}
