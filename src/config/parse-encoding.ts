import type { TableSection } from "./schema.ts";
import { reject, textOf } from "./section.ts";

/** The WHATWG name of the table's encoding. Python's names for the same encodings are read too. */
export function parseEncoding(table: TableSection): string {
  const label = textOf(table, "encoding").trim().toLowerCase();
  const candidates = [label, pythonNames.get(label.replaceAll("_", "-")), label.replaceAll("_", "-")];
  for (const candidate of candidates) {
    const name = candidate === undefined ? undefined : nameOf(candidate);
    if (name !== undefined) return name;
  }
  const examples = '"utf-8", "utf-16le", "windows-1252", "iso-8859-15", "shift_jis", "gb18030"';
  reject(table, "encoding", `${JSON.stringify(label)} is not a known encoding; examples are ${examples}`);
  return "utf-8";
}

const pythonNames: ReadonlyMap<string, string> = new Map([
  // The byte order mark that this name is about is dropped in any case.
  ["utf-8-sig", "utf-8"],
  ["latin-1", "latin1"],
  ["utf-16-le", "utf-16le"],
  ["utf-16-be", "utf-16be"],
  ["mac-roman", "macintosh"],
]);

function nameOf(label: string): string | undefined {
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return undefined;
  }
}
