import { TapError } from "../errors.ts";
import type { NamedBatch } from "../rows/named-batch.ts";
import type { Footer, GroupPlace } from "./footer.ts";
import { fetchGroup, type GroupBytes } from "./group-bytes.ts";
import { LeafReader } from "./leaf-reader.ts";
import { BatchWriter } from "./write-batch.ts";
import type { RangeSource } from "./range-source.ts";
import { type Chunk, chunksOf } from "./row-group.ts";
import { leavesOf, type Shape } from "./shape.ts";
import { Unpacked } from "./unpacked.ts";
import { type Forms, ownForms } from "./write-values.ts";
import { rowWriter } from "./write-shape.ts";

/** Which part of a file is to be read, and how. */
export interface ReadOptions {
  /** How a column is written; null where it is not wanted and so not fetched. */
  readonly formsOf: (name: string) => Forms | null;
  /** Rows from this one on, or from the beginning of the row group in which it is. */
  readonly fromRow: number;
  /** Bytes. A larger row is an error. */
  readonly maxRecordSize: number;
  readonly maxExpansion: number;
}

/** Some rows of a file. */
export interface RowsOfFile {
  readonly rows: NamedBatch;
  /** Rows of the file before these. */
  readonly before: number;
}

/** Memory for what is unpacked at once. */
const pageMemory = 96 * 1024 * 1024;

/**
 * The rows of a file, row group by row group; the next group is fetched while one is read. Closes the source in the end.
 */
export async function* readRows(
  source: RangeSource,
  footer: Footer,
  options: ReadOptions,
): AsyncGenerator<RowsOfFile, void, undefined> {
  const reader = new GroupReader(source, footer, options);
  const groups = footer.groups.filter(({ rows, rowsBefore }) => rows > 0 && rowsBefore + rows > options.fromRow);
  let following: Fetched | null = null;
  try {
    // Whoever counts learns how many rows were left out.
    if (groups.length === 0) yield reader.none(footer.rows);
    for (const [index, group] of groups.entries()) {
      const current: Fetched = following ?? reader.fetch(group);
      const next = groups[index + 1];
      following = next !== undefined && current.bytes.isWhole ? reader.fetchAhead(next) : null;
      yield* reader.rowsOf(current);
    }
  } finally {
    await source.close();
  }
}

/** A row group that was asked for. */
interface Fetched {
  readonly group: GroupPlace;
  readonly chunks: readonly Chunk[];
  readonly bytes: GroupBytes;
}

/** A column of the table that is wanted. */
interface Column {
  /** Among all columns of the file. */
  readonly index: number;
  readonly shape: Shape;
  readonly forms: Forms;
}

class GroupReader {
  readonly #source: RangeSource;
  readonly #footer: Footer;
  readonly #columns: readonly Column[];
  /** How many columns a row group has, nested ones and those that are not wanted included. */
  readonly #total: number;
  readonly #unpacked: Unpacked;
  readonly #batch: BatchWriter;

  constructor(source: RangeSource, footer: Footer, { formsOf, maxExpansion, maxRecordSize }: ReadOptions) {
    this.#source = source;
    this.#footer = footer;
    this.#columns = footer.columns.flatMap(({ name, shape }, index) => {
      const forms = formsOf(name);
      return forms === null ? [] : [{ index, shape, forms }];
    });
    this.#total = footer.columns.reduce((sum, { shape }) => sum + leavesOf(shape).length, 0);
    this.#unpacked = new Unpacked(maxExpansion, pageMemory);
    const names = footer.columns.map(({ name }) => name);
    const wanted = this.#columns.map(({ index }) => index);
    this.#batch = new BatchWriter(names, wanted, footer.rows, maxRecordSize);
  }

  fetch(group: GroupPlace): Fetched {
    const leaves = this.#columns.flatMap(({ shape }) => leavesOf(shape));
    const chunks = chunksOf(this.#footer, group, leaves, this.#total);
    return { group, chunks, bytes: fetchGroup(this.#source, chunks) };
  }

  /** The same; null where it is damaged, which is told when its turn comes. */
  fetchAhead(group: GroupPlace): Fetched | null {
    try {
      return this.fetch(group);
    } catch (error) {
      if (error instanceof TapError) return null;
      throw error;
    }
  }

  /** No rows, behind so many. */
  none(before: number): RowsOfFile {
    return { rows: this.#batch.take(before + 1), before };
  }

  async *rowsOf({ group, chunks, bytes }: Fetched): AsyncGenerator<RowsOfFile, void, undefined> {
    const readers = this.#readersOf(chunks, bytes);
    const list = [...readers.values()];
    const writers = this.#columns.map(({ shape }) => rowWriter(shape, readers));
    const batch = this.#batch;
    /** The line of the next row, as the records count them. */
    let line = group.rowsBefore + 1;
    for (let left = group.rows; left > 0;) {
      for (const reader of list) if (reader.rows === 0) await reader.fill();
      let ready = left;
      for (const { rows } of list) if (rows < ready) ready = rows;
      const before = line;
      for (; line < before + ready && !batch.isFull; line++) batch.add(writers, line);
      for (const reader of list) reader.rows -= line - before;
      left -= line - before;
      if (batch.isFull) yield this.#take(line);
    }
    for (const reader of list) reader.finish();
    if (batch.count > 0) yield this.#take(line);
  }

  /** The rows before that of `line`. */
  #take(line: number): RowsOfFile {
    const first = line - this.#batch.count;
    return { rows: this.#batch.take(first), before: first - 1 };
  }

  #readersOf(chunks: readonly Chunk[], bytes: GroupBytes): ReadonlyMap<number, LeafReader> {
    const reading = this.#columns.flatMap(({ shape, forms }) => leavesOf(shape).map(() => forms));
    return new Map(
      chunks.map((chunk, index) => [
        chunk.leaf.index,
        new LeafReader(bytes.bytesOf(chunk), chunk, { forms: reading[index] ?? ownForms, unpacked: this.#unpacked }),
      ]),
    );
  }
}
