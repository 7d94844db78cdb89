import { stateLine } from "../singer/messages.ts";
import type { RecordSink } from "../singer/record-sink.ts";
import { type State, withBookmark } from "../singer/state.ts";

/** Bytes up to which a STATE is always written; larger ones, at most one per interval. */
const smallState = 4096;
const intervalMs = 1000;

/**
 * Writes STATE lines: always the whole state, never the same twice in a row. What is handed in must
 * cover only records that were given to the output before.
 */
export class StateWriter {
  readonly #output: RecordSink;
  #state: State;
  #line = "";
  #writtenAt = 0;

  constructor(output: RecordSink, state: State) {
    this.#output = output;
    this.#state = state;
  }

  /** The very first message: some targets take the first STATE they see for already saved. */
  async begin(): Promise<void> {
    await this.#write();
  }

  /**
   * Whether a STATE between two small files is worth its bytes: each may hold thousands of ids, and
   * some targets copy and compare every one they get.
   */
  isDue(): boolean {
    return this.#line.length < smallState || Date.now() - this.#writtenAt >= intervalMs;
  }

  async write(stream: string, bookmark: object): Promise<void> {
    this.#state = withBookmark(this.#state, stream, bookmark);
    await this.#write();
  }

  async #write(): Promise<void> {
    const line = stateLine(this.#state);
    if (line === this.#line) return;
    this.#line = line;
    this.#writtenAt = Date.now();
    await this.#output.writeState(Buffer.from(line));
  }
}
