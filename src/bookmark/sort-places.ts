type Compare = (a: number, b: number) => number;

/**
 * Sorts numbers in place by merging what is in order already, as the pages of a listing are. The `sort` of an array whose
 * elements have a type does not look for that, and each takes four times the memory of the numbers besides.
 */
export function sortPlaces(places: Uint32Array, compare: Compare): void {
  let from: Uint32Array = places;
  let to: Uint32Array = new Uint32Array(places.length);
  let ends = endsOfRuns(places, compare);
  while (ends.length > 1) {
    ends = mergePairs(from, ends, to, compare);
    [from, to] = [to, from];
  }
  if (from !== places) places.set(from);
}

/** Where each of the runs that are in order ends. */
function endsOfRuns(places: Uint32Array, compare: Compare): readonly number[] {
  const ends: number[] = [];
  for (let at = 1; at < places.length; at++) {
    if (compare(places[at - 1] ?? 0, places[at] ?? 0) > 0) ends.push(at);
  }
  return [...ends, places.length];
}

/** Makes one run of each two, and says where these end. */
function mergePairs(from: Uint32Array, ends: readonly number[], to: Uint32Array, compare: Compare): readonly number[] {
  const merged: number[] = [];
  let at = 0;
  for (let run = 0; run < ends.length; run += 2) {
    const middle = ends[run] ?? at;
    const end = ends[run + 1] ?? middle;
    let [left, right] = [at, middle];
    for (; at < end; at++) {
      const isLeft = right === end || (left < middle && compare(from[left] ?? 0, from[right] ?? 0) <= 0);
      to[at] = from[isLeft ? left++ : right++] ?? 0;
    }
    merged.push(end);
  }
  return merged;
}
