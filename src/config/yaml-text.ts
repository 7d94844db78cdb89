import { parseDocument } from "yaml";
import type { ParsedText } from "./json-text.ts";
import { depthOfJson } from "./json-depth.ts";
import { lineAndColumn } from "./line-and-column.ts";

/**
 * Parses a YAML 1.2 text of one document. The library's messages are not used: they quote the text, but their codes, such
 * as BAD_INDENT, say what is wrong in words.
 */
export function parseYamlText(text: string): ParsedText {
  if (depthOfJson(text) > maxLevels || deepIndent.test(text)) return { problem: "is nested too deep" };
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

/** Far more than a config has. */
const maxLevels = 500;

/** Each level of a block takes a column at least, and the library calls itself for each. */
const deepIndent = /^[ \t?-]{1001}/m;
