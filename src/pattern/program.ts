import type { Fold, Node, Assertion } from "./ast.ts";
import { partsOf } from "./ast.ts";
import type { CharSet } from "./char-set.ts";
import { holds } from "./char-set.ts";
import { widthOf } from "./width.ts";

/** One step of a matcher. Without a target of its own, it goes on to the next instruction. */
type Instruction =
  /** `ascii` says for each of the first 128 characters whether the set holds it. */
  | { readonly op: "one"; readonly set: CharSet; readonly ascii: Uint8Array }
  | { readonly op: "at"; readonly place: Assertion }
  /** Tries `first`, then `second`. */
  | { readonly op: "split"; readonly first: number; readonly second: number }
  | { readonly op: "jump"; readonly to: number }
  /** The part up to its own `match` must match, or must not, `width` characters back; then goes to `next`. */
  | { readonly op: "look"; readonly wanted: boolean; readonly width: number; readonly next: number }
  /** The part up to its own `match` is matched once and never again otherwise. */
  | { readonly op: "atomic"; readonly next: number }
  | { readonly op: "save"; readonly slot: number }
  /** Begins another round of a loop, unless the last one, which began at the position in `slot`, read nothing. */
  | { readonly op: "again"; readonly slot: number; readonly to: number }
  | { readonly op: "same-as"; readonly group: number; readonly fold: Fold }
  | { readonly op: "if-group"; readonly group: number; readonly no: number }
  | { readonly op: "match" };

/** A pattern for the matcher of matcher.ts. */
export interface Program {
  readonly code: readonly Instruction[];
  /** How many positions it remembers; group n owns slots 2n and 2n + 1. 0 when the position alone decides what comes of an instruction. */
  readonly slots: number;
}

/** Turns a pattern into a program, or returns null when that would be too large. What groups read is kept where the pattern needs it, or on demand. */
export function toProgram(root: Node, wanted: "forget" | "keep" = "forget"): Program | null {
  const parts = [...partsOf(root)];
  const groups = parts.filter(({ kind }) => kind === "group").length;
  const compiler = new Compiler(wanted === "keep" || parts.some(remembers) ? 2 * groups + 2 : 0);
  compiler.add(root);
  compiler.emit({ op: "match" });
  return compiler.isTooLarge ? null : { code: compiler.code, slots: compiler.slots };
}

/** Says whether what the part does depends on more than the position. */
function remembers(part: Node): boolean {
  switch (part.kind) {
    case "same-as":
    case "if-group":
      return true;
    case "atomic":
      return hasEmptyRounds(part.body);
    case "repeat":
      return part.greed === "possessive" && hasEmptyRounds(part);
    case "one":
    case "at":
    case "sequence":
    case "choice":
    case "group":
    case "look":
      return false;
  }
}

/** A loop ends with a round that reads nothing; where it ends is seen only when it is not tried again otherwise. */
function hasEmptyRounds(node: Node): boolean {
  return [...partsOf(node)].some(
    (part) => part.kind === "repeat" && part.max === Infinity && widthOf(part.body, () => [0, Infinity])[0] === 0,
  );
}

/** Repetitions are written out; one of thousands of characters is no pattern for keys, which have 1,024 bytes. */
const maxInstructions = 10_000;

class Compiler {
  readonly code: Instruction[] = [];
  slots: number;
  readonly #saves: boolean;

  constructor(slots: number) {
    this.slots = slots;
    this.#saves = slots > 0;
  }

  get isTooLarge(): boolean {
    return this.code.length > maxInstructions;
  }

  emit(instruction: Instruction): number {
    return this.code.push(instruction) - 1;
  }

  /** A place for an instruction that says where to go on, which is known only behind what is added next. */
  #reserve(): number {
    return this.emit({ op: "match" });
  }

  add(node: Node): void {
    if (this.isTooLarge) return;
    switch (node.kind) {
      case "one":
        this.emit({ op: "one", set: node.set, ascii: asciiMembers(node.set) });
        break;
      case "at":
        this.emit({ op: "at", place: node.place });
        break;
      case "sequence":
        for (const item of node.items) this.add(item);
        break;
      case "choice":
        this.#choice(node.branches);
        break;
      case "group":
        if (this.#saves) this.emit({ op: "save", slot: 2 * node.number });
        this.add(node.body);
        if (this.#saves) this.emit({ op: "save", slot: 2 * node.number + 1 });
        break;
      case "repeat":
        if (node.greed === "possessive") this.#closed(() => this.#repeat(node.body, node.min, node.max, false));
        else this.#repeat(node.body, node.min, node.max, node.greed === "lazy");
        break;
      case "atomic":
        this.#closed(() => this.add(node.body));
        break;
      case "look": {
        const at = this.#reserve();
        this.add(node.body);
        this.emit({ op: "match" });
        this.code[at] = { op: "look", wanted: node.wanted, width: node.width, next: this.code.length };
        break;
      }
      case "same-as":
        this.emit({ op: "same-as", group: node.group, fold: node.fold });
        break;
      case "if-group": {
        const at = this.#reserve();
        this.add(node.yes);
        const end = this.#reserve();
        this.code[at] = { op: "if-group", group: node.group, no: this.code.length };
        this.add(node.no);
        this.code[end] = { op: "jump", to: this.code.length };
      }
    }
  }

  #choice(branches: readonly Node[]): void {
    const ends: number[] = [];
    branches.forEach((branch, index) => {
      if (index === branches.length - 1) return this.add(branch);
      const at = this.#reserve();
      this.add(branch);
      ends.push(this.#reserve());
      this.code[at] = { op: "split", first: at + 1, second: this.code.length };
    });
    for (const end of ends) this.code[end] = { op: "jump", to: this.code.length };
  }

  #closed(addBody: () => void): void {
    const at = this.#reserve();
    addBody();
    this.emit({ op: "match" });
    this.code[at] = { op: "atomic", next: this.code.length };
  }

  #repeat(body: Node, min: number, max: number, isLazy: boolean): void {
    for (let count = 0; count < min && !this.isTooLarge; count++) {
      const length = this.code.length;
      this.add(body);
      if (this.code.length === length) break;
    }
    if (max === Infinity) return this.#loop(body, isLazy);
    const skips: number[] = [];
    for (let count = min; count < max && !this.isTooLarge; count++) {
      skips.push(this.#reserve());
      this.add(body);
    }
    for (const at of skips) this.code[at] = split(at + 1, this.code.length, isLazy);
  }

  #loop(body: Node, isLazy: boolean): void {
    const at = this.#reserve();
    if (this.#saves) {
      const slot = this.slots++;
      this.emit({ op: "save", slot });
      this.add(body);
      this.emit({ op: "again", slot, to: at });
    } else {
      this.add(body);
      this.emit({ op: "jump", to: at });
    }
    this.code[at] = split(at + 1, this.code.length, isLazy);
  }
}

function split(body: number, exit: number, isLazy: boolean): Instruction {
  return isLazy ? { op: "split", first: exit, second: body } : { op: "split", first: body, second: exit };
}

/** By ranges, because a pattern has one set for each of its characters, and every start makes them. */
function asciiMembers(set: CharSet): Uint8Array {
  const { negated, ranges, classes } = set;
  const members = new Uint8Array(128).fill(Number(negated));
  for (const [from, to] of ranges) members.fill(Number(!negated), from, to + 1);
  if (classes.length > 0) for (let code = 0; code < 128; code++) members[code] = Number(holds(set, code));
  return members;
}
