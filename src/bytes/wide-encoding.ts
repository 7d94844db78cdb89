/** Encodings that write most characters with NULs. */
export type WideEncoding = "utf-16le" | "utf-16be" | "utf-32le" | "utf-32be";

/** Bytes of a file that are enough to tell. */
export const wideHeadSize = 4096;

/** What is shorter reads as well without its NULs. */
const shortest = 8;

/**
 * The encoding of a text without a byte order mark, by where its NULs stand: letters of most scripts are written beside
 * digits, delimiters and ends of lines, each of which has one, and always on the same side. Null for a text in bytes.
 */
export function wideEncodingOf(text: Uint8Array): WideEncoding | null {
  const head = Buffer.from(text.buffer, text.byteOffset, Math.min(text.length, wideHeadSize));
  // Most texts have none, which a Buffer tells at once.
  if (head.length < shortest || !head.includes(0)) return null;
  if (isUtf32(head, 0, 1)) return "utf-32be";
  if (isUtf32(head, 3, 2)) return "utf-32le";
  const even = sideOf(head, 0);
  const odd = sideOf(head, 1);
  if (isHighSide(odd, even, head.length)) return "utf-16le";
  return isHighSide(even, odd, head.length) ? "utf-16be" : null;
}

/** There are 17 planes of characters: of four bytes the highest is 0, and the next at most 16. */
function isUtf32(head: Uint8Array, highest: number, next: number): boolean {
  for (let at = 0; at + 4 <= head.length; at += 4) {
    if (head[at + highest] !== 0 || (head[at + next] ?? 0) > 0x10) return false;
  }
  return true;
}

/** What stands in every second byte. */
interface Side {
  readonly nuls: number;
  /** Below 0x20, as the high bytes of all alphabets are. */
  readonly low: number;
  /** NULs beside a line feed, which are the other half of it. */
  readonly lineEnds: number;
}

function sideOf(head: Uint8Array, from: number): Side {
  let [nuls, low, lineEnds] = [0, 0, 0];
  for (let at = from; at < head.length; at += 2) {
    const byte = head[at] ?? 0;
    if (byte < 0x20) low++;
    if (byte !== 0) continue;
    nuls++;
    if (head[at ^ 1] === 0x0a) lineEnds++;
  }
  return { nuls, low, lineEnds };
}

/** Whether one side has the high bytes. Texts cut from memory have NULs as well: here and there, and on both sides. */
function isHighSide(high: Side, other: Side, size: number): boolean {
  if (high.nuls === 0 || other.nuls > high.nuls / 8) return false;
  const isLatin = high.nuls >= size / 3;
  const isOfLines = high.lineEnds > 0 && high.nuls > size / 40;
  const isOfAlphabet = high.low > 0.45 * size && other.low < 0.25 * size;
  return isLatin || isOfLines || isOfAlphabet;
}
