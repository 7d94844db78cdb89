import { TapError } from "../errors.ts";
import { countOf } from "../wording/count-of.ts";
import type { Layout } from "./layout.ts";
import type { Slot } from "./slot.ts";

/** A row, or a value in it, that cannot be taken. */
export class RowError extends TapError {
  /** "" where it is the row as a whole. */
  readonly column: string;
  readonly reason: string;

  constructor({ source }: Layout, line: number, column: string, reason: string, remedy: string) {
    super("data", `Cannot read line ${line} of "${source.file}": ${reason}; ${remedy}`, {
      place: { bucket: source.bucket, key: source.file, line },
    });
    this.column = column;
    this.reason = reason;
  }
}

/** A row that ends before its key. */
export function missingKey(layout: Layout, line: number): RowError {
  const reason = "the row ends before the key columns";
  return new RowError(layout, line, "", reason, "correct the file, or choose other key_properties");
}

/** A row with more or fewer values than the header has columns. */
export function otherWidth(width: number, layout: Layout, line: number): RowError {
  const reason = `the row has ${countOf(width, "value")}, but the header has ${countOf(layout.slots.length, "column")}`;
  const remedy = "correct the file or the settings delimiter, quote and escape, or leave out on_mismatch";
  return new RowError(layout, line, "", reason, remedy);
}

/** A line that is not a JSON object. */
export function brokenLine(reason: string, layout: Layout, line: number): RowError {
  return new RowError(layout, line, "", reason, "correct the file");
}

/** An object without one of the keys. */
export function absentKey(name: string, layout: Layout, line: number): RowError {
  const reason = `the key column ${JSON.stringify(name)} is missing`;
  return new RowError(layout, line, name, reason, "correct the file, or choose other key_properties");
}

/** A key without a value. Targets refuse it, or invent one. */
export function nullKey({ name }: Slot, layout: Layout, line: number): RowError {
  const reason = `the key column ${JSON.stringify(name)} is empty`;
  return new RowError(layout, line, name, reason, "correct the file, or choose other key_properties");
}

/** A value that its column cannot take. */
export function badValue({ name, isKey, type }: Slot, layout: Layout, line: number): RowError {
  const column = `${isKey ? "key column" : "column"} ${JSON.stringify(name)}`;
  const reason = `the value of the ${column} is not of type ${type.kinds.join(" or ")}`;
  return new RowError(layout, line, name, reason, "correct the file, or the type of the column");
}
