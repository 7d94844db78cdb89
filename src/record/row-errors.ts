import { TapError } from "../errors.ts";
import type { Layout, Slot } from "./layout.ts";

/** A row that ends before its key. */
export function missingKey(layout: Layout, line: number): TapError {
  return rowError(
    layout,
    line,
    "the row ends before the key columns; correct the file, or choose other key_properties",
  );
}

/** An object without one of the keys. */
export function absentKey(name: string, layout: Layout, line: number): TapError {
  const column = JSON.stringify(name);
  return rowError(
    layout,
    line,
    `the key column ${column} is missing; correct the file, or choose other key_properties`,
  );
}

/** A key without a value. Targets refuse it, or invent one. */
export function nullKey(slot: Slot, layout: Layout, line: number): TapError {
  const column = JSON.stringify(slot.name);
  return rowError(layout, line, `the key column ${column} is empty; correct the file, or choose other key_properties`);
}

/** A value that its column cannot take. */
export function badValue(slot: Slot, layout: Layout, line: number): TapError {
  const column = `${slot.isKey ? "key column" : "column"} ${JSON.stringify(slot.name)}`;
  const kinds = slot.type.kinds.join(" or ");
  return rowError(
    layout,
    line,
    `the value of the ${column} is not of type ${kinds}; correct the file, or the type of the column`,
  );
}

function rowError({ source }: Layout, line: number, reason: string): TapError {
  return new TapError("data", `Cannot read line ${line} of "${source.file}": ${reason}`, {
    place: { bucket: source.bucket, key: source.file, line },
  });
}
