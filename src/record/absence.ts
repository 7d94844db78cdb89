import type { Layout, Slot } from "./layout.ts";
import { badValue, nullKey } from "./row-errors.ts";
import { isNull } from "./write-value.ts";

/**
 * What it means that a field has no value of its column's type. Throws where a record cannot be
 * without it; true when the value is one that must not be lost.
 */
export function judgeAbsence(slot: Slot, reason: number, layout: Layout, line: number): boolean {
  if (slot.isKey) throw reason === isNull ? nullKey(slot, layout, line) : badValue(slot, layout, line);
  if (reason === isNull) return false;
  if (layout.stream.onMismatch === "fail") throw badValue(slot, layout, line);
  layout.tally.countMismatch(slot.name);
  return true;
}
