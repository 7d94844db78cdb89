import type { Node } from "./ast.ts";
import type { Flags } from "./flags.ts";
import type { Reader } from "./reader.ts";
import type { Width } from "./width.ts";

/** The groups of a pattern while it is read. */
export class Groups {
  /** The first group inside the outermost open look-behind, or null outside. */
  lookBehindFrom: number | null = null;
  /** The numbers of those that have names. */
  readonly names = new Map<string, number>();
  readonly #reader: Reader;
  readonly #widths = new Map<number, Width>();
  /** Group numbers that conditions mention, and where. */
  readonly #mentioned = new Map<number, number>();
  #count = 0;

  constructor(reader: Reader) {
    this.#reader = reader;
  }

  /** The number that the next group gets. */
  get next(): number {
    return this.#count + 1;
  }

  open(name: string | null, namePosition: number): number {
    const number = ++this.#count;
    if (name === null) return number;
    const other = this.names.get(name);
    if (other !== undefined) {
      this.#reader.fail(`redefinition of group name '${name}' as group ${number}; was group ${other}`, namePosition);
    }
    this.names.set(name, number);
    return number;
  }

  close(number: number, width: Width): void {
    this.#widths.set(number, width);
  }

  /** The width of a closed group. */
  width(number: number): Width {
    return this.#widths.get(number) ?? [0, Infinity];
  }

  named(name: string, position: number): number {
    return this.names.get(name) ?? this.#reader.fail(`unknown group name '${name}'`, position);
  }

  /** Makes a back-reference. Python reports open groups at the start of the reference, others at the number. */
  refer(number: number, start: number, numberPosition: number, flags: Flags): Node {
    if (number > this.#count) this.#reader.fail(`invalid group reference ${number}`, numberPosition);
    if (!this.#widths.has(number)) this.#reader.fail("cannot refer to an open group", start);
    this.checkLookBehind(number);
    return { kind: "same-as", group: number, fold: flags.ignoreCase ? (flags.ascii ? "ascii" : "unicode") : "none" };
  }

  /** A look-behind may not depend on what it defines itself. */
  checkLookBehind(number: number): void {
    if (this.lookBehindFrom === null) return;
    if (!this.#widths.has(number)) this.#reader.fail("cannot refer to an open group", this.#reader.position);
    if (number < this.lookBehindFrom) return;
    this.#reader.fail("cannot refer to group defined in the same lookbehind subpattern", this.#reader.position);
  }

  mention(number: number, position: number): void {
    if (!this.#mentioned.has(number)) this.#mentioned.set(number, position);
  }

  /** Conditions may name a group that comes later, but not one that never comes. */
  checkReferences(): void {
    for (const [number, position] of this.#mentioned) {
      if (number > this.#count) this.#reader.fail(`invalid group reference ${number}`, position);
    }
  }
}
