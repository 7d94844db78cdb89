import { type Cursor, readCount } from "./cursor.ts";
import type { TextBuffer } from "./text-buffer.ts";
import { copyBytes } from "./write-bytes.ts";

/** Writes a string as it is. */
export function writeString(cursor: Cursor, out: TextBuffer): void {
  copyBytes(cursor, readCount(cursor), out);
}

/** Writes text that was prepared, such as the name of a member. */
export function writeReady(text: Uint8Array, out: TextBuffer): void {
  const { length } = text;
  out.reserve(length);
  const { bytes, at } = out;
  for (let i = 0; i < length; i++) bytes[at + i] = text[i]!;
  out.at = at + length;
}

const quote = 0x22;

/** Writes a string as JSON. */
export function writeJsonString(cursor: Cursor, out: TextBuffer): void {
  const count = readCount(cursor);
  const from = cursor.take(count);
  const { bytes } = cursor;
  out.reserve(1);
  out.bytes[out.at++] = quote;
  // In pieces, since room is needed as if every character were escaped.
  for (let at = from; at < from + count; at += pieceSize)
    writePiece(bytes, at, Math.min(at + pieceSize, from + count), out);
  out.bytes[out.at++] = quote;
}

const pieceSize = 4096;

/** By byte, what it is in a JSON string where it cannot stand for itself. */
const escapes: readonly (Uint8Array | null)[] = Array.from({ length: 256 }, (_, byte) => {
  const json = JSON.stringify(String.fromCharCode(byte)).slice(1, -1);
  return byte < 0x80 && json.length > 1 ? Buffer.from(json) : null;
});
const isPlain = Uint8Array.from(escapes, (escape) => (escape === null ? 1 : 0));

function writePiece(source: Uint8Array, from: number, to: number, out: TextBuffer): void {
  out.reserve(6 * (to - from) + 1);
  const { bytes } = out;
  let { at } = out;
  for (let i = from; i < to; i++) {
    const byte = source[i]!;
    if (isPlain[byte] === 1) {
      bytes[at++] = byte;
      continue;
    }
    out.at = at;
    writeReady(escapes[byte]!, out);
    at = out.at;
  }
  out.at = at;
}
