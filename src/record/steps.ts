import {
  boolean,
  date,
  dateTime,
  decimal,
  integer,
  isEmptyNull,
  number,
  other,
  plainText,
  stepSize,
  textOrNull,
} from "../../kernel/encode-codes.ts";
import type { FieldKind } from "../schema/column-type.ts";
import type { Slot } from "./layout.ts";
import { laneSize } from "./memory.ts";

/**
 * What the encoder's kernel does with the fields of a row: for each what, where its prefix begins in the bytes of the
 * pool, how long it is, and what else is known.
 */
export function stepsOf(slots: readonly (Slot | null)[], hasPlainDates: boolean): Uint32Array {
  const words = stepSize / Uint32Array.BYTES_PER_ELEMENT;
  const steps = new Uint32Array(words * slots.length);
  for (const [field, slot] of slots.entries()) {
    // All zeros: the field is skipped.
    if (slot === null) continue;
    const { prefix, type, isKey } = slot;
    const isBlankNull = type.isBlankNull && type.isNullable && !isKey;
    steps.set(
      [kindOf(slot, hasPlainDates), prefix.from * laneSize, prefix.length, isBlankNull ? isEmptyNull : 0],
      words * field,
    );
  }
  return steps;
}

function kindOf({ isPlainText, first, type }: Slot, hasPlainDates: boolean): number {
  if (isPlainText) return plainText;
  if (type.kinds[0] === "string" && !type.isBlankNull) return textOrNull;
  if (first === null || (!hasPlainDates && (first === "date" || first === "date-time"))) return other;
  return knownKinds.get(first) ?? other;
}

/** The kinds of which the kernel knows the plain form. */
const knownKinds: ReadonlyMap<FieldKind, number> = new Map([
  ["integer", integer],
  ["number", number],
  ["decimal", decimal],
  ["boolean", boolean],
  ["date", date],
  ["date-time", dateTime],
]);
