import { TapError } from "../errors.ts";
import { BrokenJson } from "./broken-json.ts";
import { EscapedLines } from "./escaped-lines.ts";
import { takeHalves } from "./scan-escapes.ts";
import type { NamedBatch } from "../rows/named-batch.ts";
import { blockSize, LineKernel } from "./line-kernel.ts";
import { JsonFields } from "./json-fields.ts";
import { KeyTable } from "./scan-keys.ts";
import { scanLine } from "./scan-object.ts";

/** How lines of JSON are to be read. */
export interface JsonOptions {
  /** Bytes. A longer line is an error. */
  readonly maxRecordSize: number;
  /** The line of the first record as errors count it: more than 1 when reading goes on inside an object. */
  readonly firstLine: number;
  /** What becomes of a line that is not a JSON object: an error, or a row of kind `broken`. */
  readonly onBroken: "fail" | "keep";
}

/** Rows of a file of JSON lines. */
export interface JsonBatch extends NamedBatch {
  /** Half surrogates of these rows, in whose place U+FFFD stands. */
  readonly replacedHalves: number;
}

/**
 * JSON lines, which must be valid UTF-8 without a BOM, to rows: one object on each line. Blank lines and
 * empty objects are no rows. Throws TapError of kind "data" for any other line, after the rows before it, unless
 * it is to be kept; and for one that is too large. `batchSize` in bytes is for tests.
 */
export async function* readJsonRows(
  chunks: AsyncIterable<Uint8Array>,
  options: JsonOptions,
  batchSize = defaultBatchSize,
): AsyncGenerator<JsonBatch, void, undefined> {
  const reader = new LineReader(options);
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += pieceSize) {
      const piece = chunk.subarray(at, at + pieceSize);
      reader.received += piece.length;
      reader.append(piece);
      if (reader.pending >= batchSize) yield* reader.batches();
    }
  }
  // A last line may lack its line feed.
  reader.append(Uint8Array.of(lineFeed));
  yield* reader.batches();
}

/** Bytes of a chunk that are taken together. */
const pieceSize = 64 * 1024;

/** With a piece more, as much as the encoder takes at once. */
const defaultBatchSize = 192 * 1024;

const lineFeed = 0x0a;

const defaultSize = 512 * 1024;

class LineReader {
  /** Bytes of the input so far. */
  received = 0;
  readonly #options: JsonOptions;
  readonly #keys = new KeyTable();
  readonly #fields = new JsonFields();
  /** The unfinished line, with what has come behind it. A Buffer searches 30 times as fast as a Uint8Array. */
  #bytes = Buffer.alloc(0);
  #length = 0;
  /** Up to the end of the last whole line. */
  #wholeLength = 0;
  /** Bytes of the input before #bytes[0]. */
  #offset = 0;
  /** Where the last scan has stopped: behind the lines at hand, or before the one that it could not read. */
  #scanned = 0;
  #rowsBefore = 0;
  #replacedHalves = 0;
  /** Why lines at hand are broken. */
  #reasons: string[] = [];

  constructor(options: JsonOptions) {
    this.#options = options;
  }

  /** Bytes that were appended and not yet read. */
  get pending(): number {
    return this.#length;
  }

