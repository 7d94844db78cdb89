import type { Fold } from "./ast.ts";
import { holds } from "./char-set.ts";
import { isAt } from "./place.ts";
import type { Program } from "./program.ts";
import { lowerCase } from "./unicode.ts";

/** How many instructions a pattern whose cost may explode can take for one key at most: some 80 ms. */
const maxSteps = 1_000_000;

/** How many it can take for every key: what a key leaves over others may use, so that a listing page costs below 2 s. */
const stepsPerKey = 20_000;

/**
 * Searches one key for what RE2 cannot say: by backtracking in Python's order, but never twice through the same
 * instruction at the same position. What comes of that is always the same, unless the pattern refers to its groups.
 * So the cost is linear in the key's length, or quadratic with look-around and atomic groups; with references to
 * groups it is exponential, and cut off.
 */
export class Matcher {
  /** Instructions taken for the last key. */
  steps = 0;
  readonly #program: Program;
  /** Instructions that may still be taken. */
  #allowance = maxSteps;
  #key: readonly number[] = [];
  /** What was read by groups, and where loops began; -1 = not yet. */
  readonly #slots: number[] = [];
  /** Pairs: where to go on and at which position, or ~slot and what it held before. */
  readonly #stack: number[] = [];
  /** By instruction and position: the search that passed there without getting to the end of its part. Unused with slots. */
  #failed = new Uint32Array();
  /** The number of this search, so that the marks of earlier ones need not be wiped. */
  #turn = 0;
  /** The marks set inside of parts, to be taken back when the part matches. */
  readonly #trail: number[] = [];
  /** How many parts are open. */
  #depth = 0;
  /** Where a part ends that began at an instruction and position; -1 = it does not match. */
  readonly #ends = new Map<number, number>();

  constructor(program: Program) {
    this.#program = program;
  }

  /** Says whether the pattern matches anywhere in the key; null when it took too many steps to tell. */
  search(key: string): boolean | null {
    this.#begin(key);
    for (let start = 0; start <= this.#key.length; start++) {
      if (this.#run(0, start) >= 0) return true;
      if (this.#allowance < 0) return null;
    }
    return false;
  }

  /** What a group read in the last key, which matched; null where it read nothing. The program must keep groups. */
  textOf(group: number): string | null {
    const [from, to] = [this.#slots[2 * group] ?? -1, this.#slots[2 * group + 1] ?? -1];
    return to < 0 ? null : String.fromCodePoint(...this.#key.slice(from, to));
  }

  #begin(key: string): void {
    const { code, slots } = this.#program;
    this.steps = 0;
    this.#allowance = Math.min(maxSteps, Math.max(0, this.#allowance) + stepsPerKey);
    this.#key = Array.from(key, (char) => char.codePointAt(0) ?? 0);
    for (let slot = 0; slot < slots; slot++) this.#slots[slot] = -1;
    this.#stack.length = 0;
    this.#trail.length = 0;
    this.#ends.clear();
    const size = slots > 0 ? 0 : code.length * (this.#key.length + 1);
    if (this.#turn++ < 0xffffffff && this.#failed.length >= size) return;
    this.#turn = 1;
    this.#failed = new Uint32Array(size);
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
      const step = this.#program.code[at];
      switch (step?.op) {
        case undefined:
        case "match":
          return position;
        case "one": {
          const code = key[position];
          if (code === undefined || !(code < 128 ? step.ascii[code] === 1 : holds(step.set, code))) return -1;
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
    if (this.#slots.length > 0) return --this.#allowance < 0;
    const index = at * (this.#key.length + 1) + position;
    if (this.#failed[index] === this.#turn) return true;
    this.#failed[index] = this.#turn;
    if (this.#depth > 0) this.#trail.push(index);
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
    this.#depth++;
    const end = this.#run(at + 1, position);
    this.#depth--;
    this.#ends.set(index, end);
    return end;
  }

  /** Forgets the other choices of a part that matched, but not how to restore the slots. */
  #dropChoices(bottom: number): void {
    let top = bottom;
    for (let index = bottom; index < this.#stack.length; index += 2) {
      const at = this.#stack[index] ?? 0;
      if (at >= 0) continue;
      this.#stack[top++] = at;
      this.#stack[top++] = this.#stack[index + 1] ?? 0;
    }
    this.#stack.length = top;
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
