import type { Part } from "./bookmark.ts";
import { DueList } from "./due-list.ts";
import { replacedIn } from "./replaced-keys.ts";
import type { PackedObjects } from "./packed-objects.ts";
import { isPartOf, type PlanOptions } from "./plan.ts";
import type { Listed } from "./version.ts";

/** What is due in the order in which it is read, and what is needed beside it. */
export interface DueObjects<T extends Listed> {
  readonly due: DueList<T>;
  readonly oldestFrom: Float64Array;
  /** Of the begun objects, those that are due and have not changed. */
  readonly parts: readonly Part[];
  /** Keys of begun objects that end before the place where they are to be gone on with. */
  readonly overrun: readonly string[];
}

/**
 * Orders what is due and to be read by this run: begun objects first, then by stamp, then by key as listed. What is stamped
 * up to `floor` the floor does not wait for.
 */
export function orderDue<T extends Listed>(
  objects: PackedObjects<T>,
  begun: readonly Part[],
  { fingerprintOf, isOwn }: PlanOptions,
  floor: number,
): DueObjects<T> {
  const stamps = Float64Array.from({ length: objects.length }, (_, index) => objects.stampAt(index));
  const stampAt = (index: number): number => stamps[index] ?? Infinity;
  // An array, because one of types is sorted without regard to what is in order already.
  const replaced = replacedIn(objects);
  const sorted = Array.from({ length: objects.length }, (_, index) => index)
    .filter((index) => !replaced.has(index) && isOwn?.(objects.keyAt(index)) !== false)
    .sort((a, b) => stampAt(a) - stampAt(b) || objects.compareKeysAt(a, b));
  const { parts, overrun, places } = partsOf(begun, sorted, objects, fingerprintOf);
  const order = places.size === 0 ? sorted : [...places, ...sorted.filter((index) => !places.has(index))];
  return {
    due: new DueList(objects, Uint32Array.from(order)),
    oldestFrom: oldestFromEach(order, stampAt, floor),
    parts,
    overrun,
  };
}

/** What has been begun of all that is due, and where that stands, in order. */
function partsOf(
  begun: readonly Part[],
  sorted: readonly number[],
  objects: PackedObjects<Listed>,
  fingerprintOf: PlanOptions["fingerprintOf"],
): Pick<DueObjects<Listed>, "parts" | "overrun"> & { readonly places: ReadonlySet<number> } {
  const places = new Set<number>();
  if (begun.length === 0) return { parts: [], overrun: [], places };
  const keys = new Set(begun.map(({ key }) => key));
  const placeOf = new Map<string, number>();
  for (const index of sorted) {
    const key = objects.keyAt(index);
    if (keys.has(key)) placeOf.set(key, index);
  }
  const parts: Part[] = [];
  const overrun: string[] = [];
  for (const part of begun) {
    const place = placeOf.get(part.key);
    const object = place === undefined ? null : objects.at(place);
    if (place === undefined || object === null || !isPartOf(part, object, fingerprintOf)) continue;
    if (part.byte > object.size) overrun.push(part.key);
    else {
      parts.push(part);
      places.add(place);
    }
  }
  return { parts, overrun, places: new Set(sorted.filter((index) => places.has(index))) };
}

function oldestFromEach(order: readonly number[], stampAt: (place: number) => number, floor: number): Float64Array {
  const oldest = new Float64Array(order.length + 1).fill(Infinity);
  let soFar = Infinity;
  for (let index = order.length - 1; index >= 0; index--) {
    const stamp = stampAt(order[index] ?? Infinity);
    // What is late is not kept in mind by the floor.
    if (stamp > floor) soFar = Math.min(soFar, stamp);
    oldest[index] = soFar;
  }
  return oldest;
}
