import type { Dialect } from "./dialect.ts";

/** What a table says of how its files are to be read, whatever their format. */
export interface FileSettings {
  /** The delimiter is null where the file's name decides: a tab in .tsv, a comma elsewhere. */
  readonly dialect: Omit<Dialect, "delimiter"> & { readonly delimiter: string | null };
  /** A WHATWG label. */
  readonly encoding: string;
  /** What becomes of bytes that are not valid in the encoding: an error, or U+FFFD. */
  readonly encodingErrors: "fail" | "replace";
  /** true: the first row; false: column_1 and so on; a list: the names. */
  readonly header: boolean | readonly string[];
  /** How the catalog is made: `compatible` as by the reference tap. */
  readonly schemaInference: "headers" | "sample" | "compatible";
}
