import type { FileSettings } from "../format/file-settings.ts";
import type { Finding } from "../format/finding.ts";
import { findAbove } from "./sniff-above.ts";
import { kindOf } from "./sniff-kind.ts";
import type { SniffedRows } from "./sniff-rows.ts";
import { votesOnHeader } from "./votes-on-header.ts";

/** What of a dialect decides about lines. */
type Lines = Pick<FileSettings["dialect"], "comment" | "skipLines" | "rowDelimiter">;

/** Holds the first rows of a file against what the table says of their header; null where it seems right. */
export function sniffHeader(
  sniffed: Pick<SniffedRows, "rows" | "width">,
  text: string,
  { header, dialect }: { readonly header: FileSettings["header"]; readonly dialect: Lines },
): Finding | null {
  const { rows, width } = sniffed;
  const [first = []] = rows;
  const above = header === true && width > 1 ? findAbove(rows, width) : null;
  if (above !== null && above.names !== null) return namesAbove(above.names, linesAbove(text, dialect, above.body));
  if (above !== null && above.header > 0) {
    return linesAboveHeader(rows, text, dialect, { header: above.header, isData: false });
  }
  if (header === true && width > 1 && first.length < width) return narrowFirst(sniffed, text, dialect);
  if (Array.isArray(header) && first.join("\n") === header.join("\n")) return headerNotTold;
  const commented =
    header === true && first[0] === "#" && dialect.comment === "" ? namesInComment(first, width, "#") : null;
  if (commented !== null) return { ...commentsAbove, settings: { comment: "#", header: commented } };
  const votes = votesOnHeader(first, rows.slice(1));
  if (header === true) return votes.data > votes.header ? { ...noHeader, isSure: votes.isSureOfData } : null;
  return votes.header > votes.data ? headerNotTold : null;
}

const commentsAbove = { code: "comments-above", message: "comments stand above the header", isSure: true } as const;

const headerNotTold: Finding = {
  code: "header",
  message: "the first row looks like a header",
  settings: { header: true },
  isSure: false,
};

const noHeader: Omit<Finding, "isSure"> = {
  code: "no-header",
  message: "the first row looks like data, and takes the place of the names (a list of names does as well)",
  settings: { header: false },
};

/** The first row has fewer fields than most: lines stand above the header, or the header is itself the narrow one. */
function narrowFirst(
  { rows, width }: Pick<SniffedRows, "rows" | "width">,
  text: string,
  dialect: Lines,
): Finding | null {
  const above = rows.findIndex(({ length }) => length >= width);
  const header = headerAt(rows, above, width);
  if (header === 0) return shortHeader(rows, width, dialect, text);
  return linesAboveHeader(rows, text, dialect, { header, isData: isDataRow(rows, header) });
}

/** Lines, or comments, above the row of that number, which names the columns or is data. */
function linesAboveHeader(
  rows: readonly (readonly string[])[],
  text: string,
  dialect: Lines,
  { header, isData }: { readonly header: number; readonly isData: boolean },
): Finding {
  const skipped = rows.slice(0, header);
  // A header that begins with the sign would be left out as well.
  const own = isData ? "" : (rows[header]?.[0] ?? "");
  const inComment = own.startsWith("# ") ? namesInComment(rows[header], rows[header]?.length, "#") : null;
  if (inComment !== null && skipped.every(([field = ""]) => field.startsWith("#")) && dialect.comment === "") {
    return { ...commentsAbove, settings: { comment: "#", header: inComment } };
  }
  const sign = ["#", "##", "//", "--", "%", "*"].find(
    (mark) => skipped.every(([field = ""]) => field.startsWith(mark)) && !own.startsWith(mark),
  );
  const names = isData ? { header: namesInComment(skipped.at(-1), rows[header]?.length, sign) ?? false } : {};
  if (sign !== undefined && dialect.comment === "") {
    const settings = { comment: sign, ...names };
    return { ...commentsAbove, settings };
  }
  const message = isData ? "lines stand above rows without a header" : "lines stand above the header";
  const settings = { skip_lines: linesAbove(text, dialect, header), ...names };
  return { code: "lines-above", message, settings, isSure: true };
}

