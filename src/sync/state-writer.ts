import { stateLine } from "../singer/messages.ts";
import type { RecordSink } from "../singer/record-sink.ts";
import { bookmarksOf, type State, withBookmarks } from "../singer/state.ts";
import { now } from "../now.ts";

/** A STATE between two files: after so long, or after so many bytes of records. */
const intervalMs = 1000;
const intervalBytes = 64 * 1024 * 1024;
/** What a STATE may cost: so many times its bytes in records, unless so long has passed, and always so many times the time it took. */
const bytesFactor = 20;
const longIntervalMs = 30_000;
const timeFactor = 20;
/** Bytes. */
const smallState = 4096;

/**
 * Writes STATE lines: always the whole state, never the same twice in a row. What is handed in must
 * cover only records that were given to the output before.
 */
export class StateWriter {
  readonly #output: RecordSink;
  readonly #incoming: State;
  /** Of all streams. Changed in place: to copy 2,000 of them for each of 2,000 tables would cost more than the tables. */
  readonly #bookmarks: Map<string, unknown>;
  #line = "";
  #writtenAt = -Infinity;
  /** Of the output, when the last STATE had been written. */
  #bytesThen = 0;
  #tookMs = 0;

  constructor(output: RecordSink, state: State) {
    this.#output = output;
    this.#incoming = state;
    this.#bookmarks = bookmarksOf(state);
  }

  /** The very first message: some targets take the first STATE they see for already saved. */
  async begin(): Promise<void> {
    await this.write();
  }

  /** Whether a STATE may be written for each table without a thought. */
  get isSmall(): boolean {
    return this.#line.length < smallState;
  }

  /** Whether a STATE saves work that is worth its bytes, across all tables: each may hold thousands of ids of each of them. */
  isDue(): boolean {
    const elapsed = now() - this.#writtenAt;
    const bytes = this.#output.written - this.#bytesThen;
    if (elapsed < intervalMs && bytes < intervalBytes) return false;
    if (elapsed < timeFactor * this.#tookMs) return false;
    return bytes >= bytesFactor * this.#line.length || elapsed >= longIntervalMs;
  }

  /** Changes the bookmark of a stream, for the next STATE. */
  note(stream: string, bookmark: object): void {
    this.#bookmarks.set(stream, bookmark);
  }

  /** Writes a STATE with a bookmark that is only made now. */
  async writeWith(stream: string, makeBookmark: () => object): Promise<void> {
    const began = now();
    this.note(stream, makeBookmark());
    await this.write(began);
  }

  /** Writes a STATE of all that was noted, unless it would be the one before. */
  async write(began = now()): Promise<void> {
    const line = stateLine(withBookmarks(this.#incoming, this.#bookmarks));
    this.#tookMs = now() - began;
    if (line === this.#line) return;
    this.#line = line;
    await this.#output.writeState(Buffer.from(line));
    this.#writtenAt = now();
    this.#bytesThen = this.#output.written;
  }
}
