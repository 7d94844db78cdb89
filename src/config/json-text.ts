import { type Node, type ParseError, parseTree } from "jsonc-parser";
import { depthOfJson } from "./json-depth.ts";
import { lineAndColumn } from "./line-and-column.ts";

const maxLevels = 1000;

/** A text's value, or what is wrong with it and where. The text itself never appears, because it may hold secrets. */
export type ParsedText = { readonly value: unknown } | { readonly problem: string };

/**
 * Parses a JSON text; comments and commas before a closing bracket are accepted. The message of `JSON.parse` is not used:
 * it quotes the text, and does not always name the place.
 */
export function parseJsonText(text: string): ParsedText {
  // RFC 8259 lets a parser ignore a byte order mark, and Windows editors write one.
  const withoutMark = text.replace(/^\uFEFF/, "");
  // What reads and writes JSON calls itself for each level, and ends at some ten thousand.
  if (depthOfJson(withoutMark) > maxLevels) return { problem: `is nested more than ${maxLevels} levels deep` };
  try {
    return { value: JSON.parse(withoutMark) };
  } catch {
    const errors: ParseError[] = [];
    const tree = parseTree(withoutMark, errors, { allowTrailingComma: true });
    const [error] = errors;
    if (error === undefined && tree !== undefined) return { value: valueOf(tree) };
    const { error: code, offset } = error ?? { error: 0, offset: withoutMark.length };
    const place = lineAndColumn(withoutMark, offset);
    return { problem: `is not valid JSON: ${place}: ${expectations[code] ?? "expected a value"}` };
  }
}

/** Not the library's own: an assignment to a key named __proto__ would set the prototype. */
function valueOf({ type, value, children = [] }: Node): unknown {
  if (type === "array") return children.map(valueOf);
  if (type !== "object") return value;
  return Object.fromEntries(children.map(({ children: pair = [] }) => [pair[0]?.value, pair[1] && valueOf(pair[1])]));
}

/** By the numbers of the library's ParseErrorCode, an enum that exists in types only. */
const expectations: Readonly<Record<number, string>> = {
  1: "expected a value, or a name in double quotes",
  2: "expected a number",
  3: "expected a name in double quotes",
  4: "expected a value",
  5: "expected a colon",
  6: "expected a comma or a closing bracket",
  7: "expected a comma or }",
  8: "expected a comma or ]",
  9: "expected the end",
  10: "expected no comment",
  11: "expected the end of a comment",
  12: "expected a string that ends in a quote",
  13: "expected a number",
  14: "expected four hexadecimal digits behind \\u",
  15: "expected an escape that JSON knows",
  16: "expected no control character",
};
