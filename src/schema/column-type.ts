/** The kinds of value a column can hold. `decimal` is a number as text, `json` any JSON value as it stands. */
export type ValueKind = "string" | "integer" | "number" | "boolean" | "date" | "date-time" | "decimal" | "json";

/** What one column of a catalog takes: the kinds are tried in order, and the first that fits wins. */
export interface ColumnType {
  readonly kinds: readonly ValueKind[];
  readonly isNullable: boolean;
  /** An empty field is null, not the empty text. True for every column that does not take text. */
  readonly isBlankNull: boolean;
}
