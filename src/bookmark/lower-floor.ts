import type { IdSet } from "./id-set.ts";
import type { PackedObjects } from "./packed-objects.ts";
import type { Listed, Version } from "./version.ts";

/**
 * The floor below all that is due: where every id is known, what is late and what is not done below the floor is told by
 * lowering it. What is done between the two goes from `below` to what is `known` above.
 */
export function lowerFloor(
  floor: number,
  due: PackedObjects<Listed>,
  done: readonly Version[],
  known: Version[],
  below: IdSet,
): number {
  let oldest = Infinity;
  for (let index = 0; index < due.length; index++) oldest = Math.min(oldest, due.stampAt(index));
  const lowered = Math.min(floor, oldest - 1);
  for (const version of done) {
    if (version.lastModified <= lowered || version.lastModified > floor) continue;
    known.push(version);
    below.deleteId(version.id);
  }
  return lowered;
}
