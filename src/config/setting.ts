/** A type name of JSON Schema. */
type JsonType = "string" | "number" | "integer" | "boolean" | "array" | "object" | "null";

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
