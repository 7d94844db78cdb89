import type { Fold } from "./ast.ts";
import { holds } from "./char-set.ts";
import { isAt } from "./place.ts";
import type { Program } from "./program.ts";
import { lowerCase } from "./unicode.ts";

/** How many instructions a pattern with back-references may take for one key: some 10 ms. */
export const maxSteps = 500_000;

/**
 * Searches one key for what RE2 cannot say: by backtracking in Python's order, but never twice through the same
 * instruction at the same position. What comes of that is always the same, unless the pattern refers to its groups.
 * So the cost is linear in the key's length, or quadratic with look-around and atomic groups; with references to
 * groups it is exponential, and cut off.
 */
export class Matcher {
  /** Instructions taken so far. */
  steps = 0;
  readonly #code: Program["code"];
  readonly #key: readonly number[];
  /** What was read by groups, and where loops began; -1 = not yet. */
  readonly #slots: number[];
  /** Pairs: where to go on and at which position, or ~slot and what it held before. */
  readonly #stack: number[] = [];
  /** One flag per instruction and position: passed, and did not lead to the end of its part. Empty with references. */
  readonly #failed: Uint8Array;
  /** The flags set so far, to be taken back when a part matches. */
  readonly #trail: number[] = [];
  /** Where a look-around or atomic group ends that began at an instruction and position; -1 = it does not match. */
  readonly #ends = new Map<number, number>();

  constructor(program: Program, key: string) {
    this.#code = program.code;
    this.#key = Array.from(key, (char) => char.codePointAt(0) ?? 0);
    this.#slots = Array.from<number>({ length: program.slots }).fill(-1);
    this.#failed = new Uint8Array(program.slots > 0 ? 0 : program.code.length * (this.#key.length + 1));
  }

  /** Says whether the pattern matches anywhere; null when it took too many steps to tell. */
  search(): boolean | null {
    for (let start = 0; start <= this.#key.length; start++) {
      if (this.#run(0, start) >= 0) return true;
      if (this.steps > maxSteps && this.#slots.length > 0) return null;
    }
    return false;
  }

  /** Returns where the part that begins at an instruction ends when it matches from a position on, or -1. */
  #run(begin: number, from: number): number {
    const bottom = this.#stack.length;
    const trailStart = this.#trail.length;
    this.#stack.push(begin, from);
    while (this.#stack.length > bottom) {
      const position = this.#stack.pop() ?? 0;
      const at = this.#stack.pop() ?? 0;
      if (at < 0) {
        this.#slots[~at] = position;
        continue;
      }
      const end = this.#follow(at, position);
      if (end < 0) continue;
      this.#dropChoices(bottom);
      for (const index of this.#trail.splice(trailStart)) this.#failed[index] = 0;
      return end;
    }
    return -1;
  }

  /** Follows first choices until the part ends, or returns -1 where they fail; other choices are left on the stack. */
  #follow(begin: number, from: number): number {
    const key = this.#key;
    let at = begin;
    let position = from;
    for (;;) {
      if (this.#isFutile(at, position)) return -1;
      const step = this.#code[at];
      switch (step?.op) {
        case undefined:
        case "match":
          return position;
        case "one": {
          const code = key[position];
          if (code === undefined || !holds(step.set, code)) return -1;
          position++;
          at++;
          break;
        }
        case "at":
          if (!isAt(step.place, key, position)) return -1;
          at++;
          break;
        case "jump":
          at = step.to;
          break;
        case "split":
          this.#stack.push(step.second, position);
          at = step.first;
          break;
        case "look":
          if (this.#look(at, position - step.width, step.wanted) !== step.wanted) return -1;
          at = step.next;
          break;
        case "atomic":
          position = this.#part(at, position);
          if (position < 0) return -1;
          at = step.next;
          break;
        case "save":
          this.#stack.push(~step.slot, this.#slots[step.slot] ?? -1);
          this.#slots[step.slot] = position;
          at++;
          break;
        case "again":
          at = this.#slots[step.slot] === position ? at + 1 : step.to;
          break;
        case "same-as":
          position = this.#repeatGroup(step.group, step.fold, position);
          if (position < 0) return -1;
          at++;
          break;
        case "if-group":
          at = (this.#slots[2 * step.group + 1] ?? -1) < 0 ? step.no : at + 1;
      }
    }
  }

  #isFutile(at: number, position: number): boolean {
    this.steps++;
    if (this.#slots.length > 0) return this.steps > maxSteps;
    const index = at * (this.#key.length + 1) + position;
    if (this.#failed[index] === 1) return true;
    this.#failed[index] = 1;
    this.#trail.push(index);
    return false;
  }

  #look(at: number, position: number, wanted: boolean): boolean {
    const bottom = this.#stack.length;
    const isFound = position >= 0 && this.#part(at, position) >= 0;
    // What groups read inside a negative look-around does not count.
    if (isFound && !wanted) this.#undo(bottom);
    return isFound;
  }

  /** Runs the part that follows an instruction, once per position. */
  #part(at: number, position: number): number {
    if (this.#slots.length > 0) return this.#run(at + 1, position);
    const index = at * (this.#key.length + 1) + position;
    const known = this.#ends.get(index);
    if (known !== undefined) return known;
    const end = this.#run(at + 1, position);
    this.#ends.set(index, end);
    return end;
  }

  /** Forgets the other choices of a part that matched, but not how to restore the slots. */
  #dropChoices(bottom: number): void {
    const kept: number[] = [];
    for (let index = bottom; index < this.#stack.length; index += 2) {
      const at = this.#stack[index] ?? 0;
      if (at < 0) kept.push(at, this.#stack[index + 1] ?? 0);
    }
    this.#stack.splice(bottom, Infinity, ...kept);
  }

  #undo(bottom: number): void {
    while (this.#stack.length > bottom) {
      const before = this.#stack.pop() ?? 0;
      this.#slots[~(this.#stack.pop() ?? 0)] = before;
    }
  }

  #repeatGroup(group: number, fold: Fold, position: number): number {
    const start = this.#slots[2 * group] ?? -1;
    const end = this.#slots[2 * group + 1] ?? -1;
    if (end < 0) return -1;
    for (let offset = 0; offset < end - start; offset++) {
      const wanted = this.#key[start + offset] ?? 0;
      const code = this.#key[position + offset];
      if (code === undefined || folded(code, fold) !== folded(wanted, fold)) return -1;
    }
    return position + end - start;
  }
}

function folded(code: number, fold: Fold): number {
  if (fold === "none" || (fold === "ascii" && code > 127)) return code;
  return lowerCase(code);
}
