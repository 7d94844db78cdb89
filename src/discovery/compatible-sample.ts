import type { Table } from "../config/config.ts";
import type { Head, Wanted } from "../format/file-format.ts";
import type { FieldKind } from "../schema/column-type.ts";
import { CompatibleColumn } from "../schema/infer-compatible.ts";
import { type JsonSchema, propertyOf } from "../schema/json-schema.ts";
import type { JsonShape } from "../schema/json-shape.ts";
import { jsonShapesOf } from "../table/json-shapes-of.ts";

/** Files that are sampled of a table, those inside a zip archive one by one. */
const maxFiles = 5;

/** Of each file every fifth row is sampled, blank lines counting as rows, up to so many. */
export const compatibleSampling: Wanted = { records: 1000, bytes: Infinity, every: 5 };

/** What the reference tap knows of a table when it infers the schema. */
export class CompatibleSample {
  /** The columns of sampled rows, in the order of first appearance. */
  readonly #columns = new Map<string, CompatibleColumn>();
  /** All names of all headers, whether or not a sampled row has a value there. */
  readonly names = new Set<string>();
  readonly #table: Table;
  readonly #shapes: ReadonlyMap<string, JsonShape>;
  #files = 0;

  constructor(table: Table) {
    this.#table = table;
    this.#shapes = jsonShapesOf(table);
  }

  /** No row was sampled. */
  get isEmpty(): boolean {
    return this.#columns.size === 0;
  }

  get isFull(): boolean {
    return this.#files >= maxFiles;
  }

  /** The properties of the schema: columns of which something is known. */
  properties(): ReadonlyMap<string, JsonSchema> {
    const { dateOverrides } = this.#table;
    return new Map(
      [...this.#columns].flatMap(([name, column]) => {
        const kind = this.#kindOf(name);
        if (kind !== undefined) return [[name, propertyOf(kind)]];
        return column.isVoid ? [] : [[name, column.property(dateOverrides.includes(name))]];
      }),
    );
  }

  /** Takes what was found in one more file, which was sampled as `compatibleSampling` says. */
  add({ names, records }: Pick<Head, "names" | "records">): void {
    this.#files += 1;
    for (const name of names) this.names.add(name);
    for (const { name, kind, text } of records.flat()) {
      this.#shapes.get(name)?.observe(text);
      if (kind === "untyped" || kind === "text") this.#column(name).observe(text);
      else this.#column(name).observeJson(text);
    }
  }

  /** What the config says. */
  #kindOf(name: string): FieldKind | undefined {
    const kind = this.#table.columns.get(name);
    return kind === "json" ? this.#shapes.get(name)?.kind() : kind;
  }

  #column(name: string): CompatibleColumn {
    const column = this.#columns.get(name) ?? new CompatibleColumn();
    this.#columns.set(name, column);
    return column;
  }
}
