import type { IdSet } from "./id-set.ts";
import type { Mark } from "./version.ts";

/** What a listing tells of what is done at or below the floor. */
export interface Comparison {
  /** Marks that are listed and not done, where the set cannot tell of each mark. */
  readonly late: readonly Mark[];
  /** How many are done and not listed; where more has changed than can be told, how many fewer are listed. */
  readonly gone: number;
  readonly isTold: boolean;
}

/** `known`: how many of the listed the set has told to be done. */
export function compareBelow(done: IdSet | null, listed: IdSet, known: number): Comparison {
  if (done === null || done.isPlain) return { late: [], gone: (done?.size ?? 0) - known, isTold: true };
  const late = done.lackingOf(listed);
  return { late: late ?? [], gone: done.size - listed.size + (late?.length ?? 0), isTold: late !== null };
}
