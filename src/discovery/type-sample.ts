import type { Table } from "../config/config.ts";
import type { Head } from "../format/file-format.ts";
import { SampledColumn } from "../schema/infer.ts";
import { type JsonSchema, propertyOf } from "../schema/json-schema.ts";
import { mergeTypes } from "./merge-types.ts";

/** What the heads of a table's files tell of the types of its columns. Of their records it keeps only that. */
export class TypeSample {
  readonly #table: Table;
  readonly #sampled = new Map<string, SampledColumn>();
  /** By column, the property that each file gives it which knows types. */
  readonly #known = new Map<string, JsonSchema[]>();

  constructor(table: Table) {
    this.#table = table;
  }

  add({ records, types }: Pick<Head, "records" | "types">): void {
    for (const [name, property] of types ?? []) this.#known.set(name, [...(this.#known.get(name) ?? []), property]);
    if (this.#table.schemaInference !== "sample" || types !== null) return;
    for (const { name, kind, text } of records.flat()) {
      if (kind === "untyped") this.#column(name).observe(text);
      else this.#column(name).observeJson(kind, text);
    }
  }

  /** Columns of which files say different things, so that they are text. */
  disputed(): readonly string[] {
    return [...this.#known].filter(([, properties]) => mergeTypes(properties) === null).map(([name]) => name);
  }

  /** The properties of a table's schema: its columns with their types, without the tap's own. */
  properties(columns: readonly string[]): ReadonlyMap<string, JsonSchema> {
    return new Map(columns.map((name) => [name, this.#propertyOf(name)]));
  }

  #propertyOf(name: string): JsonSchema {
    const { columns, dateOverrides } = this.#table;
    const kind = columns.get(name) ?? (dateOverrides.includes(name) ? "date-time" : undefined);
    if (kind !== undefined) return propertyOf(kind);
    const known = this.#known.get(name);
    const merged = known === undefined ? null : mergeTypes(known);
    return merged ?? propertyOf(known === undefined ? (this.#sampled.get(name)?.kind() ?? "string") : "string");
  }

  #column(name: string): SampledColumn {
    const column = this.#sampled.get(name) ?? new SampledColumn(this.#table.nullValues);
    this.#sampled.set(name, column);
    return column;
  }
}
