import type { FieldKind } from "../schema/column-type.ts";
import { writeDate, writeDateTime } from "./dates.ts";
import { fitText } from "./fit-json.ts";
import { writeString } from "./json-bytes.ts";
import type { Memory } from "./memory.ts";
import type { Layout, Slot } from "./layout.ts";
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
  source: Memory,
  from: number,
  to: number,
  out: Memory,
  at: number,
): number {
  const end = slot.first === null ? notPlain : writePlain(slot.first, layout, source, from, to, out, at);
  return end === notPlain ? writeUnlikely(slot, layout, source, from, to, out, at) : end;
}

/** The same for a field that is not in the plain form of the kind that `slot.first` names. */
function writeUnlikely(
  slot: Slot,
  layout: Layout,
  source: Memory,
  from: number,
  to: number,
  out: Memory,
  at: number,
): number {
  const { kinds, isBlankNull } = slot.type;
  if (from === to && isBlankNull) return isNull;
  if (isNullText(source.bytes, from, to, layout.nulls)) return isNull;
  for (const kind of kinds) {
    const plain = writePlain(kind, layout, source, from, to, out, at);
    const end = plain === notPlain ? writeUnusual(kind, slot, layout, source.bytes.subarray(from, to), out, at) : plain;
    if (end !== notPlain) return end;
  }
  return isBlankNull && textOf(source.bytes.subarray(from, to)).trim() === "" ? isNull : isMisfit;
}

/** Writes null, and returns the position behind it. */
export function writeNull({ view }: Memory, at: number): number {
  view.setInt32(at, nullLetters);
  return at + 4;
}

const nullLetters = 0x6e756c6c;

/** The ways without a string. */
function writePlain(
  kind: FieldKind,
  layout: Layout,
  source: Memory,
  from: number,
  to: number,
  out: Memory,
  at: number,
): number {
  switch (kind) {
    case "string":
      return writeString(source, from, to, out, at);
    case "integer":
      return writeInteger(source, from, to, out, at);
    case "number":
      return writeNumber(source, from, to, out, at);
    case "decimal":
      return writeDecimal(source, from, to, out, at);
    case "boolean":
      return writeBoolean(source, from, to, out, at);
    case "date":
      return layout.hasPlainDates ? writeDate(source, from, to, out, at) : notPlain;
    case "date-time":
      return layout.hasPlainDates ? writeDateTime(source, from, to, out, at) : notPlain;
    case "object":
    case "array":
      return notPlain;
  }
}

const encoder = new TextEncoder();

/** The way for everything that is not plain. */
function writeUnusual(kind: FieldKind, slot: Slot, layout: Layout, field: Uint8Array, out: Memory, at: number): number {
  const value = fitText(textOf(field), kind, slot.type, layout.readDate);
  if (value === null) return notPlain;
  if (value.isAmbiguous) layout.tally.ambiguousDates.add(slot.name);
  return at + encoder.encodeInto(value.json, out.bytes.subarray(at)).written;
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
