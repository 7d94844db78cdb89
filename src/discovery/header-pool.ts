import { createHash } from "node:crypto";
import type { Table } from "../config/config.ts";
import { TapError } from "../errors.ts";

/** Columns of a table, and characters of their names: they stand in the catalog and in SCHEMA. */
const maxColumns = 100_000;
const maxLength = 4 * 1024 * 1024;

/** Names in all headers that differ, each of them counted as often as it occurs. */
const maxNames = 4_000_000;

/** The headers of a table's files, each held once: most files have the same, and an archive may have a million files. */
export class HeaderPool {
  /** More was to be held than may be. */
  isFull = false;
  readonly #table: Table;
  readonly #headers = new Map<string, readonly string[]>();
  readonly #columns = new Map<string, string>();
  #length = 0;
  #names = 0;

  constructor(table: Table) {
    this.#table = table;
  }

  /** The same names, in a list that all files share which have them. Throws TapError for more columns than a table can have. */
  shared(names: readonly string[]): readonly string[] {
    const id = createHash("sha1").update(JSON.stringify(names)).digest("base64");
    const known = this.#headers.get(id);
    if (known !== undefined) return known;
    const header = names.map((name) => this.#column(name));
    this.#names += header.length;
    this.isFull = this.#columns.size > maxColumns || this.#length > maxLength || this.#names > maxNames;
    if (this.isFull) throw tooManyColumns(this.#table);
    this.#headers.set(id, header);
    return header;
  }

  #column(name: string): string {
    const known = this.#columns.get(name);
    if (known !== undefined) return known;
    this.#columns.set(name, name);
    this.#length += name.length;
    return name;
  }
}

function tooManyColumns({ name }: Table): TapError {
  return new TapError(
    "data",
    `The files of table "${name}" have more than ${maxColumns} columns together, or names of more than ${maxLength} ` +
      `characters: if their first rows are data, set "header" to false; if they are of several tables, part them by ` +
      `search_pattern`,
  );
}
