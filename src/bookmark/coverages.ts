import { type Coverage, isSameScope, isSketched, type Scope, type StoredBookmark } from "./bookmark.ts";
import type { EarlierScope } from "./earlier-coverage.ts";
import { IdSet } from "./id-set.ts";

/** The coverage that a run goes on with, and those before it that can still be told. */
export interface Coverages {
  readonly present: Coverage;
  readonly earlier: readonly { readonly coverage: Coverage; readonly scope: EarlierScope }[];
  readonly isOtherScope: boolean;
}

/** Everything visible at or below it counts as done, unless the ids of the present coverage know better. */
export function baseOf({ floor }: Coverage, { modifiedSince }: StoredBookmark, start: number): number {
  // Earlier versions let the floor rise with the clock, past all that they had read.
  return Math.min(floor, Math.max(modifiedSince, start));
}

/** The earlier scopes of which a run has to list all objects, so that their sketches can tell what came late. */
export function scopesToCompare(stored: StoredBookmark, scope: Scope, start: number): readonly Scope[] {
  const { present, earlier } = coveragesOf(stored, scope, start, () => ({ includes: () => false, isListed: false }));
  const base = baseOf(present, stored, start);
  return earlier.flatMap(({ coverage }) =>
    coverage.scope !== null && coverage.floor > base && isSketched(coverage) ? [coverage.scope] : [],
  );
}

/** What has been read, by scope. A bookmark of another scope than the config's is an earlier one, and the present one starts empty. */
export function coveragesOf(
  { modifiedSince, files }: StoredBookmark,
  scope: Scope,
  start: number,
  readScope: (scope: Scope) => EarlierScope | null,
): Coverages {
  const read = (coverage: Coverage): Coverages["earlier"] => {
    const found = coverage.scope === null ? null : readScope(coverage.scope);
    return found === null ? [] : [{ coverage, scope: found }];
  };
  const fresh = { scope, floor: start, seen: [], below: new IdSet() };
  if (files === null) {
    const present = modifiedSince === -Infinity ? fresh : { scope, floor: modifiedSince, seen: [], below: null };
    return { present, earlier: [], isOtherScope: false };
  }
  const earlier = files.earlier.flatMap(read);
  if (files.scope === null || isSameScope(files.scope, scope)) return { present: files, earlier, isOtherScope: false };
  const last = read(files);
  // A scope that cannot be told any more is taken for the present one.
  if (last.length === 0) return { present: files, earlier, isOtherScope: false };
  return { present: fresh, earlier: [...last, ...earlier], isOtherScope: true };
}
