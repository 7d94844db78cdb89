import type { IdSet } from "./id-set.ts";
import type { Version } from "./version.ts";

/** The versions above a floor; the others go into the set of those below it. */
export function passFloor(versions: readonly Version[], floor: number, below: IdSet | null): Version[] {
  return versions.filter(({ lastModified, id }) => {
    if (lastModified > floor) return true;
    below?.addId(id);
    return false;
  });
}
