import type { AddedColumn } from "../schema/added-columns.ts";
import type { ColumnType } from "../schema/column-type.ts";
import type { TableRules } from "../values/value-rules.ts";

/** What the records of one stream hold: the catalog after selection, and the table's rules for values. */
export interface Stream extends TableRules {
  readonly name: string;
  /** The selected columns. */
  readonly columns: ReadonlyMap<string, ColumnType>;
  /** Columns that the catalog knows and the user does not want: they appear nowhere, not even in `_sdc_extra`. */
  readonly deselected: ReadonlySet<string>;
  /** Those of the tap's own columns that are in the catalog and selected. */
  readonly added: ReadonlySet<AddedColumn>;
  /** The catalog's schema has no properties at all: every column passes through as text. */
  readonly takesEveryColumn: boolean;
  readonly keyProperties: readonly string[];
  /** Columns that every file must have, besides the keys. */
  readonly requiredColumns: readonly string[];
  /** Texts that become null. */
  readonly nullValues: readonly string[];
  /** With `reject`, a row without a usable key becomes a reject as well, and does not end the file. */
  readonly onMismatch: "extra" | "fail" | "reject";
}

/** Where the rows of one layout come from. */
export interface Source {
  readonly bucket: string;
  /** The object's key, followed by the path of the member inside an archive. */
  readonly file: string;
  /** Columns that the key tells, where the table has such; null is no value. */
  readonly path?: ReadonlyMap<string, string | null>;
  /** The packing that the file's name tells of, and that it is not in. */
  readonly unpacked?: string | null;
  /** The version of the stream that the records are of, where it has versions. */
  readonly version?: number;
  /** An RFC 3339 timestamp, or null for records without one. */
  readonly timeExtracted: string | null;
  /** The encoding that the file turned out to have although nothing but its NUL bytes tells it. */
  readonly recognised?: string | null;
}
