import type { ChunkBytes } from "./chunk-bytes.ts";
import { damaged } from "./damaged.ts";
import { decodeIndices, decodeValues, isIndexed } from "./decode-values.ts";
import { type Dictionary, rawDictionary, writtenDictionary } from "./write-dictionary.ts";
import { type Page, nextPage } from "./page.ts";
import { type Levels, levelsOf } from "./page-levels.ts";
import type { Chunk } from "./row-group.ts";
import type { TextOut } from "./write-text.ts";
import type { Unpacked } from "./unpacked.ts";
import { type Forms, valueWriter, type ValueWriter } from "./write-values.ts";

/** The values of a page that are not read yet. */
interface Values {
  readonly write: ValueWriter;
  readonly count: number;
  next: number;
  /** Bytes that it holds. */
  readonly held: number;
}

/** What a dictionary of doubles takes once it is written, in bytes for each of its own. */
const textOfByte = 5;

/** How one column of a row group is read. */
export interface LeafReading {
  readonly forms: Forms;
  readonly unpacked: Unpacked;
}

/** Reads the values of one column of a row group, page by page. */
export class LeafReader {
  /** Rows of which every value is at hand. Whoever reads them counts them down. */
  rows = 0;
  readonly #source: ChunkBytes;
  readonly #chunk: Chunk;
  readonly #reading: LeafReading;
  #dictionary: Dictionary | null = null;
  /** Values of the column that were not met yet, nulls included. */
  #left: number;
  #repetitions: Uint8Array | null = null;
  #definitions: Uint8Array | null = null;
  #at = 0;
  #end = 0;
  #values: Values[] = [];

  constructor(source: ChunkBytes, chunk: Chunk, reading: LeafReading) {
    this.#source = source;
    this.#chunk = chunk;
    this.#reading = reading;
    this.#left = chunk.values;
  }

  /** Reads on until there is a row. */
  async fill(): Promise<void> {
    while (this.rows === 0) {
      if (this.#left === 0) throw damaged("a column has fewer rows than its row group");
      if (this.#source.left === 0) throw damaged("a column ends before its values do");
      const page = await nextPage(this.#source, this.#chunk, this.#reading.unpacked);
      if (page?.kind === "dictionary") this.#takeDictionary(page);
      else if (page !== null) this.#takeValues(page);
    }
  }

  /** Lets go of what it holds. Throws where values are left, which no row has asked for. */
  finish(): void {
    if (this.#left > 0 || this.#at !== this.#end) throw damaged("a column has more values than its row group has rows");
    const { unpacked } = this.#reading;
    for (const { held } of this.#values) unpacked.release(held);
    unpacked.release(this.#dictionary?.held ?? 0);
  }

  /** Of the next value, the definition level. */
  definition(): number {
    if (this.#at >= this.#end) throw damaged("the columns of a nested column have not the same rows");
    return this.#definitions === null ? this.#chunk.leaf.maxDefinition : (this.#definitions[this.#at] ?? 0);
  }

  /** Of the next value, the repetition level: 0 where it begins a row, and behind the last. */
  repetition(): number {
    return this.#repetitions === null || this.#at >= this.#end ? 0 : (this.#repetitions[this.#at] ?? 0);
  }

  /** Passes over a null or an empty list. */
  pass(): void {
    this.#at++;
  }

  /** Writes the next value, which is there, and tells its kind. */
  write(out: TextOut): number {
    this.#at++;
    let [values] = this.#values;
    if (values?.next === values?.count) values = this.#nextValues();
    if (values === undefined) throw damaged("a column has fewer values than its levels say");
    return values.write(values.next++, out);
  }

  /** Lets go of pages that have been read. */
  #nextValues(): Values | undefined {
    let [values] = this.#values;
    while (values !== undefined && values.next === values.count) {
      this.#reading.unpacked.release(values.held);
      this.#values.shift();
      [values] = this.#values;
    }
    return values;
  }

  #takeDictionary(page: Page): void {
    const { leaf } = this.#chunk;
    const { forms, unpacked } = this.#reading;
    if (this.#dictionary !== null) throw damaged("a column has two dictionaries");
    unpacked.hold(page.bytes.length);
    const raw = decodeValues(page, 0, page.count, leaf, unpacked.memory);
    const write = valueWriter(leaf.type, raw, forms);
    // Of numbers, which hardly compress, the page as it was packed is there as well.
    this.#dictionary = unpacked.isRoomyFor(textOfByte * page.bytes.length)
      ? writtenDictionary(write, page.count, unpacked.memory)
      : rawDictionary(
          write,
          page.count,
          page.bytes.length + (raw.kind === "octets" ? 8 * page.count : page.bytes.length),
        );
    unpacked.hold(this.#dictionary.held);
    unpacked.release(page.bytes.length);
  }

  #takeValues(page: Page): void {
    if (page.count === 0) return;
    if (page.count > this.#left) throw damaged("a column has more values than its footer says");
    const { leaf } = this.#chunk;
    const { unpacked } = this.#reading;
    this.#nextValues();
    // Before anything is made of so many values: two levels and a number for each.
    const held = page.bytes.length + page.count * (leaf.maxDefinition + leaf.maxRepetition > 0 ? 6 : 4);
    unpacked.hold(held);
    const levels = levelsOf(page, leaf);
    const isFirst = this.#left === this.#chunk.values;
    if (isFirst && (levels.repetitions?.[0] ?? 0) !== 0) throw damaged("a column begins in the middle of a row");
    this.#left -= page.count;
    this.#values.push({ write: this.#writerOf(page, levels), count: levels.present, next: 0, held });
    this.#append(levels, page.count);
  }

  #writerOf(page: Page, { present, end }: Levels): ValueWriter {
    const { leaf } = this.#chunk;
    const { forms, unpacked } = this.#reading;
    if (!isIndexed(page)) return valueWriter(leaf.type, decodeValues(page, end, present, leaf, unpacked.memory), forms);
    const dictionary = this.#dictionary;
    if (dictionary === null) throw damaged("a page points to a dictionary that is not there");
    return dictionary.writerOf(decodeIndices(page, end, present, dictionary.size));
  }

  /** Behind the levels of a row that began in an earlier page. */
  #append({ repetitions, definitions }: Levels, count: number): void {
    const rest = this.#end - this.#at;
    this.#definitions = joined(this.#definitions, this.#at, rest, definitions, count, this.#chunk.leaf.maxDefinition);
    this.#repetitions = repetitions === null ? null : joined(this.#repetitions, this.#at, rest, repetitions, count, 0);
    this.#at = 0;
    this.#end = rest + count;
    this.rows = this.#repetitions === null ? this.#end : this.#wholeRows(this.#repetitions);
  }

  /** Where a row may go on in the next page, it is not whole. */
  #wholeRows(repetitions: Uint8Array): number {
    let begun = 0;
    for (let index = this.#at; index < this.#end; index++) if (repetitions[index] === 0) begun++;
    return this.#left === 0 ? begun : begun - 1;
  }
}

/** The levels that are left, and the new ones. */
function joined(
  old: Uint8Array | null,
  at: number,
  rest: number,
  fresh: Uint8Array | null,
  count: number,
  usual: number,
): Uint8Array | null {
  if (rest === 0 || (old === null && fresh === null)) return fresh;
  const levels = new Uint8Array(rest + count).fill(usual);
  if (old !== null) levels.set(old.subarray(at, at + rest));
  if (fresh !== null) levels.set(fresh, rest);
  return levels;
}
