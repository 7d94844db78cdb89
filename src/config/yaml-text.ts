import { parseDocument } from "yaml";
import type { ParsedText } from "./json-text.ts";
import { lineAndColumn } from "./line-and-column.ts";

/**
 * Parses a YAML 1.2 text of one document. The library's messages are not used: they quote the text, but their codes, such
 * as BAD_INDENT, say what is wrong in words.
 */
export function parseYamlText(text: string): ParsedText {
  const document = parseDocument(text, { prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined) {
    const what = error.code.toLowerCase().replaceAll("_", " ");
    return { problem: `is not valid YAML: ${lineAndColumn(text, error.pos[0])}: ${what}` };
  }
  try {
    return { value: document.toJS() };
  } catch {
    return { problem: "is not valid YAML: an alias names no anchor before it, or the aliases make it too large" };
  }
}
