import type { Finding } from "../format/finding.ts";
import type { SniffedRows } from "./sniff-rows.ts";

/** Lines that are looked at. */
const maxLines = 50;

export const fixedWidth: Finding = {
  code: "fixed-width",
  message: "its fields stand below each other, filled up with blanks, and no setting cuts such lines apart",
  settings: {},
  isSure: true,
};

/** Whether a single column is a table whose fields are filled up to one length each. */
export function isFixedWidth({ width, rows }: Pick<SniffedRows, "width" | "rows">, text: string): boolean {
  if (width > 1 || rows.length < 4) return false;
  const lines = text
    .split(/\r\n|\r|\n/)
    .filter((line) => line.trim() !== "")
    .slice(0, maxLines);
  if (!lines.every((line) => / {2}\S/.test(line))) return false;
  const length = Math.max(...lines.map((line) => line.trimEnd().length));
  const isGap = (at: number): boolean => lines.every((line) => (line[at] ?? " ") === " ");
  let gaps = 0;
  for (let at = 1; at < length; at++) {
    if (isGap(at - 1) && !isGap(at) && lines.some((line) => line.slice(0, at).trim() !== "")) gaps++;
  }
  return gaps > 1;
}
