/** Which fields are null, as only those can tell who see how a field is written. */
export interface NullMarkers {
  /** Texts as fields read. */
  readonly read: readonly Uint8Array[];
  /** Texts as fields stand in the file, such as \N where the backslash is the escape. */
  readonly written: readonly Uint8Array[];
  /** Whether a quoted field may be null. */
  readonly mayBeQuoted: boolean;
}

/** How the text of a file is cut into fields. */
export interface Dialect {
  /** One or more characters. */
  readonly delimiter: string;
  /** One or more characters, or "" for none. */
  readonly quote: string;
  /** The quote itself when quotes are doubled, another character such as a backslash, or "" for none. */
  readonly escape: string;
  /** A line that starts with this text is no row; "" for none. */
  readonly comment: string;
  /** Texts that are null, where the text of a field alone does not tell. */
  readonly nulls?: NullMarkers;
  /** Lines above the header, to be skipped unread. */
  readonly skipLines: number;
  /** Lines below the rows, to be skipped unread; none where absent. */
  readonly skipFooterLines?: number;
  /** What ends a row; the end of a line where absent. */
  readonly rowDelimiter?: string;
  /** Blanks around fields are no part of them. */
  readonly isTrimmed?: true;
  /** Bytes. A larger record is an error. */
  readonly maxRecordSize: number;
}
