import { jsonKinds } from "../rows/json-kinds.ts";
import { isDigit } from "./digits.ts";
import { fitJson, hasRoom, wholeNumber } from "./fit-json.ts";
import { writeString } from "./json-bytes.ts";
import { parseTree } from "./json-tree.ts";
import type { Layout, Slot } from "./layout.ts";
import { copyText, type Memory, roomyMemory } from "./memory.ts";
import { isMisfit, writeValue } from "./write-value.ts";

/**
 * Writes a value of a JSON object as the first kind of its column that takes it. A text may hold
 * any kind, as in CSV; an object or array is text only in a text column. Returns as `writeValue`.
 */
export function writeJsonValue(
  slot: Slot,
  layout: Layout,
  kind: number,
  source: Memory,
  from: number,
  to: number,
  out: Memory,
  at: number,
): number {
  // Without types there is nothing to turn a value into.
  if (layout.stream.takesEveryColumn) return writeAsItStands(kind, source, from, to, out, at);
  if (kind === jsonKinds.json) return writeStructure(slot, layout, source, from, to, out, at);
  if (kind === jsonKinds.number && slot.type.kinds.includes("integer") && !isDigits(source.bytes, from, to)) {
    const digits = Buffer.from(wholeNumber(textOf(source, from, to)));
    return writeValue(slot, layout, roomyMemory(digits, digits.length), 0, digits.length, out, at);
  }
  return writeValue(slot, layout, source, from, to, out, at);
}

function isDigits(bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (!isDigit(bytes[i] ?? 0)) return false;
  return true;
}

/** Writes a value of a JSON object as what it is. */
export function writeAsItStands(
  kind: number,
  source: Memory,
  from: number,
  to: number,
  out: Memory,
  at: number,
): number {
  return kind === jsonKinds.text ? writeString(source, from, to, out, at) : copyText(source, from, to, out, at);
}

function writeStructure(
  slot: Slot,
  layout: Layout,
  source: Memory,
  from: number,
  to: number,
  out: Memory,
  at: number,
): number {
  const { kinds, items, members } = slot.type;
  const isObject = source.bytes[from] === openingBrace;
  const own = isObject ? "object" : "array";
  const isFree = isObject ? members === undefined : items === undefined;
  // Nothing to look at inside: this is what a column of type json is. Only text would take it, too.
  if (isFree && kinds.find((kind) => kind === own || kind === "string") === own)
    return copyText(source, from, to, out, at);
  const json = fitJson(parseTree(textOf(source, from, to)), slot.type, layout.readDate);
  if (json === null || !hasRoom(json, to - from)) return isMisfit;
  return at + encoder.encodeInto(json, out.bytes.subarray(at)).written;
}

const openingBrace = 0x7b;
const encoder = new TextEncoder();

function textOf({ bytes }: Memory, from: number, to: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString();
}
