import { otherFormat } from "../bytes/fail.ts";
import { TapError } from "../errors.ts";
import { damaged, unsupported } from "./damaged.ts";
import type { RangeSource } from "./range-source.ts";
import { readSchema, structsAt } from "./schema-element.ts";
import { type Member, shapesOf } from "./shape.ts";
import { ThriftWalk } from "./thrift-walk.ts";

/** What the end of a Parquet file tells of the rest, as far as it was checked. */
export interface Footer {
  readonly columns: readonly Member[];
  /** Rows of the file. */
  readonly rows: number;
  readonly groups: readonly GroupPlace[];
  /** Its bytes, in which the row groups are described. */
  readonly bytes: Uint8Array;
  /** Bytes of the file before it. */
  readonly start: number;
}

/** A row group, whose columns are looked at when it is read. */
export interface GroupPlace {
  readonly rows: number;
  /** Rows of the groups before it. */
  readonly rowsBefore: number;
  /** Where in the footer it is described. */
  readonly at: number;
}

/** What is fetched of the end of the file at first: nearly every footer. */
const tailSize = 64 * 1024;
const magic = "PAR1";
/** Its length and the magic. */
const trailerSize = 8;
/** A footer that is larger is held in memory with all that is read beside it. */
const maxBytes = 32 * 1024 * 1024;
const maxGroups = 1_000_000;
const maxColumns = 100_000;

/** The footer of a file: one request, or two where it is long. */
export async function readFooter(source: RangeSource): Promise<Footer> {
  const { size } = source;
  if (size < trailerSize + 4) throw await whyNoParquet(source, `it has ${size} bytes, too few for a Parquet file`);
  const tailStart = Math.max(0, size - tailSize);
  const tail = await source.read(tailStart, size);
  const length = lengthOf(tail);
  if (length === null)
    throw await whyNoParquet(source, `it does not end with "${magic}", as every whole Parquet file does`);
  const start = size - trailerSize - length;
  if (start < 4) throw damaged("its footer is longer than the file");
  if (length > maxBytes)
    throw unsupported(`Its footer has ${length} bytes, more than ${maxBytes}`, "write fewer row groups");
  if (start >= tailStart) return parseFooter(tail.slice(start - tailStart, tail.length - trailerSize), start);
  const bytes = new Uint8Array(length);
  bytes.set(await source.read(start, tailStart));
  bytes.set(tail.subarray(0, tail.length - trailerSize), tailStart - start);
  return parseFooter(bytes, start);
}

/** A file that was cut begins as others do; one that does not is of another format. */
async function whyNoParquet(source: RangeSource, flaw: string): Promise<TapError> {
  const head = await source.read(0, Math.min(magic.length, source.size));
  if (head.length === 0 || Buffer.from(head).toString("latin1") === magic) return damaged(flaw);
  return new TapError("data", `It does not begin as a Parquet file does; ${otherFormat}`);
}

/** Null where there is none. */
function lengthOf(tail: Uint8Array): number | null {
  const trailer = Buffer.from(tail.buffer, tail.byteOffset + tail.length - trailerSize, trailerSize);
  const mark = trailer.toString("latin1", 4);
  if (mark === "PARE") throw unsupported("It is encrypted", "store it without encryption");
  return mark === magic ? trailer.readUInt32LE() : null;
}

/** Checks it against itself and the file; `start` is where it begins. */
function parseFooter(bytes: Uint8Array, start: number): Footer {
  const places = new ThriftWalk(bytes, 0).fields();
  const schema = places.get(2);
  const groups = places.get(4);
  if (schema === undefined || groups === undefined) throw damaged("its footer lacks the schema or the row groups");
  const columns = shapesOf(readSchema(bytes, structsAt(bytes, schema.at, maxColumns, "columns")));
  const rows = integerAt(bytes, places.get(3)?.at);
  const listed = groupPlaces(bytes, structsAt(bytes, groups.at, maxGroups, "row groups"));
  const last = listed.at(-1);
  const counted = last === undefined ? 0 : last.rowsBefore + last.rows;
  if (counted !== rows) throw damaged(`its footer speaks of ${rows} rows, its row groups of ${counted}`);
  return { columns, rows, groups: listed, bytes, start };
}

function groupPlaces(bytes: Uint8Array, positions: readonly number[]): readonly GroupPlace[] {
  let rowsBefore = 0;
  return positions.map((at) => {
    const rows = integerAt(bytes, new ThriftWalk(bytes, at).fields().get(3)?.at);
    const place = { rows, rowsBefore, at };
    rowsBefore += rows;
    if (!Number.isSafeInteger(rowsBefore)) throw damaged("its footer speaks of more rows than can be counted");
    return place;
  });
}

/** A count that stands at a position of the footer. */
function integerAt(bytes: Uint8Array, at: number | undefined): number {
  const value = at === undefined ? -1 : ThriftWalk.integerAt(bytes, at);
  if (value < 0) throw damaged("its footer does not count its rows");
  return value;
}
