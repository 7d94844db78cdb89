import { only } from "../bytes/only.ts";
import { TapError } from "../errors.ts";
import type { Dialect } from "../format/dialect.ts";
import { readRows } from "./read-rows.ts";

/** Whether all rows of a text have as many fields, and more than one. Looks at no field, which is what makes it cheap. */
export async function hasEvenRows(text: Uint8Array, dialect: Dialect): Promise<boolean> {
  let width = 0;
  try {
    for await (const { rows, count } of readRows(dialect)(only(text))) {
      for (let row = 0; row < count; row++) {
        const fields = (rows[row + 1] ?? 0) - (rows[row] ?? 0);
        if (width === 0) width = fields;
        if (fields !== width) return false;
      }
    }
  } catch (error) {
    if (!(error instanceof TapError)) throw error;
    return false;
  }
  return width > 1;
}
