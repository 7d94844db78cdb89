import { isUtf8 } from "node:buffer";
import { TapError } from "../errors.ts";

/** Fields of which some may be texts in no encoding that is known. */
interface Fields {
  readonly bytes: Uint8Array;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
}

/** The first of the fields that is not valid UTF-8, or -1. All at once where that is enough, as it nearly always is. */
export function invalidField({ bytes, starts, ends }: Fields, count: number): number {
  const end = ends[count - 1] ?? 0;
  let isSuspect = !isUtf8(bytes.subarray(0, end));
  // Two fields may make up a character that neither of them has.
  for (let field = 0; field < count && !isSuspect; field++) {
    const start = starts[field] ?? 0;
    isSuspect = start < (ends[field] ?? 0) && ((bytes[start] ?? 0) & 0xc0) === 0x80;
  }
  if (!isSuspect) return -1;
  for (let field = 0; field < count; field++) if (!isUtf8(bytes.subarray(starts[field], ends[field]))) return field;
  return -1;
}

/** The error for a text that is none. */
export function notUtf8(line?: number): TapError {
  const where = line === undefined ? "" : ` in the record at line ${line}`;
  return new TapError(
    "data",
    `It has a string that is not valid UTF-8${where}; write the column as binary, or deselect it`,
    {
      place: line === undefined ? {} : { line },
    },
  );
}
