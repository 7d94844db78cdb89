import type { FileSettings } from "../format/file-settings.ts";
import { SampledColumn } from "../schema/infer.ts";
import { plainForm } from "../schema/number-form.ts";
import { usualWidth } from "./sniff-dialect.ts";

/** What seems to be wrong about where the header is. */
export type HeaderFinding =
  | { readonly kind: "lines above"; readonly count: number }
  | { readonly kind: "comments above"; readonly sign: string }
  | { readonly kind: "no header" }
  | { readonly kind: "header not told" };

/** Holds the first rows of a file against what the table says of their header; null where it seems right. */
export function sniffHeader(
  rows: readonly (readonly string[])[],
  { header, dialect }: FileSettings,
): HeaderFinding | null {
  const width = usualWidth(rows);
  const above = rows.findIndex(({ length }) => length === width);
  const [first = []] = rows;
  if (header === true && width > 1 && above > 0 && rows.slice(0, above).every(({ length }) => length < width)) {
    const sign = ["#", "//", "--"].find((mark) => rows.slice(0, above).every(([field = ""]) => field.startsWith(mark)));
    if (sign !== undefined && dialect.comment === "") return { kind: "comments above", sign };
    return { kind: "lines above", count: above };
  }
  if (Array.isArray(header) && first.join("\n") === header.join("\n")) return { kind: "header not told" };
  const votes = votesFor(first, rows.slice(1));
  if (header === true) return votes.data > votes.header ? { kind: "no header" } : null;
  return votes.header > votes.data ? { kind: "header not told" } : null;
}

/** In a column of numbers or dates a name stands out, and a first row of data does not: as Python's csv.Sniffer has it. */
function votesFor(
  first: readonly string[],
  rest: readonly (readonly string[])[],
): { readonly header: number; readonly data: number } {
  let [header, data] = [0, 0];
  for (const [column, text] of first.entries()) {
    const kind = kindOf(rest.map((row) => row[column] ?? ""));
    if (kind === "string" || text.trim() === "" || year.test(text)) continue;
    if (kindOf([text]) === "string") header++;
    else data++;
  }
  return { header, data };
}

/** Years are names as often as they are data. */
const year = /^(?:19|20)\d\d$/;

function kindOf(texts: readonly string[]): string {
  const column = new SampledColumn([], plainForm);
  for (const text of texts) column.observe(text);
  return column.kind();
}
