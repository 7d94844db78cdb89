import type { Cursor } from "./cursor.ts";
import type { TextBuffer } from "./text-buffer.ts";

/** More bytes than this are copied faster by a call. */
const fewBytes = 64;

/** Copies the next bytes as they are. */
export function copyBytes(cursor: Cursor, count: number, out: TextBuffer): void {
  const from = cursor.take(count);
  out.reserve(count);
  if (count > fewBytes) {
    out.bytes.set(cursor.bytes.subarray(from, from + count), out.at);
  } else {
    // Four at once: what is behind the text is written over.
    const read = cursor.view;
    const write = out.view;
    for (let i = 0; i < count; i += 4) write.setInt32(out.at + i, read.getInt32(from + i));
  }
  out.at += count;
}

const alphabet = Buffer.from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");

/** Writes the next bytes in base64: https://www.rfc-editor.org/rfc/rfc4648#section-4 */
export function writeBase64(cursor: Cursor, count: number, out: TextBuffer): void {
  const from = cursor.take(count);
  out.reserve(4 * Math.ceil(count / 3));
  const source = cursor.bytes;
  const { bytes } = out;
  let { at } = out;
  for (let i = 0; i < count; i += 3) {
    const left = count - i;
    const second = left > 1 ? source[from + i + 1]! : 0;
    const third = left > 2 ? source[from + i + 2]! : 0;
    const group = (source[from + i]! << 16) | (second << 8) | third;
    bytes[at] = alphabet[group >> 18]!;
    bytes[at + 1] = alphabet[(group >> 12) & 63]!;
    bytes[at + 2] = left > 1 ? alphabet[(group >> 6) & 63]! : padding;
    bytes[at + 3] = left > 2 ? alphabet[group & 63]! : padding;
    at += 4;
  }
  out.at = at;
}

const padding = 0x3d;

/** Writes 16 bytes as a UUID. */
export function writeUuid(cursor: Cursor, out: TextBuffer): void {
  const from = cursor.take(16);
  const hex = Buffer.from(cursor.bytes.buffer, cursor.bytes.byteOffset + from, 16).toString("hex");
  const groups = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)];
  out.reserve(36);
  out.at += out.bytes.write(groups.join("-"), out.at, "latin1");
}
