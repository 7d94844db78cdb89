/** What work on one table says: to a log, or to what keeps it for one. */
export interface TableLog {
  info(fields: object, sentence: string): void;
  warn(fields: object, sentence: string): void;
  warn(sentence: string): void;
}

/** Keeps what is said until it is its turn, so that the lines of tables that are looked at side by side do not mix. */
export class HeldLog implements TableLog {
  readonly #held: (readonly [level: "info" | "warn", fields: object, sentence: string])[] = [];

  info(fields: object, sentence: string): void {
    this.#held.push(["info", fields, sentence]);
  }

  warn(first: object | string, sentence = ""): void {
    this.#held.push(typeof first === "string" ? ["warn", {}, first] : ["warn", first, sentence]);
  }

  giveTo(log: TableLog): void {
    for (const [level, fields, sentence] of this.#held) log[level](fields, sentence);
  }
}
