import type { Table } from "../config/config.ts";
import { compilePattern, type KeyPattern } from "../pattern/key-pattern.ts";
import { listingPrefix } from "../pattern/listing-prefix.ts";

/** Which keys belong to a table: its patterns, compiled once. */
export interface TableFilter {
  /** What to list. Null when search_prefix and search_pattern contradict each other, so that no key can match. */
  readonly prefix: string | null;
  readonly search: KeyPattern;
  readonly exclude: KeyPattern | null;
}

/** Compiles the patterns of a table. Throws TapError of kind "usage" for one that cannot be read. */
export function tableFilter(table: Table): TableFilter {
  const search = compilePattern(table.searchPattern);
  const exclude = table.excludePattern === null ? null : compilePattern(table.excludePattern);
  return {
    prefix: listingPrefix(table.searchPrefix, search),
    search,
    exclude,
  };
}

/** Whether an object of this key belongs to the table. */
export function isOfTable(key: string, { search, exclude }: TableFilter): boolean {
  return search.matches(key) && exclude?.matches(key) !== true;
}
