import { badValue, nullKey } from "./row-errors.ts";
import type { Slot } from "./slot.ts";
import { lineOf, type Work } from "./work.ts";

/** Why a field has no value: it is null, or of none of its column's kinds. */
export type Absence = "null" | "misfit";

/**
 * What it means that a field has no value of its column's type. Throws where a record cannot be
 * without it; true when the value is one that must not be lost.
 */
export function onMissingValue(work: Work, slot: Slot, reason: Absence): boolean {
  const { layout } = work;
  if (slot.isKey) throw reason === "null" ? nullKey(slot, layout, lineOf(work)) : badValue(slot, layout, lineOf(work));
  if (reason === "null") return false;
  if (layout.stream.onMismatch === "fail") throw badValue(slot, layout, lineOf(work));
  layout.tally.countMismatch(slot.name);
  return true;
}

/** An empty text is a key, as it is for the reference tap: it is counted, or its row rejected where something takes that. */
export function onEmptyKey(work: Work, slot: Slot): void {
  const { layout } = work;
  if (layout.stream.onMismatch === "reject") throw nullKey(slot, layout, lineOf(work));
  layout.tally.countEmptyKey(lineOf(work));
}
