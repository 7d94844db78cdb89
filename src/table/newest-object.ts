import type { Table } from "../config/config.ts";

/** Of objects in the order of their age, the oldest first, those that the table holds: of one that each new file replaces, the newest. */
export function heldBy<T>(objects: readonly T[], { replace }: Pick<Table, "replace">): readonly T[] {
  return replace ? objects.slice(-1) : objects;
}