/** Names in the last comment above the rows, as many as these have fields. */
function namesInComment(row: readonly string[] = [], width = 0, sign = ""): readonly string[] | null {
  const [first = "", ...rest] = row;
  const bare = first.slice(sign.length).trim();
  const names = (bare === "" ? rest : [bare, ...rest]).map((name) => name.trim());
  const areNames = sign !== "" && names.length === width && width > 1 && names.every((name) => /^\p{L}/u.test(name));
  return areNames && areUsable(names) ? names : null;
}

/** Names that are not the last line above the rows, or two lines together. */
function namesAbove(names: readonly string[], lines: number): Finding {
  const isUsable = areUsable(names);
  return {
    code: "names-above",
    message: "the names of the columns are not the line above the first row",
    settings: isUsable ? { header: names, skip_lines: lines } : {},
    isSure: isUsable,
  };
}

function areUsable(names: readonly string[]): boolean {
  return new Set(names).size === names.length && names.every((name) => name !== "");
}

/** Which row names the columns: the first full one, or the one above it, where that is a header of fewer names. */
function headerAt(rows: readonly (readonly string[])[], above: number, width: number): number {
  const before = rows[above - 1] ?? [];
  const votes = votesOnHeader(rows[above] ?? [], rows.slice(above + 1));
  if (votes.header > votes.data) return above;
  // One text above rows of two fields may be a title, or the name of a single column whose texts hold the delimiter.
  if (before.length < 2) return width === 2 && above === 1 ? 0 : above;
  const isFilledAlike = rows.slice(above).every((row) => row.slice(before.length).every((field) => field === ""));
  return isFilledAlike || before.length > width / 2 ? above - 1 : above;
}

function isDataRow(rows: readonly (readonly string[])[], at: number): boolean {
  const votes = votesOnHeader(rows[at] ?? [], rows.slice(at + 1));
  return votes.data > votes.header;
}

/** A header of fewer names than fields: harmless where the rest is empty. */
function shortHeader(
  rows: readonly (readonly string[])[],
  width: number,
  dialect: Lines,
  text: string,
): Finding | null {
  const [names = [], ...data] = rows;
  const full = data.filter(({ length }) => length === width);
  if (full.every((row) => row.slice(names.length).every((field) => field === ""))) return null;
  const message = `the header has ${names.length} ${names.length === 1 ? "name" : "names"}, and most rows have ${width} fields`;
  if (names.length !== width - 1 || !areRowNames(full, names.length, text)) {
    return { code: "short-header", message, settings: {}, isSure: false };
  }
  const settings = { header: ["row_name", ...names], skip_lines: linesAbove(text, dialect, 1) };
  const isUsable = areUsable(settings.header);
  return { code: "short-header", message, settings: isUsable ? settings : {}, isSure: isUsable };
}

/**
 * As R writes them: numbers from one on in quotes, or, beside columns of which one has a type, texts of which none comes
 * twice. What stands behind a blank was cut out of a text.
 */
function areRowNames(rows: readonly (readonly string[])[], columns: number, text: string): boolean {
  const names = rows.map(([name = ""]) => name);
  if (names.length < 2 || rows.some((row) => row.some((field) => /^\s/.test(field)))) return false;
  if (names.every((name, index) => name === String(index + 1))) return /^"1"/m.test(text);
  const isTyped = (column: number): boolean => kindOf(rows.map((row) => row[column] ?? "")) !== "string";
  return (
    new Set(names).size === names.length &&
    names.every((name) => /^\p{L}/u.test(name)) &&
    Array.from({ length: columns }, (_, column) => column + 1).some(isTyped)
  );
}

/** How many lines to skip, blank ones included, to be rid of this many rows. */
function linesAbove(text: string, { skipLines, rowDelimiter }: Lines, rows: number): number {
  let left = rows;
  const lines = text.split(rowDelimiter ?? /\r\n|\r|\n/);
  return lines.findIndex((line, index) => index >= skipLines && line !== "" && left-- === 0);
}
