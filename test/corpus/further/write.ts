import { encodeText } from "../encode-text.ts";
import type { CorpusFile } from "../corpus-file.ts";
import type { Rows } from "../tables.ts";

/** Numbers from one on. */
export const range = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index + 1);

export const two = (n: number): string => String(n).padStart(2, "0");

export const pick = (texts: readonly string[], n: number): string => texts[n % texts.length] ?? "";

export const comma = (n: number): string => n.toFixed(2).replace(".", ",");

/** Names for columns without any. */
export const unnamed = (count: number): readonly string[] => range(count).map((n) => `column_${n}`);

export const when = (n: number): string => `2024-03-${two(n)}`;

export const customers = ["ACME CORP", "BOLT & SONS", "CARGO LTD", "DELTA INC"];

interface Written {
  readonly rows: Rows;
  /** The file, line by line. */
  readonly lines: readonly string[];
  readonly lineEnd?: string;
  readonly encoding?: string;
  readonly hasMark?: boolean;
  /** Where not everything is rows below one header. */
  readonly isPlain?: boolean;
  readonly isBeyondSettings?: boolean;
}

export function file(
  program: string,
  {
    rows,
    lines,
    lineEnd = "\n",
    encoding = "utf-8",
    hasMark = false,
    isPlain = true,
    isBeyondSettings = false,
  }: Written,
): CorpusFile {
  const text = `${hasMark ? "\ufeff" : ""}${lines.map((line) => line + lineEnd).join("")}`;
  return {
    program,
    bytes: encodeText(text, encoding),
    rows,
    isPlain: isPlain && encoding === "utf-8",
    isBeyondSettings,
  };
}

export const plainly = (rows: Rows, delimiter: string): readonly string[] => rows.map((row) => row.join(delimiter));
export const quoted = (row: readonly string[], delimiter: string): string =>
  row.map((field) => `"${field}"`).join(delimiter);

export const csvLine = (row: readonly string[]): string =>
  row.map((field) => (/[",\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)).join(",");
