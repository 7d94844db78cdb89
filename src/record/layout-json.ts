import { type Layout, layOut, type Slot } from "./layout.ts";
import { isAddedColumn } from "./place-fields.ts";
import type { Source, Stream } from "./stream.ts";
import type { Tally } from "./tally.ts";
import type { PooledText } from "./text-pool.ts";

/** The recipe for objects that bring the names of their fields with them. */
export interface JsonLayout extends Layout {
  /** By key, `,{"name":` of one that goes into `_sdc_extra`. */
  readonly extraPrefixes: readonly (PooledText | null)[];
  /** The key columns that every record must have. */
  readonly keys: ReadonlySet<string>;
  /** Bytes of the longest line of an object without members. */
  readonly emptySize: number;
}

/**
 * Decides what becomes of each key that a file has shown so far. No column is asked for: which keys
 * an object has is not known before it is read. `tally` goes on from the layout before.
 */
export function layOutJson(names: readonly string[], stream: Stream, source: Source, tally: Tally): JsonLayout {
  const keys = new Set(stream.keyProperties.filter((name) => !isAddedColumn(name)));
  const lenient = { ...stream, keyProperties: [], requiredColumns: [] };
  const layout = layOut(names, lenient, source);
  const extraPrefixes: (PooledText | null)[] = names.map(() => null);
  for (const { fields, prefix } of layout.extras) for (const field of fields) extraPrefixes[field] = prefix;
  return {
    ...layout,
    stream,
    slots: layout.slots.map((slot) => (slot === null ? null : forAnyValue(slot, keys))),
    extraPrefixes,
    keys,
    emptySize: layOut([], lenient, source).fixedSize,
    tally,
  };
}

/** A text is only one of the values that can stand in a text column, and so the name must end before its quote. */
function forAnyValue(slot: Slot, keys: ReadonlySet<string>): Slot {
  const { prefix, isPlainText } = slot;
  const name = isPlainText ? { ...prefix, length: prefix.length - 1 } : prefix;
  return { ...slot, prefix: name, isPlainText: false, isKey: keys.has(slot.name) };
}
