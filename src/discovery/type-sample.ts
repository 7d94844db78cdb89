import type { Table } from "../config/config.ts";
import type { Head } from "../format/file-format.ts";
import type { FieldKind } from "../schema/column-type.ts";
import { SampledColumn } from "../schema/infer.ts";
import { columnTypeOf, type JsonSchema, propertyOf } from "../schema/json-schema.ts";
import type { JsonShape } from "../schema/json-shape.ts";
import { mergeProperties } from "../schema/merge-properties.ts";
import { jsonShapesOf } from "../table/json-shapes-of.ts";
import { numberFormOf } from "../table/number-form-of.ts";
import { DateSample } from "./date-sample.ts";

/** What the heads of a table's files tell of the types of its columns. Of their records it keeps only that. */
export class TypeSample {
  /** Columns to which files give types that nothing but text takes, so that they, or something in them, are text. */
  readonly disputed = new Set<string>();
  readonly dates: DateSample;
  readonly #table: Table;
  readonly #sampled = new Map<string, SampledColumn>();
  /** Of the columns that the config calls JSON. */
  readonly #shapes: ReadonlyMap<string, JsonShape>;
  /** Of columns that some files know the type of. */
  readonly #known = new Map<string, JsonSchema>();

  constructor(table: Table) {
    this.#table = table;
    this.#shapes = jsonShapesOf(table);
    this.dates = new DateSample(table);
  }

  /** Nothing is learned from records. */
  get needsNoRecords(): boolean {
    return this.#table.schemaInference !== "sample" && this.#shapes.size === 0 && this.dates.isEmpty;
  }

  add({ records, types }: Pick<Head, "records" | "types">): void {
    for (const [name, property] of types ?? []) this.#learn(name, property);
    if (types !== null) return;
    this.dates.add({ records });
    for (const { name, kind, text } of records.flat()) {
      this.#shapes.get(name)?.observe(text);
      if (this.#table.schemaInference !== "sample") continue;
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
    if (kind === "json") return propertyOf(this.#shapeOf(name));
    if (kind !== null) return propertyOf(kind);
    return this.#known.get(name) ?? propertyOf(this.#sampled.get(name)?.kind() ?? "string");
  }

  /** A file that knows its types knows this one, too. */
  #shapeOf(name: string): FieldKind {
    const known = this.#known.get(name);
    const [kind] = known === undefined ? [] : columnTypeOf(known).kinds;
    if (kind !== undefined) return kind === "object" || kind === "array" ? kind : "string";
    return this.#shapes.get(name)?.kind() ?? "string";
  }

  #column(name: string): SampledColumn {
    const column = this.#sampled.get(name) ?? new SampledColumn(this.#table.nullValues, numberFormOf(this.#table));
    this.#sampled.set(name, column);
    return column;
  }
}
