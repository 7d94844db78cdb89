import * as op from "../../kernel/encode-codes.ts";
import { jsonKinds } from "../rows/json-kinds.ts";
import type { ColumnType } from "../schema/column-type.ts";
import { isPlain } from "../schema/number-form.ts";
import { takesAsItStands } from "../values/fit-json.ts";
import { jsonRules, type ValueRules } from "../values/value-rules.ts";
import type { Slot } from "./slot.ts";
import type { PooledText } from "./text-pool.ts";

/** What the operations of a layout are made of, besides its slots. */
interface Rest {
  /** Values are written as what they are. */
  readonly isUntyped: boolean;
  /** By column, `,{"name":` of one that goes into `_sdc_extra` where fields have columns of their own. */
  readonly extraNames: readonly (PooledText | null)[];
}

/**
 * What the encoder's kernel does with the fields of each column, by the kind of the field, as kernel/encode-codes.ts
 * says; prefixes by where they begin in the bytes of the pool.
 */
export function fieldOpsOf(slots: readonly (Slot | null)[], { isUntyped, extraNames }: Rest): Uint8Array {
  const fieldOps = new Uint8Array(op.fieldOpSize * slots.length);
  const view = new DataView(fieldOps.buffer);
  for (const [column, slot] of slots.entries()) {
    const fieldOp = op.fieldOpSize * column;
    const prefix = slot === null ? extraNames[column] : slot.prefix;
    // All zeros: the field is skipped.
    if (prefix === undefined || prefix === null) continue;
    view.setUint32(fieldOp + op.prefixAt, prefix.from, true);
    view.setUint32(fieldOp + op.prefixLength, prefix.length, true);
    if (slot === null) fieldOps.fill(op.extra, fieldOp, fieldOp + op.known);
    else {
      fieldOps.set(actionsOf(slot, isUntyped), fieldOp);
      fieldOps[fieldOp + op.known] = knownOf(slot);
      fieldOps[fieldOp + op.isKey] = Number(slot.isKey);
    }
  }
  return fieldOps;
}

function knownOf({ type, isKey, rules: { dateOrder } }: Slot): number {
  const ofEmpty = type.isBlankNull && type.isNullable && !isKey ? op.isEmptyNull : 0;
  if (dateOrder === "either") return ofEmpty;
  return ofEmpty | (dateOrder === "day-first" ? op.dayFirst : op.monthFirst);
}

/** By kind, as in jsonKinds. */
function actionsOf(slot: Slot, isUntyped: boolean): readonly number[] {
  const { kinds, isNullable } = slot.type;
  const text = isUntyped ? op.plainText : textActionOf(slot, slot.rules);
  const digits = textActionOf(slot, jsonRules(slot.rules));
  // 5.0 is an integer, to whatever kind is asked before.
  const isWholeFirst = kinds.includes("integer") && kinds[0] !== "integer";
  const actions: number[] = [];
  actions[jsonKinds.text] = text;
  actions[jsonKinds.number] = isUntyped ? op.json : isWholeFirst ? op.other : digits;
  actions[jsonKinds.boolean] = isUntyped ? op.json : text;
  actions[jsonKinds.null] = isNullable && !slot.isKey ? op.nothing : op.other;
  actions[jsonKinds.json] = isUntyped ? op.json : structureActionOf(slot.type);
  return actions;
}

function textActionOf({ isKey, fastKind, type }: Slot, { numbers, takesIsoDates }: ValueRules): number {
  const isText = type.kinds[0] === "string" && !type.isBlankNull;
  if (isText) return isKey ? op.keyText : fastKind === null ? op.textOrNull : op.plainText;
  switch (fastKind) {
    case "integer":
      return op.integer;
    case "boolean":
      return op.boolean;
    case "number":
      return isPlain(numbers) ? op.number : op.other;
    case "decimal":
      return isPlain(numbers) ? op.decimal : op.other;
    case "date":
      return takesIsoDates ? op.date : op.other;
    case "date-time":
      return takesIsoDates ? op.dateTime : op.other;
    case "string":
    case "object":
    case "array":
    case null:
      return op.other;
  }
}

function structureActionOf(type: ColumnType): number {
  const takesArrays = takesAsItStands(type, "array");
  if (takesAsItStands(type, "object")) return takesArrays ? op.json : op.jsonObject;
  return takesArrays ? op.jsonArray : op.other;
}
