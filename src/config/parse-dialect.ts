import type { Dialect } from "../format/dialect.ts";
import type { Table } from "./config.ts";
import { parseNulls } from "./parse-nulls.ts";
import type { TableSection, TableTextKey } from "./schema.ts";
import { flagOf, numberOf, optionalTextOf, reject, textOf } from "./section.ts";

/** How the table's files are cut into fields. */
export function parseDialect(table: TableSection, maxRecordSize: number): Table["dialect"] {
  const delimiter = parseDelimiter(table);
  const quote = textOf(table, "quote");
  const escape = optionalTextOf(table, "escape") ?? quote;
  const comment = textOf(table, "comment");
  const rowDelimiter = optionalTextOf(table, "row_delimiter") ?? "";
  const texts = [
    ["delimiter", delimiter ?? ""],
    ["quote", quote],
    ["escape", escape],
    ["comment", comment],
  ] as const;
  for (const [key, text] of texts) {
    if (/[\r\n]/.test(text)) reject(table, key, "must not hold the end of a line");
    if (text.includes("\0")) reject(table, key, nulProblem);
  }
  if (rowDelimiter.includes("\0")) reject(table, "row_delimiter", nulProblem);
  if (escape !== quote && !/^.?$/su.test(escape)) reject(table, "escape", 'must be one character, such as "\\"');
  const ownDelimiter: Mark = { key: "delimiter", name: "delimiter", text: delimiter ?? "" };
  const marks: readonly Mark[] = [
    ...(delimiter === null ? commonDelimiters : []),
    { key: "quote", name: "quote", text: quote },
    ...(delimiter === null ? [] : [ownDelimiter]),
    { key: "escape", name: "escape", text: escape === quote ? "" : escape },
    { key: "comment", name: "comment", text: comment },
    { key: "row_delimiter", name: "row_delimiter", text: rowDelimiter },
  ];
  for (const [index, mark] of marks.entries()) {
    for (const other of marks.slice(0, index)) tellApart(mark, other, table);
  }
  const nulls = parseNulls(table, quote, escape);
  return {
    ...(nulls === null ? {} : { nulls }),
    delimiter,
    quote,
    escape,
    comment,
    skipLines: numberOf(table, "skip_lines"),
    ...laterAddedOf(table),
    maxRecordSize,
  };
}

const nulProblem = "must not hold a NUL character: these are taken out of the files";

/** What a table does not set is absent: the fingerprints of tables are those of versions that knew nothing of it. */
function laterAddedOf(table: TableSection): Pick<Dialect, "skipFooterLines" | "rowDelimiter" | "isTrimmed"> {
  const skipFooterLines = numberOf(table, "skip_footer_lines");
  const rowDelimiter = optionalTextOf(table, "row_delimiter");
  return {
    ...(skipFooterLines === 0 ? {} : { skipFooterLines }),
    ...(rowDelimiter === undefined ? {} : { rowDelimiter }),
    ...(flagOf(table, "trim") ? { isTrimmed: true } : {}),
  };
}

/** A text that has a meaning in the files. */
interface Mark {
  readonly key: TableTextKey;
  readonly name: string;
  readonly text: string;
}

/** Where the names of the files decide. */
const commonDelimiters: readonly Mark[] = [
  { key: "delimiter", name: "delimiter, which is a comma unless you set it", text: "," },
  { key: "delimiter", name: "delimiter, which is a tab in .tsv files unless you set it", text: "\t" },
];

/** What begins like a delimiter and ends like a quote is neither. A comment is looked for first, at the beginning of a line only. */
function tellApart({ key, text }: Mark, other: Mark, table: TableSection): void {
  if (text === "" || other.text === "" || (key === "delimiter" && other.key === "delimiter")) return;
  if (text === other.text) return reject(table, key, `must differ from ${other.name}`);
  const isLong = other.text.length > 1 || (key !== "comment" && text.length > 1);
  if (isLong && Array.from(text).some((character) => other.text.includes(character))) {
    reject(table, key, `must share no character with ${other.name}`);
  }
}

function parseDelimiter(table: TableSection): string | null {
  const text = optionalTextOf(table, "delimiter");
  if (text === undefined) return null;
  if (text.toLowerCase() === "detect") {
    reject(
      table,
      "delimiter",
      "is not detected; enter what separates the fields, or leave it out for a comma, and a tab in .tsv files",
    );
  }
  return delimiterNames.get(text.toLowerCase()) ?? text;
}

const delimiterNames: ReadonlyMap<string, string> = new Map([
  ["\\t", "\t"],
  ["tab", "\t"],
  ["comma", ","],
  ["semicolon", ";"],
  ["pipe", "|"],
  ["space", " "],
]);
