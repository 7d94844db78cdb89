import type { Dialect } from "../csv/dialect.ts";
import type { Connection } from "../s3/connection.ts";
import type { ValueKind } from "../schema/column-type.ts";

/** What to do about something that cannot be taken as it is. */
type Policy = "fail" | "warn";

/** The whole configuration, parsed and complete: every default is filled in. */
export interface Config {
  readonly connection: Connection;
  readonly tables: readonly Table[];
  /** Only objects modified after it are read on the first run. */
  readonly startDate: Date | null;
  /** Milliseconds; Infinity keeps every id. */
  readonly lookbackMs: number;
  readonly detectMultipart: boolean;
  readonly seenLimit: number;
  /** Records between two STATEs inside one object; 0 = only at its end. */
  readonly checkpointRecords: number;
  readonly onNoFiles: Policy;
  readonly onBadFile: "fail" | "skip";
  readonly maxExpansion: number;
  readonly timeExtracted: boolean;
  /** Every text in the config that must never be logged. */
  readonly secrets: readonly string[];
}

/** One table: which objects it reads, and how. */
export interface Table {
  readonly name: string;
  readonly searchPattern: string;
  readonly excludePattern: string | null;
  readonly searchPrefix: string;
  readonly keyProperties: readonly string[];
  readonly dateOverrides: readonly string[];
  readonly dateFormat: string | null;
  readonly schemaInference: "headers" | "sample" | "compatible";
  readonly columns: ReadonlyMap<string, ValueKind>;
  /** The delimiter is null where the file's name decides: a tab in .tsv, a comma elsewhere. */
  readonly dialect: Omit<Dialect, "delimiter"> & { readonly delimiter: string | null };
  /** A WHATWG label. */
  readonly encoding: string;
  /** What becomes of bytes that are no text in the encoding: an error, or U+FFFD. */
  readonly encodingErrors: "fail" | "replace";
  /** true: the first row; false: column_1 and so on; a list: the names. */
  readonly header: boolean | readonly string[];
  readonly nullValues: readonly string[];
  readonly onMismatch: "extra" | "fail";
  /** Values and rows that do not fit go into a stream of their own. */
  readonly hasRejectStream: boolean;
  /** null: by key and content. */
  readonly format: "csv" | "tsv" | "jsonl" | null;
}
