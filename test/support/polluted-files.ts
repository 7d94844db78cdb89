import { expect } from "vitest";
import type { Store } from "../../local-aws/store/store.ts";
import { encodeText } from "../corpus/encode-text.ts";
import { cellsOf } from "../corpus/read-with-tap.ts";
import { scoreCells } from "../corpus/score.ts";
import type { Rows } from "../corpus/tables.ts";
import { type Writing, writeText } from "../corpus/write-text.ts";
import { runFileCases } from "./file-cases.ts";
import { createRandom } from "../../local-aws/random.ts";

type Random = () => number;

/** One thing that is wrong with a file, of the kinds that the public benchmark of polluted files has. */
interface Pollution {
  readonly name: string;
  readonly pollute: (rows: Rows, random: Random) => Buffer;
  /** What a person reads in it, where that is not the table. */
  readonly read?: (rows: Rows) => Rows;
}

const oneOf = <T>(items: readonly [T, ...T[]], random: Random): T =>
  items[Math.floor(random() * items.length)] ?? items[0];
const written = (name: string, writings: readonly [Writing, ...Writing[]]): Pollution => ({
  name,
  pollute: (rows, random) => writeText(rows, oneOf(writings, random)),
});
/** Changes one line of the clean file, neither the first nor the second. */
const inOneLine = (name: string, change: (line: string, random: Random) => string): Pollution => ({
  name,
  pollute: (rows, random) => {
    const lines = writeText(rows, {}).toString().trimEnd().split("\n");
    const at = 2 + Math.floor(random() * (lines.length - 2));
    return Buffer.from(lines.map((line, index) => (index === at ? change(line, random) : line) + "\n").join(""));
  },
});

const pollutions: readonly Pollution[] = [
  { name: "nothing", pollute: (rows) => writeText(rows, {}) },
  written("another delimiter", [
    { delimiter: ";" },
    { delimiter: "\t" },
    { delimiter: "|" },
    { delimiter: "~" },
    { delimiter: "^" },
    { delimiter: "\x1f" },
    { delimiter: "||" },
    { delimiter: "|~|" },
    { delimiter: " ", quotes: "all" },
    { delimiter: ":", quotes: "all" },
  ]),
  written("another quote", [
    { quote: "'", quotes: "all" },
    { quote: "^", quotes: "all" },
    { quote: "~", quotes: "all" },
    { quote: "|", quotes: "all" },
    { quote: "´", quotes: "all" },
    { quote: "*", quotes: "all" },
    { quote: "'", quotes: "all", delimiter: ";" },
    { quote: "^", quotes: "all", delimiter: ";" },
  ]),
  written("another escape", [
    { escape: "\\", quotes: "all" },
    { escape: "\\", quotes: "all", delimiter: ";" },
    { quotes: "none", escape: "\\" },
    { quotes: "none", escape: "\\", delimiter: "|" },
  ]),
  written("another end of rows", [{ lineEnd: "\r" }, { lineEnd: "\r\n" }, { lineEnd: "\x1e" }, { lineEnd: "@@" }]),
  written("blanks behind delimiters", [
    { hasBlanks: true, quotes: "all" },
    { hasBlanks: true, quotes: "texts" },
  ]),
  written("a delimiter at the end of each row", [
    { hasLastDelimiter: true },
    { hasLastDelimiter: true, delimiter: ";" },
  ]),
  written("a mark of its encoding", [{ hasMark: true }, { hasMark: true, encoding: "utf-16le" }]),
  {
    name: "another encoding",
    pollute: (rows, random) =>
      encodeText(writeText(rows, {}).toString(), oneOf(["utf-16le", "latin1", "macintosh", "windows-1254"], random)),
  },
  written("lines above", [
    { above: ["A report"] },
    { above: ["A report", "", "of today, with a comma"] },
    { above: ["A report,,,,", ",,,,"] },
    { above: ["# made by a program", "# today"] },
    { above: ["sep=,"] },
    { above: ["Account:,12", "From:,1 May"], delimiter: ";" },
  ]),
  written("lines below", [
    { below: ["Total,,,1234.50,"] },
    { below: ["", "End of report"] },
    { below: [",,,1234.50,"] },
    { below: ["(12 rows affected)"] },
  ]),
  {
    name: "no header",
    pollute: (rows) => writeText(rows, { hasHeader: false }),
    read: (rows) => [(rows[0] ?? []).map((_, index) => `column_${index + 1}`), ...rows.slice(1)],
  },
  {
    name: "a header of units below the names",
    pollute: (rows) => writeText([rows[0] ?? [], ["number", "", "", "EUR", "ISO"], ...rows.slice(1)], {}),
  },
  {
    name: "the header once more",
    pollute: (rows) => writeText([...rows.slice(0, 5), ...rows.slice(0, 1), ...rows.slice(5)], {}),
  },
  inOneLine("a row with a field too many", (line) => `${line},surplus`),
  inOneLine("a row with a field too few", (line) => line.slice(0, line.lastIndexOf(","))),
  inOneLine("a row with other delimiters", (line, random) => line.replaceAll(",", oneOf([";", "\t", "|"], random))),
  inOneLine("a row with a quote that never closes", (line) => line.replace(/,/, ',"')),
];

const names = ["Müller, Otto", 'The "Best" Shop', "Smith & Sons", "O'Neill", "Bolt", "Société Générale", "Peña"];
const cities = ["Ulm", "Nürnberg", "Orléans", "Logroño", "Paris, Texas"];

function cleanTable(random: Random): Rows {
  const count = 6 + Math.floor(random() * 40);
  const first = Math.floor(random() * 1000);
  const pick = (texts: readonly string[]): string => texts[Math.floor(random() * texts.length)] ?? "";
  return [
    ["id", "name", "city", "amount", "day"],
    ...Array.from({ length: count }, (_, index) => [
      String(first + index),
      pick(names),
      pick(cities),
      (random() * 1000).toFixed(2),
      `2024-0${1 + Math.floor(random() * 9)}-1${Math.floor(random() * 10)}`,
    ]),
  ];
}

/** With nothing set, each polluted file is read as a person reads it, or its table is told of. */
export async function checkPollutions(
  store: Store,
  { runs, seed }: { readonly runs: number; readonly seed: number },
): Promise<void> {
  const random = createRandom(seed);
  const cases = Array.from({ length: runs }, (_, index) => {
    const { name, pollute, read } = pollutionAt(index);
    const table = cleanTable(random);
    return { name: `${index}: ${name}`, files: pollute(table, random), expected: read?.(table) ?? table, records: [] };
  });
  const { results } = await runFileCases(store, cases);
  const silent = cases.flatMap(({ name, files, expected }) => {
    const { records = [], complaints = [] } = results.get(name) ?? {};
    const isRight = scoreCells(expected, cellsOf(records, expected[0] ?? [])) === 1;
    return isRight || complaints.length > 0 ? [] : [[name, files.toString("latin1", 0, 400)]];
  });
  expect(silent).toEqual([]);
  const clean = cases.filter(({ name }) => name.endsWith(": nothing"));
  expect(clean.flatMap(({ name }) => results.get(name)?.complaints ?? [])).toEqual([]);
}

function pollutionAt(index: number): Pollution {
  const pollution = pollutions[index % pollutions.length];
  if (pollution === undefined) throw new Error("There are no pollutions");
  return pollution;
}
