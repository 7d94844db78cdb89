import { isJson } from "../json.ts";

/** How deep objects and arrays may stand in each other, as in JSON Lines: targets and databases do not go deeper either. */
const maxDepth = 500;

/**
 * An object or array without the space between its tokens; null for any other text. Not by
 * JSON.stringify, which would round the numbers.
 */
export function compactJson(text: string, opening: "{" | "["): string | null {
  const json = text.trim();
  if (!json.startsWith(opening) || !isJson(json)) return null;
  const parts: string[] = [];
  let depth = 0;
  for (let at = 0; at < json.length;) {
    const quote = json.indexOf('"', at);
    const end = quote < 0 ? json.length : quote;
    const tokens = json.slice(at, end).replaceAll(/\s+/g, "");
    for (const token of tokens) {
      if (token === "{" || token === "[") depth++;
      else if (token === "}" || token === "]") depth--;
      if (depth > maxDepth) return null;
    }
    at = quote < 0 ? end : endOfString(json, quote);
    parts.push(tokens, json.slice(end, at));
  }
  return parts.join("");
}

/** Behind the string that begins at `from`, in valid JSON. No regular expression: those run out of stack in long strings. */
export function endOfString(json: string, from: number): number {
  for (let at = from + 1; ;) {
    const quote = json.indexOf('"', at);
    let backslashes = 0;
    while (json[quote - backslashes - 1] === "\\") backslashes++;
    if (backslashes % 2 === 0) return quote + 1;
    at = quote + 1;
  }
}
