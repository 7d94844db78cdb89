import type { Slot } from "./layout.ts";

/** What the encoder does with each field, as numbers: it would look up objects anew for every field of every row. */
export interface Steps {
  /** One of the numbers below. */
  readonly kinds: Uint8Array;
  /** Where the prefix of the field begins in the pool's lanes. */
  readonly lanes: Uint32Array;
  /** Bytes of the prefix. */
  readonly lengths: Uint32Array;
}

/** The field is no member of the record. */
export const skip = 0;
/** The field is text as it stands, or begins as a value of the kind; each has a way of its own. */
export const plainText = 1;
export const integer = 2;
export const number = 3;
export const dateTime = 4;
/** Text, but for those texts that stand for null. */
export const textOrNull = 5;
/** Anything else. */
export const other = 6;

/** The steps for the fields of a row. */
export function stepsOf(slots: readonly (Slot | null)[], hasPlainDates: boolean): Steps {
  return {
    kinds: Uint8Array.from(slots, (slot) => (slot === null ? skip : stepOf(slot, hasPlainDates))),
    lanes: Uint32Array.from(slots, (slot) => slot?.prefix.from ?? 0),
    lengths: Uint32Array.from(slots, (slot) => slot?.prefix.length ?? 0),
  };
}

function stepOf({ isPlainText, first, type }: Slot, hasPlainDates: boolean): number {
  if (isPlainText) return plainText;
  if (type.kinds[0] === "string" && !type.isBlankNull) return textOrNull;
  if (first === "integer") return integer;
  if (first === "number") return number;
  return first === "date-time" && hasPlainDates ? dateTime : other;
}
