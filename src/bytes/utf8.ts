import { isUtf8 } from "node:buffer";
import { TextDecoder } from "node:util";
import { TapError } from "../errors.ts";
import { decode } from "./decode.ts";
import { Feed } from "./feed.ts";
import { wideEncodingOf, wideHeadSize } from "./wide-encoding.ts";

/** How the bytes of a file are to be read as text. */
export interface TextOptions {
  /** A WHATWG label. A byte order mark beats it, and so do the NULs of UTF-16 and UTF-32. */
  readonly encoding: string;
  /** Bytes that are not valid in the encoding end the file with an error, or become U+FFFD. */
  readonly onInvalid: "fail" | "replace";
  /** Above 0: the bytes are the rest of a UTF-8 text whose first `from` bytes were read before. */
  readonly from: number;
}

/** A text as valid UTF-8, without byte order mark and without NUL characters. */
export interface Utf8Text {
  /** Chunks that need no change are those of the source, not copies. Can be iterated over once. */
  readonly bytes: AsyncIterable<Uint8Array>;
  /**
   * What to add to an offset of the text read so far to get the offset in the source; null when that cannot
   * be told any more, because the text was changed.
   */
  shift(): number | null;
  /** The encoding that its NULs show, where neither a mark nor the options tell it. Known with the first chunk. */
  recognised(): string | null;
  /** How many NUL characters were left out so far. */
  removedNuls(): number;
}

/** Reads bytes as text. */
export function toUtf8(bytes: AsyncIterable<Uint8Array>, options: TextOptions): Utf8Text {
  const state: TextState = { shift: options.from, recognised: null, removedNuls: 0 };
  return {
    bytes: read(new Feed(bytes), options, state),
    shift: () => state.shift,
    recognised: () => state.recognised,
    removedNuls: () => state.removedNuls,
  };
}

/** What the reader tells the outside while it goes on. */
interface TextState {
  shift: number | null;
  recognised: string | null;
  removedNuls: number;
}

async function* read(feed: Feed, options: TextOptions, state: TextState): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    const head = options.from > 0 ? new Uint8Array() : await feed.head(wideHeadSize);
    const mark = markOf(head);
    if (mark !== null) await feed.pass(mark.length);
    const start = options.from + (mark?.length ?? 0);
    const told = mark?.encoding ?? options.encoding.trim().toLowerCase();
    const encoding = mark === null ? (wideEncodingOf(head) ?? (isNarrow(head, told) ? "utf-8" : told)) : told;
    if (encoding !== told) state.recognised = encoding;
    if (encoding === "utf-8" || encoding === "utf8") {
      state.shift = start;
      yield* checked(feed, options.onInvalid, start, state);
    } else {
      state.shift = null;
      for await (const chunk of decode(feed, encoding, options.onInvalid, start)) yield withoutNul(chunk, state);
    }
  } finally {
    await feed.close();
  }
}

/** UTF-16 writes the end of a line with a NUL. Read as what it is said to be, the file would be one line of wrong letters. */
function isNarrow(head: Uint8Array, told: string): boolean {
  return told.startsWith("utf-16") && head.includes(lineFeed) && !head.includes(0);
}

const lineFeed = 0x0a;

/** A byte order mark: https://encoding.spec.whatwg.org/#bom-sniff, and UTF-32, which Excel and others write. */
function markOf(head: Uint8Array): { readonly length: number; readonly encoding: string } | null {
  const [a, b, c, d] = head;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { length: 3, encoding: "utf-8" };
  if (a === 0xff && b === 0xfe && c === 0 && d === 0) return { length: 4, encoding: "utf-32le" };
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return { length: 4, encoding: "utf-32be" };
  if (a === 0xff && b === 0xfe) return { length: 2, encoding: "utf-16le" };
  if (a === 0xfe && b === 0xff) return { length: 2, encoding: "utf-16be" };
  return null;
}

/** UTF-8 as it is: looked at (which costs nothing beside reading it), and copied only where it must change. */
async function* checked(
  feed: Feed,
  onInvalid: "fail" | "replace",
  start: number,
  state: TextState,
): AsyncGenerator<Uint8Array, void, undefined> {
  let offset = start;
  for (let chunk = await feed.next(); chunk !== null; chunk = await feed.next()) {
    let whole = wholeLength(chunk);
    if (whole < chunk.length) {
      // A character cut at the end of the chunk is put before the next one; at the end of all it is invalid.
      const following = await feed.next();
      if (following === null) whole = chunk.length;
      else feed.unread(Buffer.concat([chunk.subarray(whole), following]));
      if (whole === 0) continue;
    }
    const text = chunk.subarray(0, whole);
    if (isUtf8(text)) yield withoutNul(text, state);
    else if (onInvalid === "fail") throw invalid(offset + validLength(text));
    else {
      state.shift = null;
      yield withoutNul(Buffer.from(new TextDecoder("utf-8", { ignoreBOM: true }).decode(text)), state);
    }
    offset += whole;
  }
}

/** The length of the chunk without a character that is cut at its end. */
function wholeLength(chunk: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, chunk.length); back++) {
    const byte = chunk[chunk.length - back] ?? 0;
    if (byte < 0x80) break;
    if (byte < 0xc0) continue; // inside a character
    return sequenceLength(byte) > back ? chunk.length - back : chunk.length;
  }
  return chunk.length;
}

/** How many bytes are valid. Slow: it runs once, for the error. */
function validLength(text: Uint8Array): number {
  let at = 0;
  while (at < text.length) {
    const length = sequenceLength(text[at] ?? 0);
    if (!isUtf8(text.subarray(at, at + length))) break;
    at += length;
  }
  return at;
}

function sequenceLength(first: number): number {
  if (first < 0x80) return 1;
  if (first < 0xe0) return 2;
  return first < 0xf0 ? 3 : 4;
}

function invalid(offset: number): TapError {
  return new TapError(
    "data",
    `The byte at offset ${offset} is not valid UTF-8; set "encoding" to the encoding of the file, such as "windows-1252"`,
  );
}

/** NUL is no character that targets take. */
function withoutNul(text: Uint8Array, state: TextState): Uint8Array {
  // A Buffer searches 30 times as fast as a Uint8Array.
  if (!Buffer.from(text.buffer, text.byteOffset, text.length).includes(0)) return text;
  state.shift = null;
  const rest = text.filter((byte) => byte !== 0);
  state.removedNuls += text.length - rest.length;
  return rest;
}
