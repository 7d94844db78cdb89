import { isUtf8 } from "node:buffer";
import { TapError } from "../errors.ts";
import type { NamedBatch } from "../rows/named-batch.ts";
import type { AvroRecord } from "./avro-type.ts";
import { BrokenAvro } from "./broken-avro.ts";
import type { Column } from "./columns.ts";
import { Cursor, exhausted } from "./cursor.ts";
import { FieldLists } from "./field-lists.ts";
import { firstInvalid, replaceInvalid } from "./invalid-text.ts";
import { TextBuffer } from "./text-buffer.ts";
import { isWithoutBytes } from "./without-bytes.ts";

/** What a batch holds at most, unless one record is larger: about as much as the encoder takes at once. */
const textOfBatch = 192 * 1024;
const fieldsOfBatch = 32 * 1024;
const rowsOfBatch = 16 * 1024;

/** A block of records that take no bytes may claim any number of them. */
const maxWithoutBytes = 1_000_000;

/** The content of blocks, piece by piece, to batches of rows. */
export class RowDecoder {
  /** Rows of the batches that were given out. */
  rowsBefore = 0;
  readonly #columns: readonly Column[];
  readonly #keys: readonly string[];
  readonly #maxRecordSize: number;
  readonly #onInvalid: "fail" | "replace";
  readonly #isWithoutBytes: boolean;
  readonly #cursor = new Cursor();
  readonly #text: TextBuffer;
  readonly #fields = new FieldLists();
  /** Records of the block that were not read yet. */
  #left = 0;
  /** Bytes that must be there before it is worth while to try once more. */
  #wanted = 0;
  /** What is wrong with the next row, where that was found too early. */
  #failure: TapError | null = null;

  constructor(schema: AvroRecord, columns: readonly Column[], maxRecordSize: number, onInvalid: "fail" | "replace") {
    this.#columns = columns;
    this.#keys = schema.fields.map(({ name }) => name);
    this.#maxRecordSize = maxRecordSize;
    this.#onInvalid = onInvalid;
    this.#isWithoutBytes = isWithoutBytes(schema);
    this.#text = new TextBuffer(maxRecordSize);
  }

  /** Rows so far. */
  get rows(): number {
    return this.rowsBefore + this.#fields.rowCount;
  }

  beginBlock(records: number): void {
    if (this.#isWithoutBytes && records > maxWithoutBytes)
      throw new BrokenAvro(`a block of it claims to hold ${records} records that take no bytes`);
    this.#left = records;
    this.#wanted = 0;
  }

  /** Takes the next bytes of the block. The rows in them are to be asked for before the next ones come. */
  append(piece: Uint8Array): void {
    this.#cursor.append(piece);
  }

  /** Reads on. Null when the bytes at hand have no more whole record; else a full batch, and there may be more. `end` is for the batch. */
  fullBatch(end: number): NamedBatch | null {
    const cursor = this.#cursor;
    if (cursor.left < this.#wanted) return null;
    this.#wanted = 0;
    while (this.#left > 0) {
      if (this.#isFull()) return this.batch(end);
      const begin = cursor.at;
      if (!this.#readRow()) {
        cursor.at = begin;
        if (cursor.left > this.#maxRecordSize) throw this.#ofRecord(this.#text.tooLarge());
        this.#wanted = Math.min(2 * cursor.left, this.#maxRecordSize + 1);
        break;
      }
      this.#left--;
    }
    return null;
  }

  /** No more bytes come, so that those at hand must do. */
  expectNoMore(): void {
    this.#wanted = 0;
  }

  endBlock(): void {
    if (this.#left > 0) throw new BrokenAvro(`a block of it ends before its records do: ${this.#left} are missing`);
    if (this.#cursor.left > 0) throw new BrokenAvro("a block of it has more bytes than its records");
  }

  /** The rows read so far that are in no batch yet, or null where there are none. Throws what is wrong with the first of them. */
  batch(end: number): NamedBatch | null {
    this.check();
    const { rowCount } = this.#fields;
    if (rowCount === 0) return null;
    const { at } = this.#text;
    // No more than the text and what copying in lanes needs behind it: the encoder takes all of it at once.
    const bytes = this.#text.bytes.subarray(0, at + laneSize);
    const { starts, ends, rows, columns, kinds } = this.#fields;
    const batch = {
      bytes,
      starts,
      ends,
      rows,
      columns,
      kinds,
      count: rowCount,
      offset: null,
      end,
      keys: this.#keys,
      reasons: [],
    };
    this.#fields.clear();
    this.#text.clear();
    // Between fields stands a byte that is no part of a character, so that all are valid if the whole is.
    const given = isUtf8(bytes.subarray(0, at)) ? batch : this.#withoutInvalid(batch);
    this.rowsBefore += given.count;
    return given.count > 0 ? given : null;
  }

  /** Throws what was found wrong with the row behind the last batch. */
  check(): void {
    if (this.#failure !== null) throw this.#failure;
  }

  #withoutInvalid(batch: NamedBatch): NamedBatch {
    if (this.#onInvalid === "replace") return replaceInvalid(batch);
    const { row, name } = firstInvalid(batch);
    const why = `the text of its column ${JSON.stringify(name)} is not valid UTF-8`;
    this.rowsBefore += row;
    this.#failure = this.#ofRecord(new BrokenAvro(why, 'correct the file, or set "encoding_errors" to "replace"'));
    this.rowsBefore -= row;
    if (row === 0) throw this.#failure;
    return { ...batch, count: row };
  }

  #isFull(): boolean {
    const { count, rowCount } = this.#fields;
    return this.#text.at >= textOfBatch || count >= fieldsOfBatch || rowCount >= rowsOfBatch;
  }

  /** False, and nothing is changed but the cursor, where the row goes beyond the bytes at hand. */
  #readRow(): boolean {
    const cursor = this.#cursor;
    const text = this.#text;
    const fields = this.#fields;
    const columns = this.#columns;
    fields.reserve(columns.length);
    cursor.depth = 0;
    try {
      for (let index = 0; index < columns.length; index++) {
        const { column, skip, write } = columns[index]!;
        if (column < 0) {
          skip(cursor);
          continue;
        }
        text.reserve(1);
        const start = text.at;
        const kind = write(cursor, text);
        fields.add(column, kind, start, text.at);
        text.bytes[text.at++] = separator;
      }
      text.endRow();
    } catch (error) {
      text.at = text.rowStart;
      fields.dropRow();
      if (error === exhausted) return false;
      throw error instanceof BrokenAvro ? this.#ofRecord(error) : error;
    }
    fields.endRow();
    return true;
  }

  /** The error about the row at hand. */
  #ofRecord(error: BrokenAvro): TapError {
    const line = this.rows + 1;
    // A place is one where nothing before it is in doubt.
    const place = error.isDamage ? {} : { line };
    return new TapError("data", `The record at line ${line} cannot be read: ${error.message}`, { place, cause: error });
  }
}

const separator = 0x0a;
const laneSize = 8;
