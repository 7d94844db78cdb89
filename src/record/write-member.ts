import { jsonKinds } from "../rows/json-kinds.ts";
import { fitJson, fitText, hasRoom, takesAsItStands, wholeNumber } from "../values/fit-json.ts";
import { parseTree } from "../values/json-tree.ts";
import type { LineWriter } from "./line-writer.ts";
import { badValue, nullKey } from "./row-errors.ts";
import type { Slot } from "./slot.ts";
import { jsonRules } from "../values/value-rules.ts";
import { lineOf, type Work } from "./work.ts";

/**
 * Writes the value of a field, by its number in the batch, behind its name, which begins at `begin`: the way by strings,
 * for whatever is in it. A field without a value is null, or no member at all where its column takes no null.
 */
export function writeMember(work: Work, field: number, slot: Slot, line: LineWriter, begin: number): void {
  const outcome = writeValue(work, field, slot, line);
  if (outcome === "written") return;
  if (outcome === "misfit") noteMisfit(work, field, slot);
  else if (slot.isKey) throw nullKey(work, slot);
  if (slot.type.isNullable) line.json("null");
  else line.at = begin;
}

/** What became of a value: it is written, is null, or is of none of its column's kinds. */
type Outcome = "written" | "null" | "misfit";

/** Throws where a record cannot be without the value, which must not be lost. */
function noteMisfit(work: Work, field: number, slot: Slot): void {
  const { stream, tally } = work.layout;
  if (slot.isKey || stream.onMismatch === "fail") throw badValue(work, slot);
  tally.countMismatch(slot.name);
  work.misfits.push(field);
}

/** Writes a field as the first kind of its column that takes it. */
function writeValue(work: Work, field: number, slot: Slot, line: LineWriter): Outcome {
  const { batch, layout } = work;
  const kind = batch.kinds === undefined ? jsonKinds.text : batch.kinds[field];
  if (kind === jsonKinds.null) return "null";
  // Without types there is nothing to turn a value into.
  const isUntyped = layout.isNamed && layout.stream.takesEveryColumn;
  const bytes = batch.bytes.subarray(batch.starts[field], batch.ends[field]);
  if (
    isUntyped ||
    (kind === jsonKinds.json && takesAsItStands(slot.type, bytes[0] === openingBrace ? "object" : "array"))
  ) {
    line.asItStands(field);
    return "written";
  }
  if (kind === jsonKinds.json) return writeStructure(slot, line, bytes);
  if (kind !== jsonKinds.number) return writeText(work, slot, line, bytes, field);
  const plain = { ...slot, rules: jsonRules(slot.rules) };
  const text = textOf(bytes);
  const whole = slot.type.kinds.includes("integer") ? wholeNumber(text) : text;
  if (whole !== text) return writeText(work, plain, line, Buffer.from(whole), null);
  return writeText(work, plain, line, bytes, field);
}

/** Writes a text that may be any kind of value, as in CSV. It is that of a field, or what was made of one. */
function writeText(work: Work, slot: Slot, line: LineWriter, bytes: Uint8Array, field: number | null): Outcome {
  const { layout } = work;
  const { kinds, isBlankNull } = slot.type;
  if (bytes.length === 0 && isBlankNull) return "null";
  if (layout.nulls.some((text) => text.length === bytes.length && text.equals(bytes))) return "null";
  let text: string | null = null;
  for (const kind of kinds) {
    if (kind === "string" && field !== null) {
      if (bytes.length === 0 && slot.isKey) noteEmptyKey(work, slot);
      line.string(field);
      return "written";
    }
    text ??= textOf(bytes);
    const value = fitText(text, kind, slot.type, slot.rules);
    if (value === null) continue;
    if (value.isAmbiguous) layout.tally.ambiguousDates.add(slot.name);
    layout.tally.replacedHalves += value.replacedHalves;
    line.json(value.json);
    return "written";
  }
  const trimmed = (text ?? textOf(bytes)).trim();
  // A null of JSON is none of its objects and lists, and no value that is lost.
  const isJsonNull = trimmed === "null" && (kinds[0] === "object" || kinds[0] === "array");
  return isJsonNull || (isBlankNull && trimmed === "") ? "null" : "misfit";
}

/** An empty text is a key, as it is for the reference tap: it is counted, or its row rejected where something takes that. */
function noteEmptyKey(work: Work, slot: Slot): void {
  const { stream, tally } = work.layout;
  if (stream.onMismatch === "reject") throw nullKey(work, slot);
  tally.countEmptyKey(lineOf(work));
}

/** Writes an object or array that must be looked at inside. It is text only in a text column. */
function writeStructure({ type, rules }: Slot, line: LineWriter, bytes: Uint8Array): Outcome {
  const json = fitJson(parseTree(textOf(bytes)), type, rules);
  if (json === null || !hasRoom(json, bytes.length)) return "misfit";
  line.json(json);
  return "written";
}

const openingBrace = 0x7b;

function textOf({ buffer, byteOffset, length }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, length).toString();
}
