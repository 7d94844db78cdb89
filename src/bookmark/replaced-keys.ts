import type { PackedObjects } from "./packed-objects.ts";
import { scatter, type Listed } from "./version.ts";

/**
 * Where those objects stand whose key is listed twice, because they were replaced between two pages: such an object is read
 * as it is now.
 */
export function replacedIn(objects: PackedObjects<Listed>): ReadonlySet<number> {
  // A table of places by hashes of keys, from 1 on: a map of keys would take more memory than the objects.
  const table = new Uint32Array(2 ** Math.ceil(Math.log2(2 * objects.length + 1)));
  const replaced = new Set<number>();
  for (let index = 0; index < objects.length; index++) {
    const place = placeOf(objects, index, table);
    const other = (table[place] ?? 0) - 1;
    const isOlder = other >= 0 && objects.stampAt(other) > objects.stampAt(index);
    if (other >= 0) replaced.add(isOlder ? index : other);
    if (!isOlder) table[place] = index + 1;
  }
  return replaced;
}

/** The place of an object's key in the table, which is free where the key is new. */
function placeOf(objects: PackedObjects<Listed>, index: number, table: Uint32Array): number {
  const mask = table.length - 1;
  let place = hashOf(objects.keyAt(index)) & mask;
  for (let found = table[place] ?? 0; found !== 0; found = table[place] ?? 0) {
    if (objects.compareKeysAt(found - 1, index) === 0) break;
    place = (place + 1) & mask;
  }
  return place;
}

function hashOf(key: string): number {
  let hash = key.length;
  for (let at = 0; at < key.length; at++) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  return scatter(hash);
}
