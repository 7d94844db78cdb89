import { TapError } from "../errors.ts";
import { isNamed } from "../rows/named-batch.ts";
import { countOf } from "../wording/count-of.ts";
import type { Slot } from "./slot.ts";
import { lineOf, widthOf, type Work } from "./work.ts";

/** Why the row at hand, or a value in it, cannot be taken. */
export class RowError extends TapError {
  /** "" where it is the row as a whole. */
  readonly column: string;
  readonly reason: string;

  constructor(work: Work, column: string, reason: string, remedy = "correct the file") {
    const { bucket, file } = work.layout.source;
    const line = lineOf(work);
    super("data", `Cannot read line ${line} of "${file}": ${reason}; ${remedy}`, {
      place: { bucket, key: file, line },
    });
    this.column = column;
    this.reason = reason;
  }
}

/** The row could not be read: it is a line that is not a JSON object. */
export function brokenRow(work: Work): RowError {
  const { batch, row } = work;
  const reason = isNamed(batch) ? batch.reasons[batch.columns[batch.rows[row] ?? 0] ?? 0] : undefined;
  return new RowError(work, "", reason ?? "");
}

/** The row has more or fewer values than the header has columns. */
export function raggedRow(work: Work): RowError {
  const columns = countOf(work.layout.slots.length, "column");
  const reason = `the row has ${countOf(widthOf(work), "value")}, but the header has ${columns}`;
  const remedy = "correct the file or the settings delimiter, quote and escape, or leave out on_mismatch";
  return new RowError(work, "", reason, remedy);
}

/** The row ends before its key, or is an object without it. */
export function keylessRow(work: Work): RowError {
  const { batch, layout, row } = work;
  if (!isNamed(batch)) return new RowError(work, "", "the row ends before the key columns", otherKey);
  const { columns, rows, keys } = batch;
  const present = new Set(Array.from(columns.subarray(rows[row], rows[row + 1]), (column) => keys[column]));
  const name = [...layout.keys].find((key) => !present.has(key)) ?? "";
  return new RowError(work, name, `the key column ${JSON.stringify(name)} is missing`, otherKey);
}

/** A key has no value. Targets refuse it, or invent one. */
export function nullKey(work: Work, { name }: Slot): RowError {
  return new RowError(work, name, `the key column ${JSON.stringify(name)} is empty`, otherKey);
}

const otherKey = "correct the file, or choose other key_properties";

/** A value is one that its column cannot take. */
export function badValue(work: Work, slot: Slot): RowError {
  return new RowError(work, slot.name, misfitReason(slot), "correct the file, or the type of the column");
}

/** The reason of that. */
export function misfitReason({ name, isKey, type }: Slot): string {
  const column = `${isKey ? "key column" : "column"} ${JSON.stringify(name)}`;
  return `the value of the ${column} is not of type ${type.kinds.join(" or ")}`;
}
