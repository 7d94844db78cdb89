import { code } from "#kernel/lines";
import {
  ending,
  exitDone,
  followerAt,
  key,
  exitUnusualKey,
  spellingSize,
  exitUnusualValue,
} from "../../kernel/lines-codes.ts";
import * as word from "../../kernel/lines-state.ts";
import { alignAfter, instantiate, type Kernel, moduleOf } from "../kernel/kernel.ts";
import type { FieldSink, JsonFields } from "./json-fields.ts";
import type { KeyTable } from "./scan-keys.ts";
import { scanValue } from "./scan-object.ts";
import { BrokenJson } from "./broken-json.ts";

/** Bytes of whole lines that are scanned at once. */
export const blockSize = 64 * 1024;

/** No field is shorter than the name and the value of one: `"":0,` */
const maxFieldCount = blockSize / 5;
const maxSpellings = 4096;
const spellingTexts = 64 * 1024;

/** Bytes behind a text that the kernel reads whatever they are. */
const slack = 64;

interface Exports {
  scan(): number;
}

/** The kernel of JSON Lines, with its lists and what it knows of keys. All readers of the program take turns with one. */
export class LineKernel implements FieldSink {
  readonly #kernel: Kernel<Exports>;
  /** All of its memory as the numbers of which lists are. */
  readonly #lists: Uint32Array;
  readonly #block: number;
  readonly #texts: number;
  #usedTexts = 0;
  #keys: KeyTable | null = null;

