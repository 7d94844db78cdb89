import type { NullMarkers } from "../format/dialect.ts";
import type { TableSection } from "./schema.ts";
import { flagOf, textsOf } from "./section.ts";

/** The null markers of a table, where it takes more than the text of a field to know one; else null. */
export function parseNulls(table: TableSection, quote: string, escape: string): NullMarkers | null {
  const texts = textsOf(table, "null_values");
  const mayBeQuoted = flagOf(table, "null_values_quoted");
  const hasEscape = (text: string): boolean => escape !== "" && escape !== quote && text.includes(escape);
  if (texts.length === 0 || (mayBeQuoted && !texts.some(hasEscape))) return null;
  const bytesOf = (text: string): Uint8Array => Buffer.from(text);
  return {
    read: texts.filter((text) => !hasEscape(text)).map(bytesOf),
    written: texts.filter(hasEscape).map(bytesOf),
    mayBeQuoted,
  };
}
