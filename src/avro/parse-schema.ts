import { isObject, type JsonObject } from "../json.ts";
import type { AvroField, AvroRecord, AvroType } from "./avro-type.ts";
import { BrokenAvro } from "./broken-avro.ts";
import { logicalType } from "./logical-type.ts";

/** How deep types may stand in each other: as deep as values of JSON Lines. */
export const maxDepth = 500;

const leaveOut = "leave it out by exclude_pattern";

/**
 * The schema of a file, which must be a record, from its JSON. Throws BrokenAvro. Our own and not a library's, since
 * the defaults, the order and the spelling of names, over which those refuse a schema, are of no use to a reader.
 */
export function parseSchema(text: string): AvroRecord {
  const type = new SchemaParser().parse(jsonOf(text), "", 0);
  if (type.kind === "record") return type;
  throw new BrokenAvro(`its schema is of type "${type.kind}", and only records can be read as rows`, leaveOut);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BrokenAvro("its schema is not JSON");
  }
}

const primitives = ["null", "boolean", "int", "long", "float", "double", "bytes", "string"] as const;
const byName: ReadonlyMap<string, AvroType> = new Map(primitives.map((kind) => [kind, { kind }]));

class SchemaParser {
  /** By full name. */
  readonly #named = new Map<string, AvroType>();
  /** How deep a named type is by itself, since it may be used deep in another. */
  readonly #depths = new Map<AvroType, number>();
  /** The deepest so far within the type at hand. */
  #deepest = 0;

  parse(json: unknown, namespace: string, depth: number): AvroType {
    this.#note(depth);
    if (typeof json === "string") return byName.get(json) ?? this.#find(json, namespace, depth);
    if (Array.isArray(json)) return this.#union(json, namespace, depth);
    if (!isObject(json)) throw new BrokenAvro("a type of its schema is neither a name nor an object nor an array");
    const { type } = json;
    switch (type) {
      case "record":
      case "error":
        return this.#record(json, namespace, depth);
      case "enum":
        return this.#name(json, namespace, { kind: "enum", symbols: symbolsOf(json) });
      case "fixed":
        return this.#name(json, namespace, this.#fixed(json));
      case "array":
        return { kind: "array", items: this.parse(json["items"], namespace, depth + 1) };
      case "map":
        return { kind: "map", values: this.parse(json["values"], namespace, depth + 1) };
      default:
        return logicalType(json, this.parse(type, namespace, depth + 1));
    }
  }

  #note(depth: number): void {
    if (depth > maxDepth) throw new BrokenAvro(`its schema is nested more than ${maxDepth} deep`, leaveOut);
    this.#deepest = Math.max(this.#deepest, depth);
  }

  #find(name: string, namespace: string, depth: number): AvroType {
    const type = this.#named.get(fullName(name, namespace)) ?? this.#named.get(name);
    if (type === undefined)
      throw new BrokenAvro(`its schema uses a type ${JSON.stringify(name)} that it does not define`);
    this.#note(depth + (this.#depths.get(type) ?? 0));
    return type;
  }

  #union(json: readonly unknown[], namespace: string, depth: number): AvroType {
    if (json.length === 0) throw new BrokenAvro("a union of its schema is empty");
    return { kind: "union", branches: json.map((branch) => this.parse(branch, namespace, depth + 1)) };
  }

  #record(json: JsonObject, namespace: string, depth: number): AvroType {
    const fields: AvroField[] = [];
    const record: AvroRecord = { kind: "record", name: nameOf(json, namespace), fields };
    const own = namespaceOf(record.name);
    // Known before its fields are read, since they may hold it.
    this.#name(json, namespace, record);
    const outside = this.#deepest;
    this.#deepest = depth;
    if (!Array.isArray(json["fields"])) throw new BrokenAvro(`the record "${record.name}" of its schema has no fields`);
    const names = new Set<string>();
    for (const field of json["fields"]) {
      const name: unknown = isObject(field) ? field["name"] : undefined;
      if (!isObject(field) || typeof name !== "string") throw new BrokenAvro("a field of its schema has no name");
      if (names.has(name)) throw new BrokenAvro(`its schema has two fields of the name ${JSON.stringify(name)}`);
      names.add(name);
      fields.push({ name, type: this.parse(field["type"], own, depth + 1) });
    }
    this.#depths.set(record, this.#deepest - depth);
    this.#deepest = Math.max(outside, this.#deepest);
    return record;
  }

  #fixed(json: JsonObject): AvroType {
    const size = json["size"];
    if (!isCount(size)) throw new BrokenAvro("a fixed type of its schema has no size");
    return logicalType(json, { kind: "fixed", size, isUuid: false });
  }

  #name<T extends AvroType>(json: JsonObject, namespace: string, type: T): T {
    this.#named.set(nameOf(json, namespace), type);
    return type;
  }
}

function symbolsOf({ symbols }: JsonObject): readonly string[] {
  if (Array.isArray(symbols) && symbols.every((symbol) => typeof symbol === "string")) return symbols;
  throw new BrokenAvro("an enum of its schema has no symbols");
}

/** A whole number that bytes can be counted with. */
function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value < 2 ** 31;
}

function nameOf({ name, namespace: own }: JsonObject, namespace: string): string {
  return fullName(typeof name === "string" ? name : "", typeof own === "string" ? own : namespace);
}

function fullName(name: string, namespace: string): string {
  return name.includes(".") || namespace === "" ? name : `${namespace}.${name}`;
}

function namespaceOf(name: string): string {
  return name.slice(0, Math.max(0, name.lastIndexOf(".")));
}
