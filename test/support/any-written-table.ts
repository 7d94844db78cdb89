import fc from "fast-check";
import type { CorpusFile } from "../corpus/corpus-file.ts";
import { writeText } from "../corpus/write-text.ts";

const texts = [
  "Acme, Inc.",
  "Müller; Söhne",
  'The "Best" Shop',
  "O'Neill",
  "Bolt",
  "Zoë | Co",
  "first line\nsecond line",
  "Größe 7",
  "plain words here",
  "",
];

/** Columns by their names, each with what makes a value of a number and a text. */
const columns: Readonly<Record<string, (n: number, text: string) => string>> = {
  order_id: (n) => String(1000 + n),
  customer: (_, text) => text,
  amount: (n) => (n * 12.35).toFixed(2),
  ordered_on: (n) => `2024-03-${String(1 + (n % 28)).padStart(2, "0")}`,
  remark: (n, text) => (n % 3 === 0 ? "" : text),
  quantity: (n) => String(n * 3),
  paid: (n) => `${1 + (n % 28)}/03/2024`,
  active: (n) => (n % 2 === 0 ? "true" : "false"),
};

const rows = fc
  .record({
    names: fc.shuffledSubarray(Object.keys(columns), { minLength: 2, maxLength: 6 }),
    values: fc.array(fc.constantFrom(...texts), { minLength: 6, maxLength: 30 }),
  })
  .map(({ names, values }) => {
    const body = values.map((text, index) => names.map((name) => columns[name]?.(index + 1, text) ?? ""));
    return [names].concat(body);
  });

const above = ["Sales of March", "Exported by finance"];

/** How programs write: one thing or another, seldom all at once. */
const writing = fc.record({
  delimiter: fc.constantFrom(",", ",", ";", "\t", "|"),
  quotes: fc.constantFrom("needed", "needed", "texts", "all"),
  quote: fc.constantFrom('"', '"', '"', "'"),
  lineEnd: fc.constantFrom("\n", "\r\n"),
  encoding: fc.constantFrom("utf-8", "utf-8", "latin1"),
  above: fc.constantFrom([], [], [], above.slice(0, 1), [...above, ""]),
  hasLastDelimiter: fc.constantFrom(false, false, false, true),
});

/** A table and a file of it, written as some program might, with what a person reads in it. */
export const anyWrittenTable: fc.Arbitrary<Pick<CorpusFile, "bytes" | "rows">> = fc
  .tuple(rows, writing)
  .map(([table, how]) => ({ rows: table, bytes: writeText(table, how) }));
