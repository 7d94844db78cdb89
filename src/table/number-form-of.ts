import type { Table } from "../config/config.ts";
import type { NumberForm } from "../schema/number-form.ts";

/** How a table's numbers are written. `isReference`: its catalog is the reference tap's, whose rule holds unless the table has its own. */
export function numberFormOf({ decimal, thousands, schemaInference }: Table, isReference = false): NumberForm {
  const isTold = decimal !== "." || thousands !== null;
  const dropsCommas = !isTold && (isReference || schemaInference === "compatible");
  return { decimal, thousands: thousands ?? "", dropsCommas };
}
