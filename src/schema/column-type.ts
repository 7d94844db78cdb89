/** The kinds a user can name for a column. `decimal` is a number as text, `json` an object or array as it stands. */
export const valueKinds = ["string", "integer", "number", "decimal", "boolean", "date", "date-time", "json"] as const;

/** One of them. */
export type ValueKind = (typeof valueKinds)[number];

/** The kinds of value a field is read as: JSON is an object or an array. */
export type FieldKind = Exclude<ValueKind, "json"> | "object" | "array";

/** What one column of a catalog takes: the kinds are tried in order, and the first that fits wins. */
export interface ColumnType {
  readonly kinds: readonly FieldKind[];
  readonly isNullable: boolean;
  /** An empty field is null, not the empty text. */
  readonly isBlankNull: boolean;
  /** What the items of an array take, where the catalog says so. */
  readonly items?: ColumnType;
  /** What the members of an object take, where the catalog says so. */
  readonly members?: ReadonlyMap<string, ColumnType>;
}
