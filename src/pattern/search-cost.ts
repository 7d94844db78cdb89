import type { Node } from "./ast.ts";

/** The longest key that S3 allows, in characters. */
export const maxKeyLength = 1024;

/**
 * How many steps a backtracking search may need for a key of the greatest length, whatever the key is: each of its
 * positions as a beginning, times all ways to read on from there. `Infinity` for what explodes.
 */
export function searchCost(root: Node): number {
  return maxKeyLength * costOf(root).steps;
}

interface Cost {
  /** How many ways there are to read the part at one position, each of which what follows has to be tried after. */
  readonly ways: number;
  /** One at least, also for what reads nothing: nothing, tried without end, would be no number. */
  readonly steps: number;
}

const oneStep: Cost = { ways: 1, steps: 1 };
/** Of all beginnings, one is the start of the key. */
const start: Cost = { ways: 1 / maxKeyLength, steps: 1 };

function costOf(node: Node): Cost {
  switch (node.kind) {
    case "one":
      return oneStep;
    case "at":
      return node.place === "start" ? start : oneStep;
    case "sequence":
      return node.items.length === 0 ? oneStep : node.items.map(costOf).reduce(oneAfterTheOther);
    case "choice":
      return node.branches.map(costOf).reduce((a, b) => ({ ways: a.ways + b.ways, steps: a.steps + b.steps }));
    case "group":
      return costOf(node.body);
    case "repeat":
      return node.greed === "possessive" ? endless : costOfRepeat(costOf(node.body), node.min, node.max);
    case "look":
    case "atomic":
    case "same-as":
    case "if-group":
      return endless;
  }
}

const endless: Cost = { ways: Infinity, steps: Infinity };

function oneAfterTheOther(first: Cost, second: Cost): Cost {
  return { ways: first.ways * second.ways, steps: first.steps + first.ways * second.steps };
}

/** Each round begins after all the ways to read the rounds before it. */
function costOfRepeat(body: Cost, min: number, max: number): Cost {
  const waysOfRound = Math.max(1, body.ways);
  let waysSoFar = 1;
  let ways = min === 0 ? 1 : 0;
  let steps = 0;
  for (let round = 1; round <= Math.min(max, Math.max(min, maxKeyLength)) && steps < Infinity; round++) {
    steps += waysSoFar * body.steps;
    waysSoFar *= waysOfRound;
    if (round >= min) ways += waysSoFar;
  }
  return steps === Infinity ? endless : { ways, steps: Math.max(1, steps) };
}
