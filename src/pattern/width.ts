import type { Node } from "./ast.ts";

/** The fewest and the most characters that a part can match. */
export type Width = readonly [least: number, most: number];

/** Says how many characters a part can match; `ofGroup` knows the groups that back-references name. */
export function widthOf(node: Node, ofGroup: (number: number) => Width): Width {
  switch (node.kind) {
    case "one":
      return [1, 1];
    case "sequence":
      return node.items.map((item) => widthOf(item, ofGroup)).reduce((a, b) => [a[0] + b[0], a[1] + b[1]], [0, 0]);
    case "choice":
      return node.branches.map((branch) => widthOf(branch, ofGroup)).reduce(either);
    case "repeat": {
      const [least, most] = widthOf(node.body, ofGroup);
      return [least * node.min, most === 0 ? 0 : most * node.max];
    }
    case "group":
    case "atomic":
      return widthOf(node.body, ofGroup);
    case "at":
    case "look":
      return [0, 0];
    case "same-as":
      return ofGroup(node.group);
    case "if-group":
      return either(widthOf(node.yes, ofGroup), widthOf(node.no, ofGroup));
  }
}

function either(a: Width, b: Width): Width {
  return [Math.min(a[0], b[0]), Math.max(a[1], b[1])];
}
