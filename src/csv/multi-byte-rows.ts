import type { Dialect, NullMarkers } from "../format/dialect.ts";
import type { RowBatch } from "../rows/row-batch.ts";
import type { RowReader } from "./row-reader.ts";
import { LineSkipper } from "./line-skipper.ts";
import { scanRows } from "./scan-rows.ts";
import { Placeholders } from "./placeholders.ts";
import { trimFields } from "./trim-fields.ts";
import { withoutFooter } from "./without-footer.ts";

/**
 * Reads dialects that the scanner does not know, by changing the text before it: single bytes stand in the places of marks
 * of several, and of what ends rows; footers and blanks are left out. `firstLine` and `batchSize` as in `scanRows`. A
 * record's size is what the scanner sees. Of a text without its blanks no position is known.
 */
export function readMultiByteRows(dialect: Dialect, firstLine = 1, batchSize?: number): RowReader {
  const { delimiter, quote, escape, rowDelimiter = null, skipFooterLines = 0 } = dialect;
  const isTrimmed = dialect.isTrimmed === true;
  const marks = [...new Set([delimiter, quote, escape])].filter((mark) => Buffer.byteLength(mark) > 1);
  return async function* (source) {
    const placeholders = new Placeholders(marks, rowDelimiter);
    const nulls = dialect.nulls === undefined ? {} : { nulls: narrowNulls(dialect.nulls, marks) };
    const narrow = {
      ...dialect,
      ...nulls,
      delimiter: placeholders.of(delimiter),
      quote: placeholders.of(quote),
      escape: placeholders.of(escape),
      skipLines: isTrimmed ? 0 : dialect.skipLines,
    };
    const lengths = new Lengths(placeholders);
    let text = isTrimmed ? replaced(source, placeholders) : lengths.pass(replaced(source, placeholders));
    if (skipFooterLines > 0) text = withoutFooter(text, skipFooterLines, dialect.maxRecordSize);
    if (isTrimmed) text = trimFields(withoutLines(text, dialect.skipLines), narrow);
    for await (const batch of scanRows(narrow, firstLine, batchSize)(text)) {
      const end = isTrimmed ? batch.end : lengths.before(batch.end);
      yield { ...restore(batch, placeholders), offset: null, end };
    }
  };
}

/** Whether the position of a row is known. */
export function hasPositions({ isTrimmed }: Pick<Dialect, "isTrimmed">): boolean {
  return isTrimmed !== true;
}

/** The source with its placeholders. */
async function* replaced(source: AsyncIterable<Uint8Array>, placeholders: Placeholders): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) yield placeholders.replace(chunk, false);
  yield placeholders.replace(new Uint8Array(), true);
}

/** Quotes in lines above the header are none. */
async function* withoutLines(chunks: AsyncIterable<Uint8Array>, lines: number): AsyncGenerator<Uint8Array> {
  const skipper = new LineSkipper(lines);
  for await (const chunk of chunks) yield skipper.pass(chunk);
}

/** The markers as the scanner sees them. */
function narrowNulls(nulls: NullMarkers, marks: readonly string[]): NullMarkers {
  const narrow = (text: Uint8Array): Uint8Array => Buffer.from(new Placeholders(marks, null).replace(text, true));
  return { ...nulls, read: nulls.read.map(narrow), written: nulls.written.map(narrow) };
}

/** Knows where in the source the scanner is. */
class Lengths {
  readonly #placeholders: Placeholders;
  /** What the scanner was given and has not yet made rows of. */
  readonly #pieces: Uint8Array[] = [];
  /** Up to where lengths are known, in the first piece, for the scanner, and in the source. */
  #at = 0;
  #narrow = 0;
  #wide = 0;

  constructor(placeholders: Placeholders) {
    this.#placeholders = placeholders;
  }

  /** The same text, which is the source with its placeholders. */
  async *pass(text: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const piece of text) {
      this.#pieces.push(piece);
      yield piece;
    }
  }

  /** Bytes of the source for so many bytes of what has passed; never fewer than in the call before. */
  before(end: number): number {
    while (this.#narrow < end) {
      const [piece] = this.#pieces;
      if (piece === undefined) break;
      const byte = piece[this.#at++];
      if (byte === undefined) {
        this.#pieces.shift();
        this.#at = 0;
      } else {
        this.#wide += this.#placeholders.widthOf(byte);
        this.#narrow++;
      }
    }
    return this.#wide;
  }
}

/** The batch with the marks themselves, where fields hold them as text. */
function restore(batch: RowBatch, placeholders: Placeholders): RowBatch {
  const { bytes, starts, ends, rows, count } = batch;
  const fields = rows[count] ?? 0;
  const isMarked = (field: number): boolean => placeholders.isIn(bytes, starts[field] ?? 0, ends[field] ?? 0);
  let field = 0;
  while (field < fields && !isMarked(field)) field++;
  if (field === fields) return batch;
  const texts = Array.from({ length: fields }, (_, field) =>
    placeholders.restore(bytes.subarray(starts[field], ends[field])),
  );
  return { ...batch, ...packed(texts) };
}

function packed(texts: readonly Uint8Array[]): Pick<RowBatch, "bytes" | "starts" | "ends"> {
  const starts = new Uint32Array(texts.length);
  const ends = new Uint32Array(texts.length);
  let position = 0;
  for (const [field, { length }] of texts.entries()) {
    starts[field] = position;
    position += length;
    ends[field] = position;
  }
  return { bytes: Buffer.concat(texts), starts, ends };
}
