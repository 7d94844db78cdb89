import { inPieces } from "../bytes/in-pieces.ts";
import { toUtf8, type Utf8Text } from "../bytes/utf8.ts";
import type { Beginning, FileBatch, FileFormat, OpenFile } from "../format/file-format.ts";
import { namedHead } from "../format/named-head.ts";
import { copyRows } from "../rows/copy-rows.ts";
import type { NamedBatch } from "../rows/named-batch.ts";
import type { RowBatch } from "../rows/row-batch.ts";
import { readJsonRows } from "./read-json-rows.ts";

/** JSON Lines: one object on each line. */
export const jsonlFormat: FileFormat = {
  names: "own",
  firstLine: 1,
  head: (file, wanted) => namedHead(batches(file, { records: 0, byte: 0 }), wanted),
  batches,
};

async function* batches(file: OpenFile, from: Beginning): AsyncGenerator<FileBatch<NamedBatch>, void, undefined> {
  const { dialect } = file.settings;
  const text = textOf(file, from.byte);
  const opening = from.byte > 0 ? await openingOf(file) : null;
  let before = from.byte > 0 ? from.records : 0;
  const options = { maxRecordSize: dialect.maxRecordSize, firstLine: before + 1, onBroken: file.onBroken };
  for await (const rows of readJsonRows(text.bytes, options)) {
    const told = { before, shift: text.shift(), recognised: text.recognised(), removedNuls: text.removedNuls() };
    const { keys: names, replacedHalves } = rows;
    yield { rows, names, replacedHalves, ...told, ...(opening === null ? {} : { opening }) };
    before += rows.count;
  }
}

/** The first rows of a file that is read from within. */
async function openingOf(file: OpenFile): Promise<RowBatch | null> {
  const { ranges, settings } = file;
  if (ranges === null) return null;
  const text = textOf({ ...file, bytes: inPieces(ranges).read() }, 0);
  const options = { maxRecordSize: settings.dialect.maxRecordSize, firstLine: 1, onBroken: "keep" as const };
  for await (const rows of readJsonRows(text.bytes, options)) return copyRows(rows);
  return null;
}

function textOf({ bytes, ranges, settings }: OpenFile, from: number): Utf8Text {
  const stream = from > 0 && ranges !== null ? ranges.read({ from }) : bytes;
  return toUtf8(stream, { encoding: settings.encoding, onInvalid: settings.encodingErrors, from });
}
