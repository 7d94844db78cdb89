import type { Node } from "./ast.ts";
import { onlyMember } from "./char-set.ts";

/** The longest text with which every key that matches is known to start. */
export function literalPrefix(root: Node): string {
  if (!isAnchored(root)) return "";
  return startOf(root)
    .text.map((code) => String.fromCodePoint(code))
    .join("");
}

/** Says whether the part can only match at the start of the key. */
function isAnchored(node: Node): boolean {
  switch (node.kind) {
    case "at":
      return node.place === "start";
    case "sequence":
      for (const item of node.items) {
        if (isAnchored(item)) return true;
        if (!readsNothing(item)) return false;
      }
      return false;
    case "choice":
      return node.branches.every(isAnchored);
    case "group":
    case "atomic":
      return isAnchored(node.body);
    case "repeat":
      return node.min > 0 && isAnchored(node.body);
    case "one":
    case "look":
    case "same-as":
    case "if-group":
      return false;
  }
}

function readsNothing(node: Node): boolean {
  const { text, isWhole } = startOf(node);
  return isWhole && text.length === 0;
}

/** All that the part reads starts with `text`; `isWhole` when it reads exactly that. */
interface Start {
  readonly text: readonly number[];
  readonly isWhole: boolean;
}

const unknown: Start = { text: [], isWhole: false };

function startOf(node: Node): Start {
  switch (node.kind) {
    case "one": {
      const code = onlyMember(node.set);
      return code === null ? unknown : { text: [code], isWhole: true };
    }
    case "at":
    case "look":
      return { text: [], isWhole: true };
    case "sequence":
      return startOfSequence(node.items);
    case "choice":
      return node.branches.map(startOf).reduce(common);
    case "group":
    case "atomic":
      return startOf(node.body);
    case "repeat": {
      if (node.max === 0) return { text: [], isWhole: true };
      if (node.min === 0) return unknown;
      const { text, isWhole } = startOf(node.body);
      return { text, isWhole: isWhole && (text.length === 0 || (node.min === 1 && node.max === 1)) };
    }
    case "if-group":
      return common(startOf(node.yes), startOf(node.no));
    case "same-as":
      return unknown;
  }
}

function startOfSequence(items: readonly Node[]): Start {
  const text: number[] = [];
  for (const item of items) {
    const start = startOf(item);
    for (const code of start.text) text.push(code);
    if (!start.isWhole) return { text, isWhole: false };
  }
  return { text, isWhole: true };
}

function common(a: Start, b: Start): Start {
  const end = a.text.findIndex((code, index) => code !== b.text[index]);
  const text = end < 0 ? a.text : a.text.slice(0, end);
  return { text, isWhole: a.isWhole && b.isWhole && a.text.length === b.text.length && end < 0 };
}
