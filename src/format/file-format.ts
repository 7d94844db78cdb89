import type { TapError } from "../errors.ts";
import type { NamedBatch } from "../rows/named-batch.ts";
import type { RowBatch } from "../rows/row-batch.ts";
import type { ColumnType } from "../schema/column-type.ts";
import type { JsonSchema } from "../schema/json-schema.ts";
import type { ByteSource } from "./byte-source.ts";
import type { FileSettings } from "./file-settings.ts";
import type { Asked, Finding } from "./finding.ts";

/**
 * How the files of one format are read: the one seam between bytes and rows. Both methods throw TapError of kind "data"
 * for a file that cannot be read, in a sentence that goes on after "Cannot read "a.csv": ". Neither knows which file it
 * reads. A transfer ends when nobody asks for more.
 */
export type FileFormat = Format<"header", RowBatch> | Format<"own", NamedBatch>;

interface Format<Names extends "header" | "own", Rows extends RowBatch> {
  /** Whether rows have the names of one header, or bring their own. */
  readonly names: Names;
  /** The line of the first record, as `_sdc_source_lineno` counts. */
  readonly firstLine: number;

  /** What the beginning of a file tells. Reads no more than that takes. */
  head(file: OpenFile, wanted: Wanted): Promise<Head>;

  /** The records of a file, batch by batch; what a batch holds is valid until the next one is asked for. */
  batches(file: OpenFile, from: Beginning): AsyncIterable<FileBatch<Rows>>;

  /** What of the settings does not seem to suit the file. Only for formats that settings describe. */
  sniff?(file: OpenFile, asked?: Asked): Promise<readonly Finding[]>;
}

/** A file to be read: an object, or a file inside one. */
export interface OpenFile {
  /** From its first byte on. Can be iterated over once. */
  readonly bytes: AsyncIterable<Uint8Array>;
  /** The same bytes, any of them and as often as is wanted; null for a file that is packed in another. */
  readonly ranges: ByteSource | null;
  readonly settings: FileSettings;
  /** What becomes of a single record that cannot be read: an error, or a row of kind `broken`. */
  readonly onBroken: "fail" | "keep";
  /** How many times its size the file may expand to, after its first 100 MiB. */
  readonly maxExpansion: number;
  /** Whether what is in a column goes anywhere, so that it must be read. */
  isWanted(column: string): boolean;
  /** What the catalog has a column take; null where that is not known, as in a sample. */
  typeOf(column: string): ColumnType | null;
}

/** Where to begin: at the first record, or behind what an earlier run has written. */
export interface Beginning {
  /** Records to be left out. A format that cannot jump gives them all the same, and whoever reads drops them. */
  readonly records: number;
  /** Where in the file the next record begins; 0 where that is not known. Above 0 only with `ranges`. */
  readonly byte: number;
}

/** Records of a file, none of them a header. */
export interface FileBatch<Rows extends RowBatch = RowBatch | NamedBatch> {
  readonly rows: Rows;
  /** The columns so far: those of the header, or the keys of a NamedBatch. */
  readonly names: readonly string[];
  /** Records of the file before these. */
  readonly before: number;
  /** Columns whose dates the file itself has typed, in ISO 8601 whatever the table's `date_format`. */
  readonly isoDates?: ReadonlySet<string>;
  /** To be added to an offset of the batch to get that in the file. Null where there is none: a reader that starts over must count. */
  readonly shift: number | null;
  /** The first rows of the file, where these may be others. */
  readonly opening?: RowBatch;
  /** The encoding in which the text was read although nothing but its NULs tells it. */
  readonly recognised?: string | null;
  /** How many NUL characters were left out of the text so far; none where that is not said. */
  readonly removedNuls?: number;
  /** How many half surrogates became U+FFFD in these rows; none where that is not said. */
  readonly replacedHalves?: number;
  /** Fields of these rows with text behind their closing quote, and the line of the first; absent where there are none. */
  readonly brokenQuotes?: { readonly count: number; readonly line: number };
}

/** How much of a file is looked at. */
export interface Wanted {
  /** Records for the sample; 0 when the names are enough. */
  readonly records: number;
  /** Bytes after which no more records are read. */
  readonly bytes: number;
  /** Of so many records the first is taken. Above 1, blank lines count as well, as Python counts them. */
  readonly every: number;
}

/** What the beginning of a file tells. */
export interface Head {
  readonly names: readonly string[];
  /** The names are those of every record of the file, not only of those that were looked at. */
  readonly isComplete: boolean;
  /** The properties of columns, as far as the file itself knows them; null where it knows of no types. */
  readonly types: ReadonlyMap<string, JsonSchema> | null;
  /** The sample. */
  readonly records: readonly (readonly SampledField[])[];
  /** Bytes that a record takes on average; null where that cannot be told. */
  readonly recordSize: number | null;
  /** Why another reader may read other names, as the end of a sentence about the header; null where none would. */
  readonly doubt: string | null;
  /** What the file tells of itself, where it does. */
  readonly facts?: FileFacts;
  /** What ended the look at a file whose names were known by then. */
  readonly failure: TapError | null;
}

/** What a file knows of itself. */
interface FileFacts {
  /** The codec, as its format calls it. */
  readonly compression: string;
  /** Null where only reading it would tell. */
  readonly records: number | null;
}

/** One value of a record, for samples and not for every row. Of several fields of one name only the first is given. */
export interface SampledField {
  readonly name: string;
  /** `untyped`: a text that may stand for anything. The others as in `NamedBatch`. */
  readonly kind: "untyped" | "text" | "number" | "boolean" | "null" | "json";
  readonly text: string;
}
