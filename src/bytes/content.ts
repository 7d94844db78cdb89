import { isUtf8 } from "node:buffer";

/** What a file is by its first bytes, where that is not text. */
export type Content =
  | "gzip"
  | "zip"
  | "zstd"
  | "tar"
  | "bzip2"
  | "xz"
  | "7z"
  | "rar"
  | "lz4"
  | "snappy"
  | "Arrow"
  | "ORC"
  | "Office"
  | "AppleDouble";

/** So many bytes must be at hand to tell: the mark of a tar stands farthest from the beginning. */
export const tellingBytes = 262;

/** What the file that starts with `head` is, or null for text and all that is not known. */
export function contentOf(head: Uint8Array): Content | null {
  if (!markStarts.has(head[0]) && head[tarAt] !== tarStart) return null;
  const text = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, tellingBytes)).toString("latin1");
  return marks.find(([, at, mark]) => text.startsWith(mark, at))?.[0] ?? null;
}

/** What begins with nothing of all this is text, and needs no closer look. */
const tarAt = 257;
const tarStart = 0x75;

/** Whether a file may be text in UTF-8 by its first bytes, as many as `tellingBytes` or all: no packing begins so. */
export function isPlainText(head: Uint8Array): boolean {
  if (head.length === 0 || head.some((byte) => byte < 0x20 && !spaces.has(byte))) return false;
  const mayBeCut = head.length >= tellingBytes;
  return (mayBeCut ? [0, 1, 2, 3] : [0]).some((cut) => isUtf8(head.subarray(0, head.length - cut)));
}

/** Tab, line feed, form feed and carriage return. */
const spaces: ReadonlySet<number> = new Set([9, 10, 12, 13]);

// Long enough that no text starts so.
const marks: readonly (readonly [Content, number, string])[] = [
  ["gzip", 0, "\x1f\x8b"],
  ["zip", 0, "PK\x03\x04"],
  ["zip", 0, "PK\x05\x06"], // without members
  ["zstd", 0, "\x28\xb5\x2f\xfd"],
  // The frames without text that pzstd, for one, begins with.
  ...Array.from({ length: 16 }, (_, n) => ["zstd", 0, `${String.fromCharCode(0x50 + n)}\x2a\x4d\x18`] as const),
  ["tar", tarAt, "ustar"],
  ["bzip2", 0, "BZh91AY&SY"],
  ["xz", 0, "\xfd7zXZ\0"],
  ["7z", 0, "7z\xbc\xaf\x27\x1c"],
  ["rar", 0, "Rar!\x1a\x07"],
  ["lz4", 0, "\x04\x22\x4d\x18"],
  ["snappy", 0, "\xff\x06\0\0sNaPpY"],
  ["Arrow", 0, "ARROW1\0\0"],
  ["ORC", 0, "ORC\x08"],
  ["ORC", 0, "ORC\x0a"],
  ["Office", 0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"],
  ["AppleDouble", 0, "\0\x05\x16\x07"], // the "__MACOSX/._a.csv" that macOS packs beside each "a.csv"
];

const markStarts: ReadonlySet<number | undefined> = new Set(
  marks.flatMap(([, at, mark]) => (at === 0 ? [mark.charCodeAt(0)] : [])),
);
