import type { FieldKind } from "../schema/column-type.ts";
import { writeDate, writeDateTime } from "./dates.ts";
import { writeString } from "./json-bytes.ts";
import type { Layout, Slot } from "./layout.ts";
import { readValue } from "./read-value.ts";
import { notPlain, writeBoolean, writeDecimal, writeInteger, writeNumber } from "./values.ts";

/** What `writeValue` returns for a field that is null. */
export const isNull = -2;

/** What `writeValue` returns for a field that is of none of its column's kinds. */
export const isMisfit = -3;

/**
 * Writes a field as the first kind of its column that takes it. Returns the position behind it, or
 * the reason why there is none.
 */
export function writeValue(
  slot: Slot,
  layout: Layout,
  bytes: Uint8Array,
  from: number,
  to: number,
  out: Uint8Array,
  at: number,
): number {
  const { kinds, isBlankNull } = slot.type;
  if (from === to && isBlankNull) return isNull;
  if (layout.nulls.length > 0 && isNullText(bytes, from, to, layout.nulls)) return isNull;
  for (let i = 0; i < kinds.length; i++) {
    const kind = kinds[i]!;
    let end = writePlain(kind, layout.hasPlainDates, bytes, from, to, out, at);
    if (end === notPlain) end = writeUnusual(kind, slot, layout, bytes.subarray(from, to), out, at);
    if (end !== notPlain) return end;
  }
  return isBlankNull && textOf(bytes.subarray(from, to)).trim() === "" ? isNull : isMisfit;
}

/** Writes null, and returns the position behind it. */
export function writeNull(out: Uint8Array, at: number): number {
  out[at] = 0x6e;
  out[at + 1] = 0x75;
  out[at + 2] = 0x6c;
  out[at + 3] = 0x6c;
  return at + 4;
}

/** The ways without a string. */
function writePlain(
  kind: FieldKind,
  hasPlainDates: boolean,
  bytes: Uint8Array,
  from: number,
  to: number,
  out: Uint8Array,
  at: number,
): number {
  switch (kind) {
    case "string":
      return writeString(bytes, from, to, out, at);
    case "integer":
      return writeInteger(bytes, from, to, out, at);
    case "number":
      return writeNumber(bytes, from, to, out, at);
    case "decimal":
      return writeDecimal(bytes, from, to, out, at);
    case "boolean":
      return writeBoolean(bytes, from, to, out, at);
    case "date":
      return hasPlainDates ? writeDate(bytes, from, to, out, at) : notPlain;
    case "date-time":
      return hasPlainDates ? writeDateTime(bytes, from, to, out, at) : notPlain;
    case "object":
    case "array":
      return notPlain;
  }
}

const encoder = new TextEncoder();

/** The way for everything that is not plain. */
function writeUnusual(
  kind: FieldKind,
  slot: Slot,
  layout: Layout,
  field: Uint8Array,
  out: Uint8Array,
  at: number,
): number {
  const value = readValue(kind, textOf(field), layout.readDate);
  if (value === null) return notPlain;
  if (value.isAmbiguous) layout.tally.ambiguousDates.add(slot.name);
  return at + encoder.encodeInto(value.json, out.subarray(at)).written;
}

function textOf(field: Uint8Array): string {
  return Buffer.from(field.buffer, field.byteOffset, field.length).toString();
}

function isNullText(bytes: Uint8Array, from: number, to: number, nulls: readonly Uint8Array[]): boolean {
  for (const text of nulls) {
    if (text.length !== to - from) continue;
    let same = 0;
    while (same < text.length && text[same] === bytes[from + same]) same++;
    if (same === text.length) return true;
  }
  return false;
}
