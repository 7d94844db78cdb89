import type { Table } from "../config/config.ts";
import type { Head } from "../format/file-format.ts";
import { SampledColumn } from "../schema/infer.ts";
import { type JsonSchema, propertyOf } from "../schema/json-schema.ts";
import { mergeProperties } from "../schema/merge-properties.ts";
import { numberFormOf } from "../table/number-form-of.ts";

/** What the heads of a table's files tell of the types of its columns. Of their records it keeps only that. */
export class TypeSample {
  /** Columns to which files give types that nothing but text takes, so that they, or something in them, are text. */
  readonly disputed = new Set<string>();
  readonly #table: Table;
  readonly #sampled = new Map<string, SampledColumn>();
  /** Of columns that some files know the type of. */
  readonly #known = new Map<string, JsonSchema>();

  constructor(table: Table) {
    this.#table = table;
  }

  add({ records, types }: Pick<Head, "records" | "types">): void {
    for (const [name, property] of types ?? []) this.#learn(name, property);
    if (this.#table.schemaInference !== "sample" || types !== null) return;
    for (const { name, kind, text } of records.flat()) {
      if (kind === "untyped") this.#column(name).observe(text);
      else this.#column(name).observeJson(kind, text);
    }
  }

  /** The properties of a table's schema: its columns with their types, without the tap's own. */
  properties(columns: readonly string[]): ReadonlyMap<string, JsonSchema> {
    return new Map(columns.map((name) => [name, this.#propertyOf(name)]));
  }

  #learn(name: string, property: JsonSchema): void {
    const before = this.#known.get(name) ?? property;
    this.#known.set(
      name,
      mergeProperties(before, property, () => this.disputed.add(name)),
    );
  }

  #propertyOf(name: string): JsonSchema {
    const { columns, dateOverrides } = this.#table;
    const kind = columns.get(name) ?? (dateOverrides.includes(name) ? "date-time" : null);
    if (kind !== null) return propertyOf(kind);
    return this.#known.get(name) ?? propertyOf(this.#sampled.get(name)?.kind() ?? "string");
  }

  #column(name: string): SampledColumn {
    const column = this.#sampled.get(name) ?? new SampledColumn(this.#table.nullValues, numberFormOf(this.#table));
    this.#sampled.set(name, column);
    return column;
  }
}
