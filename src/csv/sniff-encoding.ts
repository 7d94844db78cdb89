import { isUtf8 } from "node:buffer";

/**
 * The encoding that the beginning of a file seems to have, where it is not the given one; else null.
 * A byte order mark needs no setting.
 */
export function sniffEncoding(head: Uint8Array, encoding: string): string | null {
  if (hasMark(head)) return null;
  const wide = wideEncoding(head);
  if (wide !== null) return wide === encoding ? null : wide;
  const isValid = isUtf8(withoutCutCharacter(head));
  if (encoding === "utf-8") return isValid ? null : "windows-1252";
  const isAscii = head.every((byte) => byte < 0x80 && byte !== escapeByte);
  // Encodings of the East write ASCII as it is, and ISO-2022-JP writes nothing else.
  const isOfWideCharacters = encoding.startsWith("utf-16");
  return isValid && (!isAscii || isOfWideCharacters) ? "utf-8" : null;
}

const escapeByte = 0x1b;

function hasMark([a, b, c, d]: Uint8Array): boolean {
  const isUtf8Mark = a === 0xef && b === 0xbb && c === 0xbf;
  return (
    isUtf8Mark ||
    (a === 0xff && b === 0xfe) ||
    (a === 0xfe && b === 0xff) ||
    (a === 0 && b === 0 && c === 0xfe && d === 0xff)
  );
}

/**
 * Letters of most scripts stand beside digits, delimiters and ends of lines, which have a NUL in every second byte when
 * they are UTF-16, and always in the same one.
 */
function wideEncoding(head: Uint8Array): "utf-16le" | "utf-16be" | null {
  // Most texts have none, which a Buffer tells at once.
  if (!Buffer.from(head.buffer, head.byteOffset, head.length).includes(0)) return null;
  const nuls = [0, 0];
  const ends = [0, 0];
  for (const [index, byte] of head.entries()) {
    if (byte === 0) nuls[index % 2] = (nuls[index % 2] ?? 0) + 1;
    // An end of a line as a whole character: with the NUL behind it, or before it.
    if (byte === 0x0a && head[index ^ 1] === 0) ends[index % 2] = (ends[index % 2] ?? 0) + 1;
  }
  const [even = 0, odd = 0] = nuls;
  const [littleEnds = 0, bigEnds = 0] = ends;
  const many = head.length / 4;
  // No text in bytes has NULs, but texts cut from memory do, here and there, and in no order.
  const few = head.length / 40;
  if (even === 0 && (odd > many || (odd > few && littleEnds > 0))) return "utf-16le";
  return odd === 0 && (even > many || (even > few && bigEnds > 0)) ? "utf-16be" : null;
}

/** A character of UTF-8 has up to four bytes, and the head may end inside one. */
function withoutCutCharacter(head: Uint8Array): Uint8Array {
  for (let back = 1; back <= Math.min(3, head.length); back++) {
    const byte = head[head.length - back] ?? 0;
    if (byte >= 0xc0) return head.subarray(0, head.length - back);
    if (byte < 0x80) break;
  }
  return head;
}
