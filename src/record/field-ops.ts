import {
  boolean,
  date,
  dateTime,
  dayFirst,
  decimal,
  extra,
  integer,
  isEmptyNull,
  isKey,
  keyText,
  json,
  jsonArray,
  jsonObject,
  known,
  monthFirst,
  nothing,
  number,
  other,
  plainText,
  prefixAt,
  prefixLength,
  fieldOpSize,
  textOrNull,
} from "../../kernel/encode-codes.ts";
import { jsonKinds } from "../rows/json-kinds.ts";
import type { ColumnType, FieldKind } from "../schema/column-type.ts";
import type { Slot } from "./slot.ts";
import type { PooledText } from "./text-pool.ts";

/** What the operations of a layout are made of, besides its slots. */
interface Rules {
  /** No date_format makes 2024-01-02 anything but the second of January. */
  readonly hasPlainDates: boolean;
  /** Numbers have a point before their decimals. */
  readonly hasPlainNumbers: boolean;
  /** Values are written as what they are. */
  readonly isUntyped: boolean;
  /** By column, `,{"name":` of one that goes into `_sdc_extra` where fields have columns of their own. */
  readonly extraNames: readonly (PooledText | null)[];
}

/**
 * What the encoder's kernel does with the fields of each column, by the kind of the field, as kernel/encode-codes.ts
 * says; prefixes by where they begin in the bytes of the pool.
 */
export function fieldOpsOf(slots: readonly (Slot | null)[], rules: Rules): Uint8Array {
  const fieldOps = new Uint8Array(fieldOpSize * slots.length);
  const view = new DataView(fieldOps.buffer);
  for (const [column, slot] of slots.entries()) {
    const fieldOp = fieldOpSize * column;
    const prefix = slot === null ? rules.extraNames[column] : slot.prefix;
    // All zeros: the field is skipped.
    if (prefix === undefined || prefix === null) continue;
    view.setUint32(fieldOp + prefixAt, prefix.from, true);
    view.setUint32(fieldOp + prefixLength, prefix.length, true);
    if (slot === null) fieldOps.fill(extra, fieldOp, fieldOp + known);
    else {
      fieldOps.set(actionsOf(slot, rules), fieldOp);
      fieldOps[fieldOp + known] = knownOf(slot);
      fieldOps[fieldOp + isKey] = Number(slot.isKey);
    }
  }
  return fieldOps;
}

function knownOf({ type, isKey, rules: { dateOrder } }: Slot): number {
  const ofEmpty = type.isBlankNull && type.isNullable && !isKey ? isEmptyNull : 0;
  if (dateOrder === "either") return ofEmpty;
  return ofEmpty | (dateOrder === "day-first" ? dayFirst : monthFirst);
}

/** By kind, as in jsonKinds. */
function actionsOf(slot: Slot, rules: Rules): readonly number[] {
  const { kinds, isNullable } = slot.type;
  const { isUntyped } = rules;
  const text = isUntyped ? plainText : textActionOf(slot, rules);
  // The numbers of JSON are plain whatever texts are.
  const digits = textActionOf(slot, { ...rules, hasPlainNumbers: true });
  // 5.0 is an integer, to whatever kind is asked before.
  const isWholeFirst = kinds.includes("integer") && kinds[0] !== "integer";
  const actions: number[] = [];
  actions[jsonKinds.text] = text;
  actions[jsonKinds.number] = isUntyped ? json : isWholeFirst ? other : digits;
  actions[jsonKinds.boolean] = isUntyped ? json : text;
  actions[jsonKinds.null] = isNullable && !slot.isKey ? nothing : other;
  actions[jsonKinds.json] = isUntyped ? json : structureActionOf(slot.type);
  return actions;
}

function textActionOf(
  { isPlainText, isIso, isKey, fastKind, type }: Slot,
  { hasPlainDates, hasPlainNumbers }: Rules,
): number {
  const isText = type.kinds[0] === "string" && !type.isBlankNull;
  if (isKey && isText) return keyText;
  if (isPlainText) return plainText;
  if (isText) return textOrNull;
  if (fastKind === null || (!hasPlainDates && !isIso && (fastKind === "date" || fastKind === "date-time")))
    return other;
  if (!hasPlainNumbers && (fastKind === "number" || fastKind === "decimal")) return other;
  return knownKinds.get(fastKind) ?? other;
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

function structureActionOf(type: ColumnType): number {
  const [takesObjects, takesArrays] = [takesAsItStands(type, "object"), takesAsItStands(type, "array")];
  if (takesObjects) return takesArrays ? json : jsonObject;
  return takesArrays ? jsonArray : other;
}

/** Whether objects, or arrays, go in without a look inside: this is what a column of type json is. Only text would take them, too. */
export function takesAsItStands({ kinds, items, members }: ColumnType, own: "object" | "array"): boolean {
  const isFree = own === "object" ? members === undefined : items === undefined;
  return isFree && kinds.find((kind) => kind === own || kind === "string") === own;
}
