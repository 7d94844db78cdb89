import type { Result } from "./rounds.ts";

/** One figure of the result, with what it should be. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly goal?: Goal;
}

/** A bound that a figure must keep. */
export type Goal = { readonly atLeast: number } | { readonly atMost: number };

/** What one part of the benchmark found out. */
export interface Findings {
  readonly figures: readonly Figure[];
  /** Of programs that were compared, in the order in which they are shown. */
  readonly results: readonly Result[];
  /** What went wrong or could not be measured, as sentences. */
  readonly remarks: readonly string[];
}

/** Whether the figure keeps its goal, or would if the bound were wider by `slack`: 0.2 for 20 percent. */
export function isMet({ value, goal }: Figure, slack = 0): boolean {
  if (goal === undefined) return true;
  return "atLeast" in goal ? value >= goal.atLeast * (1 - slack) : value <= goal.atMost * (1 + slack);
}
