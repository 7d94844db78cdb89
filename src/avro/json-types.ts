import { type JsonSchema, propertyOf } from "../schema/json-schema.ts";
import { mergeProperties } from "../schema/merge-properties.ts";
import { type AvroRecord, type AvroType, branchesWithoutNull } from "./avro-type.ts";

/** Members that are described at most: what uses its own types again and again has more than any catalog can hold. */
const maxMembers = 10_000;

/**
 * The properties of a catalog for the columns of a file. A column that can only be null says nothing, and is left out.
 */
export function jsonTypes({ fields }: AvroRecord): ReadonlyMap<string, JsonSchema> {
  const description = new Description();
  return new Map(
    fields.flatMap(({ name, type }) => {
      const property = description.of(type);
      return property === null ? [] : [[name, property] as const];
    }),
  );
}

class Description {
  #members = 0;
  /** The records that the type at hand stands in. */
  readonly #around = new Set<AvroRecord>();

  /** Null for a type that is only null. */
  of(type: AvroType): JsonSchema | null {
    switch (type.kind) {
      case "null":
        return null;
      case "boolean":
        return propertyOf("boolean");
      case "int":
      case "long":
        return propertyOf("integer");
      case "float":
      case "double":
      case "decimal":
        return propertyOf("number");
      case "date":
        return propertyOf("date");
      case "timestamp":
        return propertyOf("date-time");
      case "string":
      case "enum":
      case "bytes":
      case "fixed":
      case "time":
      case "duration":
        return propertyOf("string");
      case "array":
        return { type: ["null", "array"], ...this.#items(type.items) };
      case "map":
        return { type: ["null", "object"] };
      case "union":
        return this.#union(branchesWithoutNull(type));
      case "record":
        return { type: ["null", "object"], ...this.#properties(type) };
    }
  }

  #items(type: AvroType): { readonly items?: JsonSchema } {
    const items = this.of(type);
    return items === null ? {} : { items };
  }

  /** A record within itself is an object of which no more is said. */
  #properties(record: AvroRecord): { readonly properties?: JsonSchema } {
    this.#members += record.fields.length;
    if (this.#around.has(record) || this.#members > maxMembers) return {};
    this.#around.add(record);
    const properties = record.fields.map(({ name, type }) => [name, this.of(type) ?? propertyOf("string")] as const);
    this.#around.delete(record);
    return { properties: Object.fromEntries(properties) };
  }

  /** One type that takes the values of all. */
  #union(branches: readonly AvroType[]): JsonSchema | null {
    const [first, ...others] = branches.map((branch) => this.of(branch)).filter((property) => property !== null);
    return first === undefined ? null : others.reduce((all, one) => mergeProperties(all, one), first);
  }
}
