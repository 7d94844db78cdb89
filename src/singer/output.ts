import { TapError } from "../errors.ts";
import type { RecordSink } from "./record-sink.ts";

/** What is written to: process.stdout, or a stand-in. */
export interface Pipe {
  /** Bytes that were given and that it still has. */
  readonly writableLength: number;
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
 * on its own, is written while the next one fills. What the pipe does not take at once is waited for
 * before anything else is written: that is the back-pressure.
 *
 * A piece may be reused by its owner as soon as the `write` after it has returned.
 */
export class Output implements RecordSink {
  readonly #pipe: Pipe;
  readonly #onFailure: (failure: TapError) => void;
  #filling = Buffer.allocUnsafe(windowSize);
  #spare = Buffer.allocUnsafe(windowSize);
  #length = 0;
  /** Writes of which the pipe has not yet told the end. */
  #underWay = 0;
  /** Whether the piece under way belongs to the caller, who may want to fill it again. */
  #isBorrowed = false;
  #failure: TapError | null = null;
  /** Told when no write is under way any more. */
  #onEnd: (() => void) | null = null;
  written = 0;

  /** `onFailure` is told at once when nobody takes the output any more, and not only when the next bytes are given. */
  constructor(pipe: Pipe, onFailure: (failure: TapError) => void = () => {}) {
    this.#pipe = pipe;
    this.#onFailure = onFailure;
    // Without a listener Node would end the process with a stack trace; the callback of the write tells.
    pipe.on("error", () => {});
  }

  /** Takes the bytes; null if more may be given at once. Throws TapError when nobody reads any more. */
  write(bytes: Uint8Array): Promise<void> | null {
    this.written += bytes.length;
    return this.#give(bytes);
  }

  /** What was written before comes before it in the pipe. A target can only save what has reached it, so nothing is held back. */
  async writeState(line: Uint8Array): Promise<void> {
    await this.write(line);
    await this.#untilTaken();
    this.#sendWindow();
  }

  /** Resolves when everything given so far has been taken by the pipe. */
  async flush(): Promise<void> {
    await this.#untilTaken();
    this.#sendWindow();
    while (this.#underWay > 0) await this.#end();
    this.#check();
  }

  #give(bytes: Uint8Array): Promise<void> | null {
    this.#check();
    const isLarge = bytes.length >= directSize;
    const isFull = isLarge || this.#length + bytes.length > windowSize;
    if (this.#isBusy && (isFull || this.#isBorrowed)) return this.#giveLater(bytes);
    if (isFull && this.#length > 0) {
      this.#sendWindow();
      if (isLarge && this.#isBusy) return this.#giveLater(bytes);
    }
    if (isLarge) {
      this.#start(bytes, true);
    } else {
      this.#filling.set(bytes, this.#length);
      this.#length += bytes.length;
    }
    return null;
  }

  async #giveLater(bytes: Uint8Array): Promise<void> {
    await this.#untilTaken();
    await this.#give(bytes);
  }

  /** Of what the pipe has taken it tells the end only later: there is nothing to wait for. */
  get #isBusy(): boolean {
    return this.#underWay > 0 && this.#pipe.writableLength > 0;
  }

  async #untilTaken(): Promise<void> {
    while (this.#isBusy) await this.#end();
    this.#check();
  }

  async #end(): Promise<void> {
    return new Promise((resolve) => {
      const before = this.#onEnd;
      this.#onEnd = () => {
        before?.();
        resolve();
      };
    });
  }

  #check(): void {
    if (this.#failure !== null) throw this.#failure;
  }

  #sendWindow(): void {
    if (this.#length === 0) return;
    this.#start(this.#filling.subarray(0, this.#length), false);
    [this.#filling, this.#spare] = [this.#spare, this.#filling];
    this.#length = 0;
  }

  #start(bytes: Uint8Array, isBorrowed: boolean): void {
    this.#isBorrowed = isBorrowed;
    this.#underWay++;
    this.#pipe.write(bytes, this.#ended);
  }

  /** One function for all writes: Node then tells the ends of several at once. */
  readonly #ended = (error?: Error | null): void => {
    this.#underWay--;
    if (error && this.#failure === null) {
      this.#failure = unwritable(error);
      this.#onFailure(this.#failure);
    }
    if (this.#underWay > 0) return;
    const tell = this.#onEnd;
    this.#onEnd = null;
    tell?.();
  };
}

function unwritable(error: Error & { readonly code?: string }): TapError {
  if (error.code === "EPIPE" || error.code === "ERR_STREAM_DESTROYED") {
    return new TapError("reader-gone", "The target closed the pipe", { cause: error });
  }
  return new TapError("unwritable", `The output could not be written: ${error.message}`, { cause: error });
}
