import type { Table } from "../config/config.ts";
import { compilePattern, type KeyPattern } from "../pattern/key-pattern.ts";
import { listingPrefix } from "../pattern/listing-prefix.ts";
import type { ObjectStore, S3Object } from "../s3/store.ts";

/** Which objects belong to a table: its patterns, compiled once. */
export interface TableFilter {
  /** What to list. Null when search_prefix and search_pattern contradict each other, so that no key can match. */
  readonly prefix: string | null;
  readonly search: KeyPattern;
  readonly exclude: KeyPattern | null;
}

/** One page of a listing, reduced to the objects of a table. */
export interface TablePage {
  readonly asOf: Date;
  readonly objects: readonly S3Object[];
  /** Objects on the page that do not belong to the table. */
  readonly others: number;
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

/** The objects of a table, page by page as the store lists them. At most one page is held. */
export async function* listTable(store: ObjectStore, filter: TableFilter): AsyncGenerator<TablePage> {
  if (filter.prefix === null) return;
  for await (const page of store.list(filter.prefix)) {
    const objects = page.objects.filter(
      ({ key }) => filter.search.matches(key) && filter.exclude?.matches(key) !== true,
    );
    yield { asOf: page.asOf, objects, others: page.objects.length - objects.length };
  }
}
