import type { Node, Assertion } from "./ast.ts";
import { join, wrap } from "./print-parts.ts";
import { printSet } from "./print-set.ts";

/**
 * Prints a pattern in RE2's syntax, or returns null when RE2 cannot say it. Only whether it matches is kept, and on demand
 * what its groups read, at a cost.
 */
export function toRe2(root: Node, groups: "forget" | "keep" = "forget"): string | null {
  return print(root, true, groups === "keep" ? "(" : "(?:");
}

/** `isLast`: nothing can be read after this part. `group`: how one of the pattern's groups opens. */
function print(node: Node, isLast: boolean, group: "(" | "(?:"): string | null {
  switch (node.kind) {
    case "one":
      return printSet(node.set, printCode);
    case "sequence":
      return join(
        node.items.map((item, index) => print(item, isLast && index === node.items.length - 1, group)),
        "",
      );
    case "choice":
      return wrap(
        join(
          node.branches.map((branch) => print(branch, isLast, group)),
          "|",
        ),
      );
    case "group":
      return wrap(print(node.body, isLast, group), group);
    case "repeat":
      return node.greed === "possessive" ? null : printRepeat(wrap(print(node.body, false, group)), node.min, node.max);
    case "at":
      return printPlace(node.place, isLast);
    case "look":
    case "atomic":
    case "same-as":
    case "if-group":
      return null;
  }
}

function printRepeat(body: string | null, min: number, max: number): string | null {
  if (body === null) return null;
  return max === Infinity ? `${body}{${min},}` : `${body}{${min},${max}}`;
}

function printPlace(place: Assertion, isLast: boolean): string | null {
  switch (place) {
    case "start":
      return "\\A";
    case "end":
      return "\\z";
    case "final-line-end":
      // RE2 cannot look ahead, but where nothing follows it may as well read the newline.
      return isLast ? "\\n?\\z" : null;
    case "line-start":
      return "(?m:^)";
    case "line-end":
      return "(?m:$)";
    case "ascii-word-edge":
      return "\\b";
    case "no-ascii-word-edge": // differs from RE2's on the empty key
    case "word-edge": // RE2's is ASCII
    case "no-word-edge":
      return null;
  }
}

function printCode(code: number): string {
  return `\\x{${code.toString(16)}}`;
}
