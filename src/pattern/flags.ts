import type { Reader } from "./reader.ts";

/** The switches that change how a part of a pattern is read. */
export interface Flags {
  readonly ignoreCase: boolean;
  readonly multiline: boolean;
  readonly dotAll: boolean;
  readonly verbose: boolean;
  readonly ascii: boolean;
}

/** Python's defaults for text. */
export const noFlags: Flags = { ignoreCase: false, multiline: false, dotAll: false, verbose: false, ascii: false };

/** What stands between `(?` and `:` or `)`. */
export interface FlagChange {
  /** True for `(?i)`, false for `(?i:…)`. */
  readonly isGlobal: boolean;
  readonly change: Partial<Flags>;
}

/** Reads flags up to and including `:` or `)`. */
export function readFlags(reader: Reader): FlagChange {
  const on = readOn(reader);
  if (reader.take(")")) return { isGlobal: true, change: Object.fromEntries(on) };
  const off = reader.take("-") ? readOff(reader) : new Map<keyof Flags, boolean>();
  const closing = reader.position;
  reader.next();
  for (const flag of off.keys()) if (on.has(flag)) reader.fail("bad inline flags: flag turned on and off", closing);
  return { isGlobal: false, change: Object.fromEntries([...on, ...off]) };
}

const names: ReadonlyMap<string, keyof Flags> = new Map([
  ["i", "ignoreCase"],
  ["m", "multiline"],
  ["s", "dotAll"],
  ["x", "verbose"],
  ["a", "ascii"],
  ["u", "ascii"],
]);

function readOn(reader: Reader): Map<keyof Flags, boolean> {
  const on = new Map<keyof Flags, boolean>();
  for (;;) {
    const letter = reader.peek();
    if (on.size > 0 && (letter === ")" || letter === ":")) return on;
    if (letter === "-") return on;
    const name = names.get(letter);
    if (letter === "L") failBehind(reader, "bad inline flags: cannot use 'L' flag with a str pattern");
    if (name === undefined) return failAt(reader, "missing -, : or )");
    const value = letter !== "u";
    if (name === "ascii" && on.has("ascii") && on.get("ascii") !== value) {
      failBehind(reader, "bad inline flags: flags 'a', 'u' and 'L' are incompatible");
    }
    on.set(name, value);
    reader.next();
  }
}

function readOff(reader: Reader): Map<keyof Flags, boolean> {
  const off = new Map<keyof Flags, boolean>();
  for (;;) {
    const letter = reader.peek();
    if (off.size > 0 && letter === ":") return off;
    const name = names.get(letter);
    if (name === "ascii" || letter === "L") {
      failBehind(reader, "bad inline flags: cannot turn off flags 'a', 'u' and 'L'");
    }
    if (name === undefined) return failAt(reader, off.size > 0 ? "missing :" : "missing flag");
    off.set(name, false);
    reader.next();
  }
}

function failAt(reader: Reader, missing: string): never {
  const isLetter = /\p{L}/u.test(reader.peek());
  return reader.fail(isLetter ? "unknown flag" : missing, reader.position);
}

/** Python has read the letter when it complains. */
function failBehind(reader: Reader, reason: string): never {
  return reader.fail(reason, reader.position + 1);
}
