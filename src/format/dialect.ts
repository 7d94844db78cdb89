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
  /** Lines above the header, to be passed over unread. */
  readonly skipLines: number;
  /** Bytes. A larger record is an error. */
  readonly maxRecordSize: number;
}
