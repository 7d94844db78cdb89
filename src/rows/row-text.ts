import { jsonKinds } from "./json-kinds.ts";
import { isNamed } from "./named-batch.ts";
import type { RowBatch } from "./row-batch.ts";
import { rowTexts } from "./row-texts.ts";

/**
 * A row as text, for those who must find out what is wrong with it: as CSV, whatever the dialect of the file; where
 * fields have names, as JSON, of which only the white space of the file is lost; or as it stands, if it could not be read.
 */
export function rowText(batch: RowBatch, row: number): string {
  const texts = rowTexts(batch, row);
  if (!isNamed(batch)) return texts.map(quoted).join(",");
  const { kinds, columns, keys } = batch;
  const first = batch.rows[row] ?? 0;
  if (kinds[first] === jsonKinds.broken) return texts.join("");
  const members = texts.map((text, index) => {
    const name = JSON.stringify(keys[columns[first + index] ?? 0] ?? "");
    return `${name}:${kinds[first + index] === jsonKinds.text ? JSON.stringify(text) : text}`;
  });
  return `{${members.join(",")}}`;
}

/** https://www.rfc-editor.org/rfc/rfc4180#section-2 */
function quoted(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
