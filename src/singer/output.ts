import { TapError } from "../errors.ts";
import type { RecordSink } from "./record-sink.ts";

/** What is written to: process.stdout, or a stand-in. */
export interface Pipe {
  write(bytes: Uint8Array, done: (error?: Error | null) => void): unknown;
  on(event: "error", listener: (error: Error) => void): unknown;
}

/**
 * Bytes. A pipe takes so many at once, and the reader has them while the next ones are made; of more, the rest would
 * wait until the program has time to ask whether there is room again.
 */
const windowSize = 64 * 1024;
/** Below it a write costs more than the copy it saves. */
const directSize = 32 * 1024;

/**
 * The one writer of stdout. Small pieces gather in a window; a full window, or a piece that is large
 * on its own, is written while the next one fills. At most one write is under way, and `write` waits
 * for it before it starts another: that is the back-pressure.
 *
 * A piece may be reused by its owner as soon as the `write` after it has returned.
 */
export class Output implements RecordSink {
  readonly #pipe: Pipe;
  readonly #onFailure: (failure: TapError) => void;
  #filling = Buffer.allocUnsafe(windowSize);
  #spare = Buffer.allocUnsafe(windowSize);
  #length = 0;
  #underWay: Promise<void> = Promise.resolve();
  /** Whether the piece under way belongs to the caller, who may want to fill it again. */
  #isBorrowed = false;
  written = 0;

  /** `onFailure` is told at once when nobody takes the output any more, and not only when the next bytes are given. */
  constructor(pipe: Pipe, onFailure: (failure: TapError) => void = () => {}) {
    this.#pipe = pipe;
    this.#onFailure = onFailure;
    // Without a listener Node would end the process with a stack trace; the callback of the write tells.
    pipe.on("error", () => {});
  }

  /** Takes the bytes; resolves as soon as more may be given. Throws TapError when nobody reads any more. */
  async write(bytes: Uint8Array): Promise<void> {
    this.written += bytes.length;
    const isLarge = bytes.length >= directSize;
    if (this.#isBorrowed) await this.#underWay;
    if (isLarge || this.#length + bytes.length > windowSize) await this.#sendWindow();
    if (isLarge) return this.#start(bytes, true);
    this.#filling.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** What was written before comes before it in the pipe. A target can only save what has reached it, so nothing is held back. */
  async writeState(line: Uint8Array): Promise<void> {
    await this.write(line);
    await this.#sendWindow();
  }

  /** Resolves when everything given so far has been taken by the pipe. */
  async flush(): Promise<void> {
    await this.#sendWindow();
    await this.#underWay;
  }

  async #sendWindow(): Promise<void> {
    if (this.#length === 0) return;
    const full = this.#filling.subarray(0, this.#length);
    await this.#start(full, false);
    [this.#filling, this.#spare] = [this.#spare, this.#filling];
    this.#length = 0;
  }

  async #start(bytes: Uint8Array, isBorrowed: boolean): Promise<void> {
    await this.#underWay;
    this.#isBorrowed = isBorrowed;
    this.#underWay = new Promise((resolve, reject) => {
      this.#pipe.write(bytes, (error) => {
        if (!error) return resolve();
        const failure = unwritable(error);
        this.#onFailure(failure);
        reject(failure);
      });
    });
    // Whoever writes or flushes next gets the error; until then it must not count as unhandled.
    this.#underWay.catch(() => {});
  }
}

function unwritable(error: Error & { readonly code?: string }): TapError {
  if (error.code === "EPIPE" || error.code === "ERR_STREAM_DESTROYED") {
    return new TapError("reader-gone", "The target closed the pipe", { cause: error });
  }
  return new TapError("unwritable", `The output could not be written: ${error.message}`, { cause: error });
}
