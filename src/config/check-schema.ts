import { isObject } from "./json-value.ts";

/** The part of JSON Schema (draft 2020-12) that the config's schema uses. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly minLength?: number;
  readonly minItems?: number;
  readonly uniqueItems?: boolean;
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema;
}

/** The keywords that can refuse a value; the others lead to parts of it. */
type Keyword = Exclude<keyof Schema, "items" | "properties" | "additionalProperties">;

/** One value, and the keyword of its schema that refuses it. */
export interface Fault {
  readonly keyword: Keyword;
  /** Names and indices that lead to the value; for `required`, to the one that is missing. */
  readonly path: readonly (string | number)[];
  readonly value: unknown;
  /** What the keyword says; for `uniqueItems`, the item that is there twice. */
  readonly rule: unknown;
}

/**
 * Everything in a JSON value that a schema refuses. A library for all of JSON Schema takes longer to
 * load than Node takes to start, and every run would wait; a test holds this against one.
 */
export function faultsOf(value: unknown, schema: Schema, path: Fault["path"] = []): readonly Fault[] {
  const fault = (keyword: Keyword, rule: unknown = schema[keyword]): Fault => ({ keyword, path, value, rule });
  const faults: Fault[] = [];
  if (schema.type !== undefined && ![schema.type].flat().some((type) => isOf(type, value))) faults.push(fault("type"));
  if (typeof value === "number" && value < (schema.minimum ?? -Infinity)) faults.push(fault("minimum"));
  if (typeof value === "string" && value.length < (schema.minLength ?? 0)) faults.push(fault("minLength"));
  if (schema.enum?.includes(value) === false) faults.push(fault("enum"));
  if (Array.isArray(value)) {
    if (value.length < (schema.minItems ?? 0)) faults.push(fault("minItems"));
    const twice = value.findIndex((item, index) => typeof item === "string" && value.indexOf(item) < index);
    if (schema.uniqueItems === true && twice >= 0) faults.push(fault("uniqueItems", value[twice]));
    const { items } = schema;
    if (items !== undefined) faults.push(...value.flatMap((item, index) => faultsOf(item, items, [...path, index])));
  }
  if (isObject(value)) {
    const { required = [], properties = {}, additionalProperties: others } = schema;
    for (const name of required) {
      if (value[name] === undefined) faults.push({ ...fault("required"), path: [...path, name] });
    }
    for (const [name, own] of Object.entries(properties)) {
      if (value[name] !== undefined) faults.push(...faultsOf(value[name], own, [...path, name]));
    }
    for (const [name, member] of Object.entries(value)) {
      if (others !== undefined && !Object.hasOwn(properties, name))
        faults.push(...faultsOf(member, others, [...path, name]));
    }
  }
  return faults;
}

function isOf(type: string, value: unknown): boolean {
  switch (type) {
    case "array":
      return Array.isArray(value);
    case "object":
      return isObject(value);
    case "null":
      return value === null;
    case "integer":
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}