  private constructor() {
    const listSize = 4 * Math.ceil(maxFieldCount + 1);
    const tables = maxSpellings * (spellingSize + 4);
    const size = blockSize + spellingTexts + 5 * listSize + tables + 12 * slack;
    this.#kernel = instantiate(moduleOf(code), size, word.size);
    this.#lists = new Uint32Array(this.#kernel.words.buffer);
    const { state, freeFrom } = this.#kernel;
    this.#block = freeFrom;
    this.#texts = alignAfter(this.#block, blockSize + slack);
    state[word.starts] = alignAfter(this.#texts, spellingTexts + slack);
    state[word.ends] = alignAfter(state[word.starts], listSize);
    state[word.columns] = alignAfter(state[word.ends], listSize);
    state[word.rows] = alignAfter(state[word.columns], listSize);
    state[word.kinds] = alignAfter(state[word.rows], listSize);
    state[word.spellings] = alignAfter(state[word.kinds], listSize);
    state[word.latest] = alignAfter(state[word.spellings], maxSpellings * spellingSize);
  }

  static #one: LineKernel | null = null;

  /** The kernel, ready for a reader with these keys until somebody else asks for it. */
  static for(keys: KeyTable, maxRecordSize: number): LineKernel {
    LineKernel.#one ??= new LineKernel();
    const kernel = LineKernel.#one;
    const { state } = kernel.#kernel;
    if (kernel.#keys !== keys) {
      kernel.#keys = keys;
      kernel.#usedTexts = 0;
      state[word.spellingCount] = 0;
      state[word.firstSpelling] = -1;
    }
    state[word.maxRecordSize] = Math.min(maxRecordSize, blockSize);
    return kernel;
  }

  /** Takes whole lines: the bytes from `from` up to `to`. */
  load(bytes: Uint8Array, from: number, to: number): void {
    const { state } = this.#kernel;
    this.#kernel.bytes.set(bytes.subarray(from, to), this.#block);
    state[word.base] = this.#block - from;
    state[word.end] = this.#block + to - from;
    state[word.lineStart] = this.#block;
  }

  /**
   * Reads lines from the one at `from` on, with the values that it does not know read by the program, and adds what it
   * finds. Returns where the line begins that must be read in another way, with its bytes as they came; or the end.
   */
  scan(bytes: Uint8Array, from: number, fields: JsonFields, keys: KeyTable): number {
    const { state, exports } = this.#kernel;
    const base = state[word.base]!;
    this.#learn(keys);
    state[word.at] = from + base;
    state[word.stage] = 0;
    state[word.field] = 0;
    state[word.rowCount] = 0;
    let reason = exports.scan();
    while (
      (reason === exitUnusualValue && this.#readValue(bytes)) ||
      (reason === exitUnusualKey && this.#readKey(bytes, keys))
    ) {
      reason = exports.scan();
    }
    this.#give(fields);
    const start = state[word.lineStart]! - base;
    if (reason !== exitDone) this.#restore(bytes, start);
    return start;
  }

  /** Adds a field for the value at hand. */
  add(column: number, kind: number, start: number, end: number): void {
    const { state, bytes, words } = this.#kernel;
    const field = state[word.field]!++;
    words[state[word.starts]! / 4 + field] = start;
    words[state[word.ends]! / 4 + field] = end;
    words[state[word.columns]! / 4 + field] = column;
    bytes[state[word.kinds]! + field] = kind;
  }

  /** Reads the value at hand; false where the line is broken there. */
  #readValue(bytes: Uint8Array): boolean {
    const { state } = this.#kernel;
    const base = state[word.base]!;
    try {
      state[word.at] = scanValue(bytes, state[word.at]! - base, state[word.column]!, this) + base;
      state[word.stage] = ending;
      return true;
    } catch (error) {
      if (error instanceof BrokenJson) return false;
      throw error;
    }
  }

  /** Makes the key at hand the one that is expected there; false where the file has not yet shown it. */
  #readKey(bytes: Uint8Array, keys: KeyTable): boolean {
    const { state, words } = this.#kernel;
    const spelling = keys.known(bytes, state[word.at]! + 1 - state[word.base]!);
    if (spelling < 0 || spelling >= state[word.spellingCount]!) return false;
    const previous = state[word.spelling]!;
    if (previous < 0) state[word.firstSpelling] = spelling;
    else words[this.#entry(previous) + followerAt / 4] = spelling;
    state[word.stage] = key;
    return true;
  }

  /** The place of a spelling, in words. */
  #entry(spelling: number): number {
    return (this.#kernel.state[word.spellings]! + spellingSize * spelling) / 4;
  }

  /** Takes the spellings that the reader has come to know, as far as there is room. */
  #learn(keys: KeyTable): void {
    const { state, bytes, words } = this.#kernel;
    for (let spelling = state[word.spellingCount]!; spelling < keys.spellingCount; spelling++) {
      const { text, column } = keys.spelling(spelling);
      // As it mostly stands in a line: the quotes and the colon are compared with the text.
      const length = text.length + 2;
      if (spelling >= maxSpellings || this.#usedTexts + length > spellingTexts) return;
      const at = this.#texts + this.#usedTexts;
      bytes[at] = quote;
      bytes.set(text, at + 1);
      bytes[at + length - 1] = colon;
      this.#usedTexts += length;
      words.set([at, length, column, -1], this.#entry(spelling));
      state[word.spellingCount] = spelling + 1;
    }
  }

  /** Gives away what was found in whole rows. */
  #give(fields: JsonFields): void {
    const { state, bytes } = this.#kernel;
    const count = state[word.rowField]!;
    if (count === 0) return;
    const list = (place: number, length: number): Uint32Array =>
      this.#lists.subarray(state[place]! / 4, state[place]! / 4 + length);
    fields.append({
      starts: list(word.starts, count),
      ends: list(word.ends, count),
      columns: list(word.columns, count),
      kinds: bytes.subarray(state[word.kinds], state[word.kinds]! + count),
      rows: list(word.rows, state[word.rowCount]!),
    });
  }

  /** Undoes what reading values has changed in the line that begins at a position. */
  #restore(bytes: Uint8Array, start: number): void {
    const { state } = this.#kernel;
    const from = start + state[word.base]!;
    const end = this.#kernel.bytes.indexOf(lineFeed, from);
    bytes.set(this.#kernel.bytes.subarray(from, end), start);
  }
}

const lineFeed = 0x0a;
const quote = 0x22;
const colon = 0x3a;
