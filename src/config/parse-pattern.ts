import type { TableSection, TableTextKey } from "./schema.ts";
import { TapError } from "../errors.ts";
import { compilePattern } from "../pattern/key-pattern.ts";
import { optionalTextOf, pathOf, reject } from "./section.ts";

/** A pattern for keys as it is written; it can be compiled. Null where there is none. */
export function parsePattern(table: TableSection, key: TableTextKey): string | null {
  const pattern = optionalTextOf(table, key) ?? null;
  if (pattern === null) return null;
  try {
    for (const warning of compilePattern(pattern).warnings) table.findings.warn(pathOf(table, key), warning);
  } catch (error) {
    if (!(error instanceof TapError)) throw error;
    reject(table, key, error.message);
  }
  return pattern;
}
