import type { LogStream } from "./log.ts";

/** What a terminal needs to have for a line that is written over and over. */
export interface Terminal extends LogStream {
  readonly columns?: number;
}

const intervalMs = 200;
// "CSI K": erase to the end of the line (ECMA-48, 8.3.41).
const erase = "\r\u001B[K";

/** A terminal with a log that scrolls, and below it one line that tells how far the run has come. */
export class Screen implements LogStream {
  readonly isTTY = true;
  readonly #terminal: Terminal;
  #timer: NodeJS.Timeout | null = null;
  #isDrawn = false;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  /** Characters of a line. */
  get width(): number {
    return this.#terminal.columns ?? 80;
  }

  /** Writes whole lines of the log. */
  write(text: string): void {
    this.#clear();
    this.#terminal.write(text);
  }

  /** Shows what `line` says, five times a second, until the end. An empty text shows nothing. */
  begin(line: () => string): void {
    this.#timer = setInterval(() => this.#draw(line()), intervalMs).unref();
  }

  end(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    this.#clear();
  }

  #draw(line: string): void {
    this.#clear();
    // A line that wraps could not be taken back.
    const text = line.slice(0, this.width - 1);
    if (text === "") return;
    this.#terminal.write(text);
    this.#isDrawn = true;
  }

  #clear(): void {
    if (this.#isDrawn) this.#terminal.write(erase);
    this.#isDrawn = false;
  }
}
