/** What did not go as its column wanted it, counted over the rows of one file. */
export class Tally {
  /** Values that did not fit the type of their column, by column. */
  readonly mismatches = new Map<string, number>();
  /** Rows that are no records. */
  rejectedRows = 0;
  /** Rows with more or fewer values than the header, and the line of the first; see `lineOf`. */
  raggedRows = 0;
  firstRagged = 0;
  /** Of them, the last ones with fewer values, one below the other, and the line of the last. */
  #lastShortRows = 0;
  #lastShort = -1;
  /** The line of the last row; -1 until it has been read. */
  lastLine = -1;
  /** Columns in which a date such as 01/02/2020 was read with the month first, although nothing says so. */
  readonly ambiguousDates = new Set<string>();

  /** Records with a key column that holds an empty text, and the line of the last of them. */
  emptyKeys = 0;
  #lastEmptyKey = -1;
  /** Fields with text behind their closing quote, and the line of the first of them. */
  brokenQuotes = 0;
  firstBrokenQuote = 0;
  /** NUL characters that were left out of the text, and those that are in values. */
  removedNuls = 0;
  writtenNuls = 0;
  /** Half surrogates that became U+FFFD. */
  replacedHalves = 0;

  /** A record may have several of them. */
  countEmptyKey(line: number): void {
    if (line !== this.#lastEmptyKey) this.emptyKeys++;
    this.#lastEmptyKey = line;
  }

  countBrokenQuotes({ count, line }: { readonly count: number; readonly line: number }): void {
    this.firstBrokenQuote ||= line;
    this.brokenQuotes += count;
  }

  countRagged(line: number, isShort: boolean): void {
    this.firstRagged ||= line;
    this.raggedRows++;
    if (!isShort) return;
    this.#lastShortRows = line === this.#lastShort + 1 ? this.#lastShortRows + 1 : 1;
    this.#lastShort = line;
  }

  /** How many rows at the end have fewer values than the header, once the end is known. */
  shortRowsAtEnd(): number {
    return this.#lastShort === this.lastLine ? this.#lastShortRows : 0;
  }

  countMismatch(column: string): void {
    this.mismatches.set(column, (this.mismatches.get(column) ?? 0) + 1);
  }
}
