import type { KeyPattern } from "./key-pattern.ts";

/** The longest prefix that a listing may have without losing a match; null when no key can have both. */
export function listingPrefix(searchPrefix: string, pattern: Pick<KeyPattern, "prefix">): string | null {
  if (pattern.prefix.startsWith(searchPrefix)) return pattern.prefix;
  if (searchPrefix.startsWith(pattern.prefix)) return searchPrefix;
  return null;
}
