import { TapError } from "../errors.ts";

/**
 * A request to end the run. An AbortSignal would do the same, at the price of a listener for every
 * chunk that is waited for, or of a promise that remembers every race it was in.
 */
export class Stop {
  /** The signal that asked for it, or null. */
  signal: NodeJS.Signals | null = null;
  /** Why nothing is to be waited for any longer. */
  #reason: TapError | null = null;
  readonly #waiting = new Set<(reason: TapError) => void>();

  request(signal: NodeJS.Signals): void {
    this.signal = signal;
    this.#end(new TapError("stopped", `Stopped by ${signal}`));
  }

  /** Nothing can go on, such as behind a reader that is gone: whoever waits for the store waits in vain. */
  abandon(reason: TapError): void {
    this.#end(reason);
  }

  /** Throws once the run is to end. */
  check(): void {
    if (this.#reason !== null) throw this.#reason;
  }

  /** What the promise brings, or the end of the run if that comes first. */
  async orEnd<T>(promise: Promise<T>): Promise<T> {
    this.check();
    return new Promise((resolve, reject) => {
      this.#waiting.add(reject);
      promise.then(resolve, reject).finally(() => this.#waiting.delete(reject));
    });
  }

  #end(reason: TapError): void {
    this.#reason = reason;
    for (const reject of this.#waiting) reject(reason);
  }
}
