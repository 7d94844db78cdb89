import type { Assertion } from "./ast.ts";
import { isAsciiWord, isWord } from "./unicode.ts";

const newline = 10;

/** Says whether a position of the key is the place; `key` holds code points. */
export function isAt(place: Assertion, key: readonly number[], position: number): boolean {
  switch (place) {
    case "start":
      return position === 0;
    case "end":
      return position === key.length;
    case "final-line-end":
      return position === key.length || (position === key.length - 1 && key[position] === newline);
    case "line-start":
      return position === 0 || key[position - 1] === newline;
    case "line-end":
      return position === key.length || key[position] === newline;
    case "word-edge":
      return isEdge(isWord, key, position);
    case "ascii-word-edge":
      return isEdge(isAsciiWord, key, position);
    // On empty text Python finds neither an edge nor its absence.
    case "no-word-edge":
      return key.length > 0 && !isEdge(isWord, key, position);
    case "no-ascii-word-edge":
      return key.length > 0 && !isEdge(isAsciiWord, key, position);
  }
}

function isEdge(isMember: (code: number) => boolean, key: readonly number[], position: number): boolean {
  const before = key[position - 1];
  const after = key[position];
  return (before !== undefined && isMember(before)) !== (after !== undefined && isMember(after));
}
