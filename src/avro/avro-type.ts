/**
 * A type of a file's schema: its primitive or complex type, or what a logical type says of it. Records may hold
 * themselves, so the types of a schema can be a circle. https://avro.apache.org/docs/1.12.0/specification/
 */
export type AvroType =
  | { readonly kind: "null" | "boolean" | "int" | "long" | "float" | "double" | "bytes" | "string" }
  /** Days. */
  | { readonly kind: "date" }
  | { readonly kind: "time"; readonly unit: TimeUnit }
  /** `isLocal`: the clock of no zone in particular. */
  | { readonly kind: "timestamp"; readonly unit: TimeUnit; readonly isLocal: boolean }
  /** Months, days and milliseconds, of which none can be told in another. */
  | { readonly kind: "duration" }
  /** `size` in bytes, or null where each value brings its own. */
  | { readonly kind: "decimal"; readonly scale: number; readonly size: number | null }
  | { readonly kind: "fixed"; readonly size: number; readonly isUuid: boolean }
  | { readonly kind: "enum"; readonly symbols: readonly string[] }
  | { readonly kind: "array"; readonly items: AvroType }
  | { readonly kind: "map"; readonly values: AvroType }
  | { readonly kind: "union"; readonly branches: readonly AvroType[] }
  | AvroRecord;

/** How many of it make a second. */
export type TimeUnit = 1_000 | 1_000_000 | 1_000_000_000;

export interface AvroRecord {
  readonly kind: "record";
  readonly name: string;
  readonly fields: readonly AvroField[];
}

export interface AvroField {
  readonly name: string;
  readonly type: AvroType;
}

/** The types that a union has besides null. */
export function branchesWithoutNull({ branches }: AvroType & { readonly kind: "union" }): readonly AvroType[] {
  return branches.filter(({ kind }) => kind !== "null");
}
