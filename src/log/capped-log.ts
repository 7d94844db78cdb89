import type { Log } from "./log.ts";

/** Lines of one kind that a table may log; the rest is only counted. */
const most = 10;

/**
 * A log for what may happen to each of a table's files: the first lines of each kind say it, the
 * ten-thousandth would say nothing more, but to those who ask for details.
 */
export class CappedLog {
  readonly #log: Log;
  readonly #counts = new Map<string, number>();

  constructor(log: Log) {
    this.#log = log;
  }

  /** `kind` completes "… more files …", as in "could not be read". */
  write(level: "warn" | "error", kind: string, fields: object, message: string): void {
    const count = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, count);
    this.#log[count <= most ? level : "debug"](fields, message);
  }

  /** Who asks for details gets all of them. */
  debug(fields: object, message: string): void {
    this.#log.debug(fields, message);
  }

  /** Tells how many lines were kept back. */
  end(): void {
    for (const [kind, count] of this.#counts) {
      if (count > most) this.#log.warn(`${count - most} more files ${kind}`);
    }
  }
}
