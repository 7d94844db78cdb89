import { jsonKinds } from "../rows/json-kinds.ts";
import type { RowBatch } from "../rows/row-batch.ts";
import type { ColumnType } from "../schema/column-type.ts";
import { readCommonDate } from "../time/date-forms.ts";
import { type DateOrder, mayBeUnordered } from "../time/date-order.ts";
import type { Stream } from "./stream.ts";

/** Rows that are looked at, and how far behind the first of them they may begin: the same in every run, however its bytes come. */
const maxRows = 1000;
const maxBytes = 64 * 1024;
/** Dates that are enough. */
const enough = 16;

/**
 * The stream with one order of day and month for each column of dates of a file, as most of its first rows show it: with
 * the month first where none does. `names` are those of the rows' columns.
 */
export function settleDates(stream: Stream, names: readonly string[], opening: RowBatch): Stream {
  const { columns, dateFormat, dateOrders, isoDates } = stream;
  if (dateOrders === undefined || dateFormat !== null) return stream;
  const open = [...columns].flatMap(([name, type]) =>
    takesDates(type) && !dateOrders.has(name) && isoDates?.has(name) !== true ? [name] : [],
  );
  if (open.length === 0) return stream;
  const votes = new Map(open.map((name) => [name, { days: 0, months: 0 }]));
  count(votes, names, opening);
  const settled = [...votes].map(([name, { days, months }]): readonly [string, DateOrder] => {
    if (days === months) return [name, days === 0 ? "guessed" : "month-first"];
    return [name, days > months ? "day-first" : "month-first"];
  });
  return { ...stream, dateOrders: new Map([...dateOrders, ...settled]) };
}

function takesDates({ kinds }: ColumnType): boolean {
  return kinds.includes("date") || kinds.includes("date-time");
}

interface Votes {
  days: number;
  months: number;
}

function count(votes: ReadonlyMap<string, Votes>, names: readonly string[], opening: RowBatch): void {
  const { bytes, starts, ends, rows, count, columns, kinds } = opening;
  // Of columns of one name only the first is one.
  const ofColumn = names.map((name, column) => (names.indexOf(name) === column ? (votes.get(name) ?? null) : null));
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const from = starts[rows[0] ?? 0] ?? 0;
  for (let row = 0; row < Math.min(count, maxRows); row++) {
    const first = rows[row] ?? 0;
    if ((starts[first] ?? 0) - from > maxBytes) return;
    for (let field = first; field < (rows[row + 1] ?? 0); field++) {
      const vote = ofColumn[columns === undefined ? field - first : (columns[field] ?? 0)] ?? null;
      const isText = kinds === undefined || kinds[field] === jsonKinds.text;
      if (vote === null || !isText || vote.days + vote.months >= enough) continue;
      add(vote, text.toString("latin1", starts[field], ends[field]));
    }
  }
}

function add(vote: Votes, text: string): void {
  if (!mayBeUnordered(text)) return;
  const shows = readCommonDate(text)?.shows ?? null;
  if (shows === "day-first") vote.days++;
  else if (shows === "month-first") vote.months++;
}
