import { isNamedReadable } from "../files/format-of.ts";
import type { S3Object } from "../s3/store.ts";
import { isOfTable, type TableFilter } from "../table/table-filter.ts";
import type { FilteredTable } from "./inspection.ts";

/** Times that a key is held against a table, in a whole check: a second or two, and every key of most buckets. */
const maxComparisons = 2_000_000;
const maxExamples = 5;

/** Holds the keys that one table lists against the tables that may want them as well, as many as cost little. */
export class OtherTables {
  /** How many objects of the table other tables take, by table. */
  readonly shared = new Map<string, number>();
  /** Readable keys that no table takes. */
  untaken = 0;
  readonly examples: string[] = [];
  /** Every key was held against every table. */
  isComplete = true;
  readonly #others: readonly FilteredTable[];
  /** Where tables list the same keys, the first of them tells of those that nobody takes. */
  readonly #earlier: readonly string[];
  #left: number;

  constructor({ table, filter }: FilteredTable, all: readonly FilteredTable[]) {
    this.#left = maxComparisons / all.length;
    const own = all.findIndex((other) => other.table === table);
    this.#others = all.filter((other, index) => index !== own && mayShare(other.filter, filter));
    this.#earlier = all.slice(0, own).flatMap((other) => other.filter.prefix ?? []);
  }

  /** `own`: those that are of the table. */
  see(objects: readonly S3Object[], own: ReadonlySet<string>): void {
    for (const { key, size } of objects) {
      if (this.#left <= 0) {
        this.isComplete = false;
        return;
      }
      this.#left -= this.#others.length + 1;
      const owners = this.#others.filter(({ filter }) => takes(filter, key));
      if (own.has(key)) for (const { table } of owners) this.#countShared(table.name);
      else if (owners.length === 0 && size > 0 && isNamedReadable(key)) this.#countUntaken(key);
    }
  }

  #countShared(table: string): void {
    this.shared.set(table, (this.shared.get(table) ?? 0) + 1);
  }

  #countUntaken(key: string): void {
    if (this.#earlier.some((prefix) => key.startsWith(prefix))) return;
    this.untaken += 1;
    if (this.examples.length < maxExamples) this.examples.push(key);
  }
}

function mayShare(one: TableFilter, other: TableFilter): boolean {
  if (one.prefix === null || other.prefix === null) return false;
  return one.prefix.startsWith(other.prefix) || other.prefix.startsWith(one.prefix);
}

function takes(filter: TableFilter, key: string): boolean {
  return filter.prefix !== null && key.startsWith(filter.prefix) && isOfTable(key, filter);
}
