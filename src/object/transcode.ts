import type { Beginning, FileBatch, FileFormat, OpenFile } from "../format/file-format.ts";
import { encode } from "../record/encode.ts";
import { type Layout, layOut, layOutNamed } from "../record/layout.ts";
import { settleDates } from "../record/settle-dates.ts";
import type { Stream } from "../record/stream.ts";
import { Tally } from "../record/tally.ts";
import { type LaidOut, type Piece, piecesOf } from "./pieces.ts";
import type { Recipe } from "./recipe.ts";

/** One file → its RECORD lines, batch by batch: the whole pipeline behind the store. */
export function transcode(
  format: FileFormat,
  file: OpenFile,
  recipe: Recipe,
  from: Beginning,
): AsyncGenerator<Iterable<Piece>> {
  const batches = format.batches(file, from);
  const laidOut =
    format.names === "header" ? laidOutByHeader(batches, recipe, format.firstLine) : laidOutByKeys(batches, recipe);
  return piecesOf(laidOut, from.records, (rows, layout, before) =>
    encode(rows, layout, before + format.firstLine, recipe.windows),
  );
}

/** The rows with what their header makes of them. */
async function* laidOutByHeader(
  batches: AsyncIterable<FileBatch>,
  { stream, source, onLayout }: Recipe,
  firstLine: number,
): AsyncGenerator<LaidOut> {
  let layout: Layout | null = null;
  let records = 0;
  for await (const batch of batches) {
    if (layout === null) {
      // Kinds tell what is null where the text of a field cannot.
      const isTold = batch.rows.kinds !== undefined;
      const { names, recognised = null } = batch;
      const settled = settleDates(stream, names, batch.opening ?? batch.rows);
      layout = layOut(names, isTold ? { ...settled, nullValues: [] } : settled, { ...source, recognised });
      onLayout(layout);
    }
    layout.tally.removedNuls = batch.removedNuls ?? 0;
    if (batch.brokenQuotes !== undefined) layout.tally.countBrokenQuotes(batch.brokenQuotes);
    records = batch.before + batch.rows.count;
    yield { batch, layout };
  }
  if (layout !== null) layout.tally.lastLine = records + firstLine - 1;
}

/** The rows with what their keys make of them. The layout, which grows with the keys, is told in the end. */
async function* laidOutByKeys(
  batches: AsyncIterable<FileBatch>,
  { stream, source, onLayout }: Recipe,
): AsyncGenerator<LaidOut> {
  let layout = layOutNamed([], stream, source, new Tally());
  let own = stream;
  let settled: Stream | null = null;
  try {
    for await (const batch of batches) {
      const { names, isoDates, recognised = null } = batch;
      if (settled === null) {
        const opening = batch.opening ?? batch.rows;
        settled = settleDates(isoDates === undefined ? stream : { ...stream, isoDates }, opening.keys ?? [], opening);
        own = settled;
      }
      if (isoDates !== undefined && own.isoDates !== isoDates) own = { ...settled, isoDates };
      if (names.length > layout.slots.length)
        layout = layOutNamed([...names], own, { ...source, recognised }, layout.tally);
      layout.tally.removedNuls = batch.removedNuls ?? 0;
      layout.tally.replacedHalves += batch.replacedHalves ?? 0;
      yield { batch, layout };
    }
  } finally {
    onLayout(layout);
  }
}
