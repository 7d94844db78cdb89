import type { AvroType } from "./avro-type.ts";

/** Whether the values of a type take no bytes, such as null: a block may claim any number of them. */
export function isWithoutBytes(type: AvroType): boolean {
  return new Search().isWithoutBytes(type);
}

class Search {
  readonly #known = new Map<AvroType, boolean>();

  isWithoutBytes(type: AvroType): boolean {
    if (type.kind === "null") return true;
    if (type.kind === "fixed") return type.size === 0;
    if (type.kind === "decimal") return type.size === 0;
    if (type.kind !== "record") return false;
    const known = this.#known.get(type);
    if (known !== undefined) return known;
    // A record that holds itself with nothing between has no end, which its reader tells.
    this.#known.set(type, true);
    const isWithout = type.fields.every((field) => this.isWithoutBytes(field.type));
    this.#known.set(type, isWithout);
    return isWithout;
  }
}
