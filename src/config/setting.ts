/** A type name of JSON Schema. */
export type JsonType = "string" | "number" | "integer" | "boolean" | "array" | "object" | "null";

/** What a default or an example can be. */
export type Json = string | number | boolean | readonly string[];

/** One key of the config, as the part of JSON Schema that this program uses. */
export interface Setting {
  /** `null` is in it where the key may be left out. */
  readonly type: readonly JsonType[];
  readonly description: string;
  readonly default?: Json;
  readonly examples?: readonly Json[];
  readonly enum?: readonly (string | null)[];
  readonly items?: object;
  readonly additionalProperties?: object;
  readonly minItems?: number;
  readonly uniqueItems?: boolean;
  readonly minLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  /** Its value never leaves the program. */
  readonly secret?: true;
  readonly writeOnly?: true;
}

/** The keys of one level of the config, in the order in which they are explained. */
export type Settings = Readonly<Record<string, Setting>>;

/**
 * What a setting that needs no parser of its own is in `Config` and `Table`: one of its `enum`, or what its `type` says,
 * and null only where it may be absent and has no default.
 */
export type ValueOf<S extends Setting> =
  | (S extends { enum: readonly (infer Choice)[] } ? Exclude<Choice, null> : Typed<S["type"][number]>)
  | (S extends { default: Json } ? never : null);

// A text in the place of a list has become one by then.
type Typed<Name extends JsonType> = "array" extends Name
  ? readonly string[] | (Exclude<Name, "array" | "string"> extends never ? never : Single<Exclude<Name, "string">>)
  : Single<Name>;

type Single<Name extends JsonType> = Name extends "boolean"
  ? boolean
  : Name extends "integer" | "number"
    ? number
    : Name extends "string"
      ? string
      : never;
