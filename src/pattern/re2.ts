import { createRequire } from "node:module";
import type * as Re2 from "re2js";

/** What searches in a time that grows with the key alone; null for null, and where the pattern would need too much memory. */
export function compileRe2(text: string | null): Re2.RE2JS | null {
  if (text === null) return null;
  // Loaded by what needs it: its tables of Unicode are a twelfth of all that a small run has to take in.
  const { RE2JS, RE2JSException }: typeof Re2 = createRequire(import.meta.url)("re2js");
  try {
    return RE2JS.compile(text);
  } catch (error) {
    if (error instanceof RE2JSException) return null;
    throw error;
  }
}
