import type { Config, Table } from "../config/config.ts";
import type { ListPage } from "../s3/store.ts";
import { noFiles } from "./no-files.ts";
import { isOfTable, type TableFilter, tableFilter } from "./table-filter.ts";
import { decide, type SkipReason, type TableObject } from "./table-object.ts";

/** Where the keys of a table come from: the store's own listing, or something that stands in for it. */
export interface KeySource {
  /** Every object whose key begins with `prefix`, page by page, in the order of the keys' UTF-8. */
  list(prefix: string): AsyncIterable<ListPage>;
}

/** The objects of a table on one page of a listing. */
export interface TablePage {
  readonly asOf: Date;
  readonly objects: readonly TableObject[];
}

/** Which objects belong to a table, and what becomes of each. Counts while the pages pass, and holds at most one. */
export class Survey {
  readonly filter: TableFilter;
  /** Objects of the table so far. */
  matching = 0;
  /** Bytes of all of them, as stored. */
  bytes = 0;
  /** Of the matching objects, those that are not to be opened. */
  readonly skipped = new Map<SkipReason, number>();
  /** Of the others, the one that was modified last; the first by key among several. */
  newest: TableObject | null = null;
  readonly #table: Table;
  readonly #config: Config;
  /** Objects that were listed and do not belong to the table. */
  #others = 0;

  /** Throws TapError of kind "usage" for a pattern that cannot be read. */
  constructor(table: Table, config: Config) {
    this.filter = tableFilter(table);
    this.#table = table;
    this.#config = config;
  }

  /** The objects of the table, page by page as they are listed. */
  async *pages(keys: KeySource): AsyncGenerator<TablePage, void, undefined> {
    if (this.filter.prefix === null) return;
    for await (const page of keys.list(this.filter.prefix)) yield this.take(page);
  }

  /** What of a page belongs to the table: for a listing that several tables share. */
  take({ asOf, objects, flaws = new Map() }: ListPage): TablePage {
    for (const [key, flaw] of flaws) if (isOfTable(key, this.filter)) throw flaw;
    const own: TableObject[] = [];
    for (const listed of objects) {
      if (!isOfTable(listed.key, this.filter)) continue;
      const object = decide(listed, this.#table);
      this.#count(object);
      own.push(object);
    }
    this.#others += objects.length - own.length;
    return { asOf, objects: own };
  }

  /** To be called behind the last page. Null, or what to warn of where no object belongs to the table; throws it as TapError where the config says so. */
  complaint(): string | null {
    if (this.matching > 0) return null;
    const error = noFiles(this.#table, this.#config, this.#others);
    if (this.#config.onNoFiles === "fail") throw error;
    return error.message;
  }

  #count(object: TableObject): void {
    const { decision, size, lastModified } = object;
    this.matching += 1;
    this.bytes += size;
    if (decision.kind === "skip") this.skipped.set(decision.reason, (this.skipped.get(decision.reason) ?? 0) + 1);
    else if (this.newest === null || lastModified > this.newest.lastModified) this.newest = object;
  }
}