  *batches(): Generator<JsonBatch, void, undefined> {
    const wholeLength = this.#wholeLength;
    if (wholeLength > 0) {
      const failure = this.#scan(wholeLength);
      this.#replacedHalves += takeHalves();
      if (this.#fields.rowCount > 0) {
        yield this.#batch();
        this.#replacedHalves = 0;
      }
      if (failure !== null) throw failure;
      this.#rowsBefore += this.#fields.rowCount;
      this.#bytes.copyWithin(0, wholeLength, this.#length);
      this.#length -= wholeLength;
      this.#wholeLength = 0;
      this.#offset += wholeLength;
    }
    if (this.#length > this.#options.maxRecordSize) throw this.#tooLong(0);
  }

  append(chunk: Uint8Array): void {
    const lastLineEnd = chunk.lastIndexOf(lineFeed);
    if (lastLineEnd >= 0) this.#wholeLength = this.#length + lastLineEnd + 1;
    const needed = this.#length + chunk.length;
    const isTooSmall = needed > this.#bytes.length;
    const isLeftFromGiant = this.#bytes.length > 8 * defaultSize && needed <= defaultSize;
    if (isTooSmall || isLeftFromGiant) {
      // Twice as large, or a giant line would be copied for every chunk of it.
      const size = isTooSmall ? Math.max(needed, 2 * this.#bytes.length) : defaultSize;
      const bytes = Buffer.allocUnsafeSlow(size);
      bytes.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = bytes;
    }
    this.#bytes.set(chunk, this.#length);
    this.#length = needed;
  }

  /** Reads the lines in the first `length` bytes, up to the first that cannot be read. */
  #scan(length: number): TapError | null {
    const bytes = this.#bytes;
    const fields = this.#fields;
    fields.clear();
    this.#reasons = [];
    const escapes = new EscapedLines(bytes);
    const kernel = LineKernel.for(this.#keys, this.#options.maxRecordSize);
    for (let start = 0, loaded = 0; start < length;) {
      if (start >= loaded) {
        // Not beyond `start` where the line is larger than a block: then it is read without the kernel.
        loaded = bytes.lastIndexOf(lineFeed, Math.min(start + blockSize, length) - 1) + 1;
        if (loaded > start) kernel.load(bytes, start, loaded);
      }
      if (start < loaded) {
        start = kernel.scan(bytes, start, fields, this.#keys);
        if (start === loaded) continue;
      }
      this.#scanned = start;
      const end = bytes.indexOf(lineFeed, start);
      const failure = this.#scanLine(start, end, escapes);
      if (failure !== null) return failure;
      start = end + 1;
    }
    this.#scanned = length;
    return null;
  }

  /** Reads one line that may be anything. */
  #scanLine(start: number, end: number, escapes: EscapedLines): TapError | null {
    const bytes = this.#bytes;
    const fields = this.#fields;
    if (end - start > this.#options.maxRecordSize) return this.#tooLong(fields.rowCount);
    const line = this.#options.onBroken === "keep" ? escapes.copy(start, end) : null;
    try {
      scanLine(bytes, start, end, fields, this.#keys);
    } catch (error) {
      if (!(error instanceof BrokenJson)) throw error;
      if (this.#options.onBroken === "fail")
        return this.#unreadable(`${error.message}; ${this.#remedy(fields.rowCount)}`, fields.rowCount);
      this.#keys.forgetRow();
      // Strings were unescaped where they stand.
      if (line !== null) bytes.set(line, start);
      fields.breakRow(this.#reasons.push(error.message) - 1, start, endOfText(bytes, start, end));
    }
    return null;
  }

  #batch(): JsonBatch {
    const { starts, ends, rows, columns, kinds, rowCount } = this.#fields;
    const end = Math.min(this.#offset + this.#scanned, this.received);
    return {
      // No more than that, so that who copies it need not look where it ends.
      bytes: this.#bytes.subarray(0, this.#scanned),
      starts,
      ends,
      rows,
      columns,
      kinds,
      keys: this.#keys.names,
      reasons: this.#reasons,
      replacedHalves: this.#replacedHalves,
      count: rowCount,
      offset: this.#offset,
      end,
    };
  }

  #tooLong(row: number): TapError {
    return this.#unreadable(`it is larger than ${this.#options.maxRecordSize} bytes; raise "max_record_size"`, row);
  }

  /** Where the first line cannot be read, perhaps no line can. */
  #remedy(row: number): string {
    return this.#lineOf(row) > 1 ? "correct the line" : 'correct the line, or "format" if the file is not JSON Lines';
  }

  #lineOf(row: number): number {
    return this.#options.firstLine + this.#rowsBefore + row;
  }

  #unreadable(why: string, row: number): TapError {
    const line = this.#lineOf(row);
    return new TapError("data", `The record at line ${line} cannot be read: ${why}`, { place: { line } });
  }
}

/** Without white space at its end, such as the CR of a CR LF. */
function endOfText(bytes: Uint8Array, start: number, lineEnd: number): number {
  let end = lineEnd;
  while (end > start && (bytes[end - 1] ?? 0) <= 0x20) end--;
  return end;
}
