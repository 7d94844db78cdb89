import type { Table } from "./config.ts";
import type { TableSection } from "./schema.ts";
import { optionalTextOf, reject } from "./section.ts";

/** The signs in the numbers of a table. */
export function parseNumberForm(table: TableSection): Pick<Table, "decimal" | "thousands"> {
  const decimal = optionalTextOf(table, "decimal") ?? ".";
  const thousands = optionalTextOf(table, "thousands") ?? null;
  for (const key of ["decimal", "thousands"] as const) {
    const sign = optionalTextOf(table, key);
    if (sign !== undefined && !isSign(sign))
      reject(table, key, "must be one character that is not a letter, digit or sign of a number");
  }
  if (thousands === decimal) {
    reject(
      table,
      "thousands",
      `must differ from decimal, which is ${JSON.stringify(decimal)}${decimal === "." ? " unless it is set" : ""}`,
    );
  }
  return { decimal, thousands };
}

function isSign(text: string): boolean {
  // Most are plain, and V8 takes a while to know all letters and digits of Unicode.
  return /^[ !-*,./:-@[-`{-~]$/.test(text) || /^[^\p{L}\p{N}+\-\t\n\r]$/u.test(text);
}
