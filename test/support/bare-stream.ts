import type { ColumnType } from "../../src/schema/column-type.ts";
import { plainForm } from "../../src/schema/number-form.ts";
import type { Stream } from "../../src/record/stream.ts";

/** A stream "t" with these columns, and nothing else that a config or a catalog could say about it. */
export function bareStream(columns: Readonly<Record<string, ColumnType>>, more: Partial<Stream> = {}): Stream {
  return {
    name: "t",
    columns: new Map(Object.entries(columns)),
    deselected: new Set(),
    added: new Set(),
    takesEveryColumn: false,
    keyProperties: [],
    requiredColumns: [],
    nullValues: [],
    onMismatch: "extra",
    dateFormat: null,
    numbers: plainForm,
    sampled: new Set(),
    ...more,
  };
}
