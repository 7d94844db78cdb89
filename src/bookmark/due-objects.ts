import type { Part } from "./bookmark.ts";
import { DueList } from "./due-list.ts";
import { replacedIn } from "./replaced-keys.ts";
import type { PackedObjects } from "./packed-objects.ts";
import { isPartOf, type PlanOptions } from "./plan.ts";
import { sortPlaces } from "./sort-places.ts";
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
  const replaced = replacedIn(objects);
  const stamps = Float64Array.from({ length: objects.length }, (_, index) => objects.stampAt(index));
  const stampAt = (index: number): number => stamps[index] ?? Infinity;
  const sorted = placesWhere(
    (index) => !replaced.has(index) && isOwn?.(objects.keyAt(index)) !== false,
    objects.length,
  );
  sortPlaces(sorted, (a, b) => stampAt(a) - stampAt(b) || objects.compareKeysAt(a, b));
  const { parts, overrun, places } = partsOf(begun, sorted, objects, fingerprintOf);
  const order = places.size === 0 ? sorted : withFirst(places, sorted);
  return {
    due: new DueList(objects, order),
    oldestFrom: oldestFromEach(order, stampAt, floor),
    parts,
    overrun,
  };
}

/** Arrays without a type would grow to a fifth of what is held of the objects, for a moment in which all of it is. */
function placesWhere(isWanted: (index: number) => boolean, length: number): Uint32Array {
  const places = new Uint32Array(length);
  let count = 0;
  for (let index = 0; index < length; index++) if (isWanted(index)) places[count++] = index;
  return places.subarray(0, count);
}

function withFirst(first: ReadonlySet<number>, sorted: Uint32Array): Uint32Array {
  const order = new Uint32Array(sorted.length);
  let [begin, rest] = [0, first.size];
  for (const place of sorted) order[first.has(place) ? begin++ : rest++] = place;
  return order;
}

/** What has been begun of all that is due, and where that stands. */
function partsOf(
  begun: readonly Part[],
  sorted: Uint32Array,
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
  return { parts, overrun, places };
}

function oldestFromEach(order: Uint32Array, stampAt: (place: number) => number, floor: number): Float64Array {
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
