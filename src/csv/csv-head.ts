import { Readable } from "node:stream";
import { isDeepStrictEqual } from "node:util";
import type { Utf8Text } from "../bytes/utf8.ts";
import { TapError } from "../errors.ts";
import type { Dialect } from "../format/dialect.ts";
import type { Head, SampledField, Wanted } from "../format/file-format.ts";
import { jsonKinds } from "../rows/json-kinds.ts";
import type { RowBatch } from "../rows/row-batch.ts";
import { rowTexts } from "../rows/row-texts.ts";
import { BlankLines } from "./blank-lines.ts";
import { headerOf } from "./header.ts";
import { readRows } from "./read-rows.ts";

/** Bytes before the end of the header that are kept for a second opinion of it. */
const maxBeginning = 8 * 1024 * 1024;

/** What the header and the first rows of a text tell. */
export async function csvHead(
  text: Utf8Text,
  dialect: Dialect,
  header: boolean | readonly string[],
  wanted: Wanted,
): Promise<Head> {
  const look = new Look(header, wanted);
  const lines = new BlankLines(dialect);
  /** Up to the header; all of it where `beginningSize` is no more than is kept. */
  const beginning: Uint8Array[] = [];
  let beginningSize = 0;
  const bytes = passing(wanted.every > 1 ? lines.pass(text.bytes) : text.bytes, (chunk) => {
    if (look.names !== null) return;
    beginningSize += chunk.length;
    if (beginningSize <= maxBeginning) beginning.push(chunk);
    else beginning.length = 0;
  });
  let failure: TapError | null = null;
  try {
    for await (const batch of readRows(dialect)(bytes)) {
      look.at(batch, lines);
      if (look.isDone(batch)) break;
    }
  } catch (error) {
    if (look.names === null || !(error instanceof TapError) || error.kind !== "data") throw error;
    failure = error;
  }
  const { names, records, headerRow } = look;
  const isSure =
    headerRow === null ||
    beginningSize > maxBeginning ||
    standsAsItIs(headerRow, beginning, dialect) ||
    (await isReadAs(headerRow, beginning, dialect));
  return {
    names: names ?? [],
    isComplete: true,
    types: null,
    records,
    recordSize: look.averageSize(),
    doubt: isSure ? null : doubt,
    failure,
  };
}

async function* passing(
  chunks: AsyncIterable<Uint8Array>,
  see: (chunk: Uint8Array) => void,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    see(chunk);
    yield chunk;
  }
}

const doubt = "has quotes or escapes that other readers of CSV read differently";

class Look {
  names: readonly string[] | null = null;
  /** As it stands, where there is one. */
  headerRow: readonly string[] | null = null;
  readonly records: (readonly SampledField[])[] = [];
  readonly #header: boolean | readonly string[];
  readonly #wanted: Wanted;
  /** By field, the name of the column; null for one whose name an earlier one has. */
  #columns: readonly (string | null)[] = [];
  /** Rows so far, the header among them. */
  #rows = 0;
  #bytes = 0;

  constructor(header: boolean | readonly string[], wanted: Wanted) {
    this.#header = header;
    this.#wanted = wanted;
  }

  at(batch: RowBatch, lines: BlankLines): void {
    const { records, every } = this.#wanted;
    for (
      let row = 0;
      row < batch.count && (this.names === null || this.records.length < records);
      row++, this.#rows++
    ) {
      if (this.names === null && this.#readHeader(rowTexts(batch, row))) continue;
      const headerRows = this.headerRow === null ? 0 : 1;
      const blanks = every > 1 ? lines.before(this.#rows) - lines.before(0) : 0;
      if ((this.#rows - headerRows + blanks) % every === 0 && this.records.length < records)
        this.#sample(rowTexts(batch, row), every > 1 ? undefined : batch.kinds?.subarray(batch.rows[row]));
    }
  }

  isDone(batch: RowBatch): boolean {
    return this.records.length >= this.#wanted.records || batch.end >= this.#wanted.bytes;
  }

  /** Null where there is no row to judge by. */
  averageSize(): number | null {
    return this.records.length === 0 ? null : this.#bytes / this.records.length;
  }

  /** Whether the first row is a header, and no data. */
  #readHeader(first: readonly string[]): boolean {
    const { names, isFirstRowData } = headerOf(this.#header, first);
    this.names = names;
    this.#columns = firstOfEach(names);
    if (!isFirstRowData) this.headerRow = first;
    return !isFirstRowData;
  }

  /** As in the reference tap, null markers are texts to a compatible sample. */
  #sample(texts: readonly string[], kinds: Uint8Array | undefined): void {
    const fields: SampledField[] = [];
    for (const [field, text] of texts.entries()) {
      const name = this.#columns[field] ?? null;
      if (name !== null) fields.push({ name, kind: kinds?.[field] === jsonKinds.null ? "null" : "untyped", text });
      this.#bytes += Buffer.byteLength(text) + 1;
    }
    this.records.push(fields);
  }
}

function firstOfEach(names: readonly string[]): readonly (string | null)[] {
  const seen = new Set<string>();
  return names.map((name) => {
    if (seen.has(name)) return null;
    seen.add(name);
    return name;
  });
}

/** Whether a row is the first line, byte for byte and without a quote or an escape: it is for most, and nobody reads it otherwise. */
function standsAsItIs(row: readonly string[], [first]: readonly Uint8Array[], dialect: Dialect): boolean {
  const { delimiter, quote, escape } = dialect;
  const line = row.join(delimiter);
  const { length } = Buffer.from(line);
  if (first === undefined || [quote, escape].some((mark) => mark !== "" && line.includes(mark))) return false;
  const isEnded = first[length] === lineFeed || first[length] === carriageReturn;
  return isEnded && Buffer.from(first.buffer, first.byteOffset, length).toString() === line;
}

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** Bytes at a time: of the rows of a beginning only the first is wanted. */
const secondOpinionPiece = 1024;

/** Whether csv-parse reads the first row as we do. It may refuse to. */
async function isReadAs(row: readonly string[], chunks: readonly Uint8Array[], dialect: Dialect): Promise<boolean> {
  const { parseRows } = await import("./parse-rows.ts");
  try {
    for await (const batch of parseRows(dialect, 1, secondOpinionPiece)(Readable.from(chunks)))
      return isDeepStrictEqual(rowTexts(batch, 0), row);
  } catch (error) {
    if (!(error instanceof TapError)) throw error;
  }
  return false;
}
