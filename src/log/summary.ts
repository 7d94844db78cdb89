import { countOf } from "../wording/count-of.ts";
import { skippedFiles } from "../wording/skipped-files.ts";
import { now } from "../now.ts";

/** Columns that one line of the log tells of. */
const maxColumns = 100;

/** What became of one table, for the last line of the log. */
export class TableSummary {
  readonly table: string;
  /** The how manieth table of the run it is, from 1. */
  readonly place: { readonly number: number; readonly of: number };
  files = 0;
  failed = 0;
  /** The table as a whole could not go on. */
  hasFailed = false;
  /** Files that were skipped, by reason. */
  readonly skipped = new Map<string, number>();
  /** Files that an earlier run has read. */
  known = 0;
  records = 0;
  /** What there is to read: known once the table is listed. */
  due: { readonly files: number; readonly bytes: number } = { files: 0, bytes: 0 };
  /** Bytes that came in so far, also of files that have not been read to their end. */
  fetched = 0;
  /** Bytes of the objects that were read, as they are stored. */
  bytes = 0;
  /** Values that did not fit their column's type, by column. */
  readonly mismatches = new Map<string, number>();
  /** Rows with more or fewer values than the header of their file. */
  raggedRows = 0;
  /** Records of the stream of rejects. */
  rejects = 0;
  readonly #began = now();
  seconds = 0;

  constructor(table: string, place: { readonly number: number; readonly of: number } = { number: 1, of: 1 }) {
    this.table = table;
    this.place = place;
  }

  /** Bytes that have come. Of a Parquet file only what is selected is fetched, so that one which has been read counts whole. */
  get come(): number {
    return Math.max(this.fetched, this.bytes);
  }

  /** The table's name for a sentence, with its place where there are others. */
  title(): string {
    const { number, of } = this.place;
    return `Table "${this.table}"${of > 1 ? ` (${number} of ${of})` : ""}`;
  }

  countSkipped(reason: string): void {
    this.skipped.set(reason, (this.skipped.get(reason) ?? 0) + 1);
  }

  countMismatches(counts: ReadonlyMap<string, number>): void {
    for (const [column, count] of counts) this.mismatches.set(column, (this.mismatches.get(column) ?? 0) + count);
  }

  /** Seconds since the table was begun. */
  elapsed(): number {
    return secondsSince(this.#began);
  }

  end(): void {
    this.seconds = secondsSince(this.#began);
  }

  /** As a sentence. */
  text(): string {
    const misfits = [...this.mismatches.values()].reduce((sum, count) => sum + count, 0);
    return [
      `${this.title()}: ${countOf(this.records, "record")} of ${countOf(this.files, "file")}`,
      ...(this.skipped.size === 0 ? [] : [`skipped: ${skippedFiles(this.skipped)}`]),
      ...(misfits === 0 ? [] : [`${countOf(misfits, "value")} did not fit`]),
      ...(this.raggedRows === 0 ? [] : [`${countOf(this.raggedRows, "row")} of another width than the header`]),
      ...(this.rejects === 0 ? [] : [countOf(this.rejects, "reject")]),
      ...(this.failed === 0 ? [] : [`${countOf(this.failed, "file")} failed`]),
      ...(this.hasFailed ? ["aborted"] : []),
      `${this.seconds} s`,
    ].join(", ");
  }

  /** As fields of a log line. */
  fields(): object {
    return {
      table: this.table,
      files: this.files,
      ...(this.known > 0 ? { known: this.known } : {}),
      ...(this.skipped.size > 0 ? { skipped: Object.fromEntries(this.skipped) } : {}),
      failed: this.failed,
      ...(this.hasFailed ? { aborted: true } : {}),
      records: this.records,
      ...(this.raggedRows > 0 ? { ragged_rows: this.raggedRows } : {}),
      ...(this.rejects > 0 ? { rejects: this.rejects } : {}),
      bytes: this.bytes,
      ...(this.mismatches.size > 0
        ? { mismatches: Object.fromEntries([...this.mismatches].slice(0, maxColumns)) }
        : {}),
      seconds: this.seconds,
    };
  }
}

/** Seconds to two places since a moment of now(). */
export function secondsSince(began: number): number {
  return Math.round((now() - began) / 10) / 100;
}
