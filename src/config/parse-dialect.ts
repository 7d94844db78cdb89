import type { Table } from "./config.ts";
import { numberOf, optionalTextOf, reject, textOf, type Section } from "./section.ts";

/** How the table's files are cut into fields. */
export function parseDialect(table: Section, maxRecordSize: number): Table["dialect"] {
  const delimiter = parseDelimiter(table);
  const quote = textOf(table, "quote");
  const escape = optionalTextOf(table, "escape") ?? quote;
  const comment = textOf(table, "comment");
  for (const [key, text] of Object.entries({ delimiter: delimiter ?? "", quote, escape, comment })) {
    if (/[\r\n]/.test(text)) reject(table, key, "must not hold the end of a line");
  }
  if (delimiter !== null && delimiter === quote) reject(table, "delimiter", "must differ from quote");
  if (escape !== quote && !/^.?$/su.test(escape)) reject(table, "escape", 'must be one character, such as "\\"');
  if (escape !== "" && escape === delimiter) reject(table, "escape", "must differ from delimiter");
  if (comment !== "" && [delimiter, quote].includes(comment)) {
    reject(table, "comment", "must differ from delimiter and quote");
  }
  return { delimiter, quote, escape, comment, skipLines: numberOf(table, "skip_lines"), maxRecordSize };
}

function parseDelimiter(table: Section): string | null {
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
