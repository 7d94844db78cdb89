import { isUtf8 } from "node:buffer";
import { wideEncodingOf } from "../bytes/wide-encoding.ts";
import { sniffDoubleByte } from "./sniff-double-byte.ts";
import { sniffSingleByte } from "./sniff-single-byte.ts";

/**
 * The encoding that the beginning of a file seems to have, where it is not the given one; else null.
 * A byte order mark needs no setting.
 */
export function sniffEncoding(head: Uint8Array, encoding: string): string | null {
  if (hasMark(head)) return null;
  const wide = wideEncodingOf(head);
  // UTF-32 is read as what it is and is no encoding to be set: no label of the WHATWG stands for it.
  if (wide !== null) return wide === encoding || wide.startsWith("utf-32") ? null : wide;
  const isValid = isUtf8(withoutCutCharacter(head));
  if (encoding === "utf-8") {
    if (isValid) return isOfEscapes(head) ? "iso-2022-jp" : null;
    return sniffBytes(head);
  }
  const isAscii = head.every((byte) => byte < 0x80 && byte !== escapeByte);
  // Encodings of the East write ASCII as it is, and ISO-2022-JP writes nothing else.
  const isOfWideCharacters = encoding.startsWith("utf-16");
  return isValid && (!isAscii || isOfWideCharacters) ? "utf-8" : null;
}

/** What bytes are that are no UTF-8. */
function sniffBytes(head: Uint8Array): string | null {
  const [wide, narrow] = [sniffDoubleByte(head), sniffSingleByte(head)];
  // Letters of another alphabet, an even number in each word, may be pairs as well.
  const isDoubtful = (wide === "gb18030" || wide === "euc-kr") && narrow !== null;
  return isDoubtful ? null : (wide ?? narrow);
}

const escapeByte = 0x1b;

/** Whether ASCII goes over into Japanese by the escapes of ISO-2022-JP. */
function isOfEscapes(head: Uint8Array): boolean {
  const text = Buffer.from(head.buffer, head.byteOffset, head.length);
  return text.includes("\x1b$B") && text.includes("\x1b(B");
}

function hasMark([a, b, c, d]: Uint8Array): boolean {
  const isUtf8Mark = a === 0xef && b === 0xbb && c === 0xbf;
  return (
    isUtf8Mark ||
    (a === 0xff && b === 0xfe) ||
    (a === 0xfe && b === 0xff) ||
    (a === 0 && b === 0 && c === 0xfe && d === 0xff)
  );
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
