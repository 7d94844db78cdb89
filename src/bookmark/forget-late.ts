import type { IdSet } from "./id-set.ts";
import { idOf, type Mark, type Version } from "./version.ts";

/** Takes what came late out of what counts as done: out of what is `known` above the floor, or of `below`. Gives its ids. */
export function forgetLate(late: readonly Mark[], known: Version[], below: IdSet): ReadonlySet<string> {
  const ids = new Set(late.map(idOf));
  const above = takeOut(known, ids);
  for (const mark of late) if (!above.has(idOf(mark))) below.delete(mark);
  return ids;
}

/** Takes the versions of these ids out of the list, in place, and gives the ids that were there. */
function takeOut(versions: Version[], ids: ReadonlySet<string>): Set<string> {
  const found = new Set<string>();
  if (ids.size === 0) return found;
  let kept = 0;
  for (const version of versions) {
    if (ids.has(version.id)) found.add(version.id);
    else versions[kept++] = version;
  }
  versions.length = kept;
  return found;
}
