import { type Coverage, isSameScope, type Scope, type StoredBookmark } from "./bookmark.ts";
import type { EarlierScope } from "./earlier-coverage.ts";
import { IdSet } from "./id-set.ts";

/** The coverage that a run goes on with, and those before it that can still be told. */
export interface Coverages {
  readonly present: Coverage;
  readonly earlier: readonly { readonly coverage: Coverage; readonly scope: EarlierScope }[];
  readonly isOtherScope: boolean;
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
