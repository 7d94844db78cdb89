import { inPieces } from "../bytes/in-pieces.ts";
import { toUtf8, type Utf8Text } from "../bytes/utf8.ts";
import type { Dialect } from "../format/dialect.ts";
import type { Beginning, FileBatch, FileFormat, OpenFile } from "../format/file-format.ts";
import type { FileSettings } from "../format/file-settings.ts";
import type { RowBatch } from "../rows/row-batch.ts";
import { copyRows } from "../rows/copy-rows.ts";
import { rowsBehind } from "../rows/rows-behind.ts";
import { rowTexts } from "../rows/row-texts.ts";
import { csvHead } from "./csv-head.ts";
import { headerOf } from "./header.ts";
import { packRows } from "./pack-rows.ts";
import { readRows } from "./read-rows.ts";
import { readSepLine, separatedBy } from "./sep-line.ts";
import { hasPositions } from "./multi-byte-rows.ts";

/** CSV. The delimiter is for tables that do not tell theirs. */
export function csvFormat(delimiter: string): FileFormat {
  return {
    names: "header",
    firstLine: 2,
    head: async (file, wanted) => {
      const { text, dialect } = await openText(file, dialectOf(file.settings, delimiter));
      return csvHead(text, dialect, file.settings.header, wanted);
    },
    batches: (file, from) => {
      const dialect = dialectOf(file.settings, delimiter);
      return from.byte > 0 && file.ranges !== null ? rest(file, dialect, from) : whole(file, dialect);
    },
    sniff: async (file, asked = {}) => {
      const { sniffCsv } = await import("./sniff-csv.ts");
      return sniffCsv(file, dialectOf(file.settings, delimiter), asked);
    },
  };
}

function dialectOf({ dialect }: FileSettings, delimiter: string): Dialect {
  return { ...dialect, delimiter: dialect.delimiter ?? delimiter };
}

function textOf({ bytes, settings }: OpenFile, from = 0): Utf8Text {
  return toUtf8(bytes, { encoding: settings.encoding, onInvalid: settings.encodingErrors, from });
}

/** A file to be read from its beginning, which may tell the delimiter. Who skips lines skips that one, too; the reference tap knows none. */
async function openText(
  file: OpenFile,
  given: Dialect,
): Promise<{ readonly text: Utf8Text; readonly dialect: Dialect }> {
  const whole = textOf(file);
  const { dialect, schemaInference } = file.settings;
  if (given.skipLines > 0 || schemaInference === "compatible") return { text: whole, dialect: given };
  const { text, separator } = await readSepLine(whole);
  return { text, dialect: separatedBy(given, separator, dialect.delimiter !== null) };
}

async function* whole(file: OpenFile, given: Dialect): AsyncGenerator<FileBatch<RowBatch>, void, undefined> {
  const { text, dialect } = await openText(file, given);
  let names: readonly string[] | null = null;
  let before = 0;
  for await (const batch of readRows(dialect)(text.bytes)) {
    let headerRows = 0;
    if (names === null) {
      const header = headerOf(file.settings.header, rowTexts(batch, 0));
      names = header.names;
      headerRows = header.isFirstRowData ? 0 : 1;
    }
    const rows = rowsBehind(batch, headerRows);
    const shift = hasPositions(dialect) ? text.shift() : null;
    const told = {
      recognised: text.recognised(),
      removedNuls: text.removedNuls(),
      ...brokenQuotesOf(batch, before - headerRows),
    };
    yield { rows, names, before, shift, ...told };
    before += rows.count;
  }
}

/** Quotes with text behind them, with the line of the first as warnings count them. */
function brokenQuotesOf({ brokenQuotes }: RowBatch, before: number): Pick<FileBatch, "brokenQuotes"> {
  if (brokenQuotes === undefined) return {};
  return { brokenQuotes: { count: brokenQuotes.count, line: before + brokenQuotes.row + 2 } };
}

/** The rows behind a position: the header is read once more, then the rest by range. */
async function* rest(
  file: OpenFile,
  given: Dialect,
  { records, byte }: Beginning,
): AsyncGenerator<FileBatch<RowBatch>, void, undefined> {
  const { ranges, settings } = file;
  if (ranges === null) return;
  const { names, opening, dialect } = await openingOf({ ...file, bytes: inPieces(ranges).read() }, given);
  const text = textOf({ ...file, settings, bytes: ranges.read({ from: byte }) }, byte);
  let before = records;
  for await (const rows of readRows({ ...dialect, skipLines: 0 }, records + 2)(text.bytes)) {
    const told = { removedNuls: text.removedNuls(), ...brokenQuotesOf(rows, before) };
    yield { rows, names, before, shift: text.shift(), opening, ...told };
    before += rows.count;
  }
}

/** The beginning of a file that is read from within. */
interface Opening {
  readonly names: readonly string[];
  readonly opening: RowBatch;
  readonly dialect: Dialect;
}

async function openingOf(file: OpenFile, given: Dialect): Promise<Opening> {
  const { text, dialect } = await openText(file, given);
  for await (const batch of readRows(dialect)(text.bytes)) {
    const { names, isFirstRowData } = headerOf(file.settings.header, rowTexts(batch, 0));
    return { names, opening: copyRows(rowsBehind(batch, isFirstRowData ? 0 : 1)), dialect };
  }
  return { names: [], opening: packRows([], 0), dialect };
}
