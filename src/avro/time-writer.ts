import { jsonKinds } from "../rows/json-kinds.ts";
import type { TimeUnit } from "./avro-type.ts";
import { type Cursor, readLong } from "./cursor.ts";
import type { TextBuffer } from "./text-buffer.ts";
import { writeAscii } from "./write-number.ts";
import { microseconds, type TimeStyle, writeClock, writeDay, writeMoment } from "./write-time.ts";

// Each returns the kind of what it wrote, as a `ValueWriter` does.

/** Reads a date and writes it; as a number where none of that size means a day. */
export function dayWriter(cursor: Cursor, out: TextBuffer): number {
  const value = readLong(cursor);
  if (!(Math.abs(value) < 2 ** 31)) return writeBare(value, cursor, out);
  writeDay(value, out);
  return jsonKinds.text;
}

/** The same for times of day. */
export function clockWriter(unit: TimeUnit, style: TimeStyle): (cursor: Cursor, out: TextBuffer) => number {
  return (cursor, out) => {
    const value = readLong(cursor);
    const micros = microseconds(value, unit);
    if (!(micros >= 0 && micros < microsOfDay)) return writeBare(value, cursor, out);
    writeClock(micros, style, out);
    return jsonKinds.text;
  };
}

const microsOfDay = 86_400_000_000;

/** The same for moments, of which every number means one. */
export function momentWriter(
  unit: TimeUnit,
  isLocal: boolean,
  style: TimeStyle,
): (cursor: Cursor, out: TextBuffer) => number {
  const pythonZone = isLocal ? "" : "+00:00";
  const zone = style === "iso" ? "Z" : pythonZone;
  return (cursor, out) => {
    writeMoment(readLong(cursor), cursor, unit, zone, style, out);
    return jsonKinds.text;
  };
}

function writeBare(value: number, cursor: Cursor, out: TextBuffer): number {
  writeAscii(String(Number.isNaN(value) ? cursor.wide : value), out);
  return jsonKinds.number;
}
