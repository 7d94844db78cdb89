import type { ColumnType, FieldKind } from "../schema/column-type.ts";
import { readValue } from "../values/read-value.ts";
import type { Stream } from "./stream.ts";
import type { PooledText, TextPool } from "./text-pool.ts";
import { rulesOf, type ValueRules } from "../values/value-rules.ts";

/** A field that becomes a member of the record. */
export interface Slot {
  readonly name: string;
  readonly type: ColumnType;
  readonly isKey: boolean;
  /** The kind that may be tried before anything else is looked at; null where a text that stands for null could be of it. */
  readonly fastKind: FieldKind | null;
  readonly rules: ValueRules;
  /** `,"name":"`, with the quote of a text, which other values do without. */
  readonly prefix: PooledText;
}

const plainText: ColumnType = { kinds: ["string"], isNullable: true, isBlankNull: false };

/** What the fields of a column become. */
export function slotOf(name: string, stream: Stream, pool: TextPool): Slot {
  const type = stream.columns.get(name) ?? plainText;
  const [kind = null] = type.kinds;
  const rules = rulesOf(name, stream);
  return {
    name,
    type,
    rules,
    fastKind: kind !== null && hasNullOf(kind, stream, rules) ? null : kind,
    isKey: stream.keyProperties.includes(name),
    prefix: pool.add(`,${JSON.stringify(name)}:"`),
  };
}

/** Whether a text that stands for null could be a value of the kind. */
function hasNullOf(kind: FieldKind, { nullValues }: Stream, rules: ValueRules): boolean {
  return nullValues.some((text) => readValue(kind, text, rules) !== null);
}
