import type { Part } from "./bookmark.ts";
import { DueList } from "./due-list.ts";
import { compareKeys } from "./key-order.ts";
import { isPartOf, type PlanOptions } from "./plan.ts";
import type { Listed } from "./version.ts";

/** What is due in the order in which it is read, and what is needed beside it. */
export interface DueObjects<T> {
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
  objects: readonly T[],
  begun: readonly Part[],
  { cfgOf, isOwn }: PlanOptions,
  floor: number,
): DueObjects<T> {
  const own = isOwn === undefined ? objects : objects.filter(({ key }) => isOwn(key));
  const sorted = newestOfEachKey(own).sort(
    (a, b) => a.lastModified.getTime() - b.lastModified.getTime() || compareKeys(a.key, b.key),
  );
  const { parts, overrun } = partsOf(begun, sorted, cfgOf);
  const isBegun = (object: T): boolean => parts.some((part) => isPartOf(part, object, cfgOf));
  const due = parts.length === 0 ? sorted : [...sorted.filter(isBegun), ...sorted.filter((object) => !isBegun(object))];
  return { due: new DueList(due), oldestFrom: oldestFromEach(due, floor), parts, overrun };
}

/** A key that is listed twice, because it was replaced between two pages, is read as it is now. */
function newestOfEachKey<T extends Listed>(objects: readonly T[]): T[] {
  const newest = new Map<string, T>();
  for (const object of objects) {
    const other = newest.get(object.key);
    if (other === undefined || other.lastModified <= object.lastModified) newest.set(object.key, object);
  }
  return [...newest.values()];
}

function partsOf(
  begun: readonly Part[],
  due: readonly Listed[],
  cfgOf: PlanOptions["cfgOf"],
): Pick<DueObjects<Listed>, "parts" | "overrun"> {
  if (begun.length === 0) return { parts: [], overrun: [] };
  const byKey = new Map(due.map((object) => [object.key, object]));
  const parts: Part[] = [];
  const overrun: string[] = [];
  for (const part of begun) {
    const object = byKey.get(part.key);
    if (object === undefined || !isPartOf(part, object, cfgOf)) continue;
    if (part.byte > object.size) overrun.push(part.key);
    else parts.push(part);
  }
  return { parts, overrun };
}

function oldestFromEach(due: readonly Listed[], floor: number): Float64Array {
  const oldest = new Float64Array(due.length + 1).fill(Infinity);
  let soFar = Infinity;
  for (let index = due.length - 1; index >= 0; index--) {
    const stamp = due[index]?.lastModified.getTime() ?? Infinity;
    // What is late is not kept in mind by the floor.
    if (stamp > floor) soFar = Math.min(soFar, stamp);
    oldest[index] = soFar;
  }
  return oldest;
}
