import { code } from "#kernel/scan";
import { behind, instantiate, type Kernel, moduleOf, type Shared } from "../kernel/kernel.ts";
import { maxFields } from "./row-errors.ts";
import type { Grammar } from "./scan-grammar.ts";

/** Where a scan stands between two blocks, with positions as its caller counts them. As in kernel/scan-state.ts. */
export type Walk = { -readonly [Name in (typeof walkNames)[number]]: number };

const walkNames = ["rowStart", "fieldStart", "lastRowEnd", "resumeAt", "shape", "mode", "rowField", "field"] as const;

const listNames = ["starts", "ends", "rows", "irregulars"] as const;

/** What was found in one block, valid until the next one is scanned. As in kernel/scan-state.ts. */
export type Found = { readonly [Name in (typeof listNames)[number]]: Uint32Array } & {
  /** No row has more bytes or more fields than allowed. */
  readonly isWithinLimits: boolean;
};

/** Bytes that are scanned at once. What the kernel reads and writes should stay in the processor's caches. */
export const blockSize = 16 * 1024;

/** Bytes behind a block that the kernel reads whatever they are. */
const slack = 64;

/** UTF-8 text has no such byte, so it is neither special nor part of a comment sign. */
const padding = 0xff;

type Numbers =
  | "freeFrom"
  | "delimiter"
  | "quote"
  | "escape"
  | "isDoubled"
  | "comment"
  | "commentLength"
  | "maxRecordSize"
  | "maxFields"
  | "rowCount"
  | "irregularCount"
  | keyof Walk
  | (typeof listNames)[number];

interface Exports extends Shared<Numbers> {
  begin(block: number): void;
  scan(block: number, from: number, to: number): number;
}

/** The scanner's kernel, with its lists. All scanners of the program take turns with one. */
export class ScanKernel {
  readonly #kernel: Kernel<Exports>;
  /** Bytes behind a block that decide what it means, at most. */
  readonly #mostLookAhead: number;
  readonly #block: number;
  #grammar: Grammar | null = null;

  private constructor(mostLookAhead: number) {
    const listSize = 4 * blockSize;
    const textSize = mostLookAhead + slack;
    this.#kernel = instantiate(moduleOf(code), listNames.length * listSize + blockSize + 2 * textSize + 1024);
    this.#mostLookAhead = mostLookAhead;
    const { shared } = this.#kernel;
    shared.comment.value = behind(shared.freeFrom.value, 0);
    this.#block = behind(shared.comment.value, textSize);
    let free = behind(this.#block, blockSize + textSize);
    for (const name of listNames) {
      shared[name].value = free;
      free = behind(free, listSize);
    }
    shared.maxFields.value = maxFields;
  }

  static #one: ScanKernel | null = null;

  /** The kernel, ready for the grammar until somebody else asks for it. */
  static for(grammar: Grammar): ScanKernel {
    let kernel = ScanKernel.#one;
    if (kernel === null || kernel.#mostLookAhead < grammar.lookAhead) {
      kernel = new ScanKernel(Math.max(grammar.lookAhead, 64));
      ScanKernel.#one = kernel;
    }
    if (kernel.#grammar !== grammar) kernel.#take(grammar);
    return kernel;
  }

  #take(grammar: Grammar): void {
    const { shared, bytes } = this.#kernel;
    for (const name of ["delimiter", "quote", "escape", "maxRecordSize"] as const) shared[name].value = grammar[name];
    shared.isDoubled.value = Number(grammar.isDoubled);
    shared.commentLength.value = grammar.comment.length;
    bytes.set(grammar.comment, shared.comment.value);
    this.#grammar = grammar;
  }

  /** Decides at the beginning of a text what its first row is. */
  begin(text: Uint8Array, end: number, walk: Walk): void {
    const { shared } = this.#kernel;
    this.#load(text, walk.rowStart, walk.rowStart, end);
    shared.begin(this.#block);
    walk.mode = shared.mode.value;
  }

  /**
   * Scans the bytes from `from` up to `to`, a block at most, and moves the walk on. Bytes up to `end` may decide what
   * the last ones mean.
   */
  scan(text: Uint8Array, from: number, to: number, end: number, walk: Walk): Found {
    const { shared } = this.#kernel;
    this.#load(text, from, to, end);
    const firstField = walk.field;
    for (const name of walkNames) shared[name].value = walk[name];
    shared.rowCount.value = 0;
    shared.irregularCount.value = 0;
    const isWithinLimits = shared.scan(this.#block, from, to) !== 0;
    for (const name of walkNames) walk[name] = shared[name].value;
    const fields = walk.field - firstField;
    return {
      starts: this.#list("starts", fields),
      ends: this.#list("ends", fields),
      rows: this.#list("rows", shared.rowCount.value),
      irregulars: this.#list("irregulars", shared.irregularCount.value),
      isWithinLimits,
    };
  }

  #load(text: Uint8Array, from: number, to: number, end: number): void {
    const { bytes } = this.#kernel;
    const read = Math.min(end, to + this.#mostLookAhead);
    bytes.set(text.subarray(from, read), this.#block);
    const behindText = this.#block + read - from;
    bytes.fill(padding, behindText, behindText + slack + this.#mostLookAhead);
  }

  #list(name: (typeof listNames)[number], length: number): Uint32Array {
    const first = this.#kernel.shared[name].value / 4;
    return this.#kernel.words.subarray(first, first + length);
  }
}
