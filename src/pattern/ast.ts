import type { CharSet } from "./char-set.ts";

/** Where in the key a position is, without reading a character. */
export type Assertion =
  | "start"
  | "end"
  | "final-line-end" // the end, or before a newline that ends the key
  | "line-start"
  | "line-end"
  | "word-edge"
  | "no-word-edge"
  | "ascii-word-edge"
  | "no-ascii-word-edge";

/** Which differences of case a back-reference overlooks. */
export type Fold = "none" | "ascii" | "unicode";

/** A pattern as Python means it. Flags are resolved: sets carry both cases, places know about lines. */
export type Node =
  | { readonly kind: "one"; readonly set: CharSet }
  | { readonly kind: "sequence"; readonly items: readonly Node[] }
  | { readonly kind: "choice"; readonly branches: readonly Node[] }
  | {
      readonly kind: "repeat";
      readonly body: Node;
      readonly min: number;
      /** `Infinity` when there is no upper bound. */
      readonly max: number;
      readonly greed: "greedy" | "lazy" | "possessive";
    }
  | { readonly kind: "group"; readonly number: number; readonly body: Node }
  | { readonly kind: "atomic"; readonly body: Node }
  | { readonly kind: "at"; readonly place: Assertion }
  /** `width` is how many characters a look-behind goes back, and 0 for a look-ahead. */
  | { readonly kind: "look"; readonly wanted: boolean; readonly width: number; readonly body: Node }
  | { readonly kind: "same-as"; readonly group: number; readonly fold: Fold }
  | { readonly kind: "if-group"; readonly group: number; readonly yes: Node; readonly no: Node };

/** Matches without reading anything. */
export const nothing: Node = { kind: "sequence", items: [] };

/** The node and everything in it. */
export function* partsOf(node: Node): Generator<Node> {
  yield node;
  for (const child of childrenOf(node)) yield* partsOf(child);
}

function childrenOf(node: Node): readonly Node[] {
  switch (node.kind) {
    case "sequence":
      return node.items;
    case "choice":
      return node.branches;
    case "repeat":
    case "group":
    case "atomic":
    case "look":
      return [node.body];
    case "if-group":
      return [node.yes, node.no];
    case "one":
    case "at":
    case "same-as":
      return [];
  }
}
