import { patternError } from "./pattern-error.ts";

/** A cursor over the characters of a pattern. Positions count characters, as Python's do. */
export class Reader {
  readonly source: string;
  readonly warnings: string[] = [];
  position = 0;
  readonly #chars: readonly string[];

  constructor(source: string) {
    this.source = source;
    this.#chars = Array.from(source);
  }

  /** The character at the cursor, or one further on; "" behind the end. */
  peek(ahead = 0): string {
    return this.#chars[this.position + ahead] ?? "";
  }

  /** Moves past the character and returns it; "" at the end. */
  next(): string {
    const char = this.peek();
    if (char !== "") this.position++;
    return char;
  }

  /** Moves past the text if it is what comes next. */
  take(text: string): boolean {
    if (this.peek() !== text) return false;
    this.position++;
    return true;
  }

  /** Moves past at most `count` characters of the kind and returns them. */
  takeWhile(kind: RegExp, count = Infinity): string {
    let taken = "";
    while (taken.length < count && kind.test(this.peek())) taken += this.next();
    return taken;
  }

  /** Returns the name up to the terminator, which it moves past. */
  takeName(terminator: string, what: string): string {
    const start = this.position;
    let name = "";
    for (;;) {
      const at = this.position;
      const char = this.next();
      if (char === terminator && name !== "") return name;
      if (char === terminator) this.fail(`missing ${what}`, at);
      if (char === "" && name === "") this.fail(`missing ${what}`, start);
      if (char === "") this.fail(`missing ${terminator}, unterminated name`, start);
      name += char;
    }
  }

  /** The pattern's text from a position to the cursor. */
  since(start: number): string {
    return this.#chars.slice(start, this.position).join("");
  }

  fail(reason: string, position?: number): never {
    throw patternError(this.source, reason, position);
  }
}
