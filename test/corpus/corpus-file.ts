import type { Rows } from "./tables.ts";

/** A file in the style of a program, with what a person reads in it. */
export interface CorpusFile {
  readonly program: string;
  readonly bytes: Buffer;
  /** The names first; `column_1` and so on where the file has none. */
  readonly rows: Rows;
  /** It is UTF-8, and one table from its first line to its last. */
  readonly isPlain: boolean;
  /** No setting reads it as a person does: what is wrong is told with its line. */
  readonly isBeyondSettings?: boolean;
}
