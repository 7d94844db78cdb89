import { numberAt, timeAt } from "./listed-time.ts";
import { readText } from "./xml-text.ts";

/** An object as an answer lists it, under the names of the answer. */
export interface ListedEntry {
  Key?: string | undefined;
  LastModified?: Date | undefined;
  ETag?: string | undefined;
  Size?: number | undefined;
  StorageClass?: string | undefined;
}

/** An answer of ListObjectsV2 in two parts: the entries of its objects, and the text without them. */
export interface ListingAnswer {
  readonly contents: readonly ListedEntry[];
  readonly rest: string;
}

/**
 * Takes the entries out of an answer that is written as S3 and nearly all stores write it, for a fraction of what a reader
 * of any XML costs. Null for every other answer, which is left whole to the SDK: fields within fields or twice, no size,
 * a time in another form, comments, namespaces. What it takes has the values that the SDK would give.
 */
export function readListingAnswer(xml: Buffer): ListingAnswer | null {
  const first = xml.indexOf(opening);
  const begin = first === -1 ? xml.indexOf(rootEnd) : first;
  if (begin === -1) return null;
  const head = xml.toString("utf8", 0, begin);
  if (!beforeEntries.test(head) || head.includes("<Contents")) return null;
  const contents: ListedEntry[] = [];
  const place: Cursor = { at: begin };
  while (isAt(xml, opening, place.at)) {
    place.at += opening.length;
    const entry = readEntry(xml, place);
    if (entry === null) return null;
    contents.push(entry);
    skipBlanks(xml, place);
  }
  const tail = xml.toString("utf8", place.at);
  // Comments and CDATA could hold what only looks like an entry.
  return tail.includes("<Contents") || tail.includes("<!") ? null : { contents, rest: head + tail };
}

/** Where the reader stands. Bytes are looked at one by one, so that no text is made of what nobody reads. */
interface Cursor {
  at: number;
}

const opening = Buffer.from("<Contents>");
const closing = Buffer.from("</Contents>");
/** Where the entries would be, if there were any. */
const rootEnd = Buffer.from("</ListBucketResult>");
/** The root, and fields that are closed again: the entries are the root's own. */
const beforeEntries =
  /^\s*(?:<\?xml[^<>]*\?>\s*)?<ListBucketResult(?:\s[^<>]*[^<>/])?>\s*(?:<(\w+)>[^<]*<\/\1>\s*|<\w+\s*\/>\s*)*$/;

/**
 * Of a class, because V8 watches whether what a literal makes lives on. Of a page or two that is just being handed over it finds
 * so, compiles everything once more to make old objects at once, and has to look for garbage among these.
 */
class Entry implements ListedEntry {
  Key: string | undefined = undefined;
  LastModified: Date | undefined = undefined;
  ETag: string | undefined = undefined;
  Size: number | undefined = undefined;
  StorageClass: string | undefined = undefined;
}

/** The entry whose fields begin at the place, which is then behind it. */
function readEntry(xml: Buffer, place: Cursor): ListedEntry | null {
  const entry = new Entry();
  skipBlanks(xml, place);
  while (!isAt(xml, closing, place.at)) {
    if (!readField(xml, place, entry)) return null;
    skipBlanks(xml, place);
  }
  place.at += closing.length;
  return entry.Key === undefined || entry.LastModified === undefined || entry.Size === undefined ? null : entry;
}

/** Whether the field at the place, which is then behind it, comes for the first time and in a form that is known. */
function readField(xml: Buffer, place: Cursor, entry: ListedEntry): boolean {
  const name = place.at + 1;
  const from = placeBehind(xml, greaterThan, name);
  const isOwner = isAt(xml, ownerField, place.at);
  const to = isOwner ? xml.indexOf(ownerEnd, from) : placeBehind(xml, lessThan, from) - 1;
  const end = to + 2 + from - name;
  if (xml[place.at] !== lessThan || to < from || end > xml.length || xml[to + 1] !== slash) return false;
  for (let at = name; at < from; at++) if (xml[at] !== xml[at + to + 2 - name]) return false;
  place.at = end;
  if (isOwner) return simpleFields.test(xml.toString("utf8", from, to));
  for (const { opening, take } of knownFields) if (isAt(xml, opening, name - 1)) return take(entry, xml, from, to);
  // What nobody reads may be anything.
  return /^\w+$/.test(xml.toString("latin1", name, from - 1));
}

const lessThan = 0x3c;
const greaterThan = 0x3e;
const slash = 0x2f;
const ownerField = Buffer.from("<Owner>");
const ownerEnd = Buffer.from("</Owner>");
const simpleFields = /^\s*(?:<(\w+)>[^<]*<\/\1>\s*|<\w+\s*\/>\s*)*$/;

const knownFields: readonly {
  readonly opening: Buffer;
  readonly take: (entry: ListedEntry, xml: Buffer, from: number, to: number) => boolean;
}[] = [
  {
    opening: Buffer.from("<Key>"),
    take: (entry, xml, from, to) => entry.Key === undefined && (entry.Key = textOf(xml, from, to)) !== undefined,
  },
  {
    opening: Buffer.from("<LastModified>"),
    take: (entry, xml, from, to) =>
      entry.LastModified === undefined && (entry.LastModified = readTime(xml, from, to)) !== undefined,
  },
  {
    opening: Buffer.from("<ETag>"),
    take: (entry, xml, from, to) => entry.ETag === undefined && (entry.ETag = textOf(xml, from, to)) !== undefined,
  },
  {
    opening: Buffer.from("<Size>"),
    take: (entry, xml, from, to) => entry.Size === undefined && (entry.Size = readSize(xml, from, to)) !== undefined,
  },
  {
    opening: Buffer.from("<StorageClass>"),
    take: (entry, xml, from, to) =>
      entry.StorageClass === undefined && (entry.StorageClass = storageClassOf(xml, from, to)) !== undefined,
  },
];

/** Bytes of one text of an answer. A key has 1024 at most, which are six times as many in entities; what marks a place in a listing, a few more. */
export const maxTextLength = 64 * 1024;

/** The field's text, in memory of its own: a piece of the whole answer would keep that for as long as it is held. */
function textOf(xml: Buffer, from: number, to: number): string | undefined {
  if (to - from > maxTextLength) return undefined;
  if (to - from > scratch.length) return readText(xml.toString("utf8", from, to));
  let length = 0;
  for (let at = from; at < to; at++) {
    let byte = xml[at] ?? 0;
    // ETags are in quotes.
    if (byte === ampersand && isAt(xml, quote, at)) {
      byte = 0x22;
      at += quote.length - 1;
    } else if (byte === ampersand || byte < 0x20 || byte > 0x7e) return readText(xml.toString("utf8", from, to));
    scratch[length++] = byte;
  }
  return scratch.toString("latin1", 0, length);
}

const scratch = Buffer.alloc(4096);
const ampersand = 0x26;
const quote = Buffer.from("&quot;");

/** Nearly all objects have the same one. */
function storageClassOf(xml: Buffer, from: number, to: number): string | undefined {
  return to - from === standard.length && isAt(xml, standard, from) ? "STANDARD" : textOf(xml, from, to);
}

const standard = Buffer.from("STANDARD");

function readTime(xml: Buffer, from: number, to: number): Date | undefined {
  const isWhole = to - from === secondsForm.length;
  if (!isWhole && to - from !== millisecondsForm.length) return undefined;
  if (!hasForm(xml, from, isWhole ? secondsForm : millisecondsForm)) return undefined;
  return timeAt(xml, from, !isWhole);
}

const secondsForm = Buffer.from("0000-00-00T00:00:00Z");
const millisecondsForm = Buffer.from("0000-00-00T00:00:00.000Z");
const zero = 0x30;

/** Whether the bytes are those of the form, with any digits for its zeros. */
function hasForm(xml: Buffer, from: number, form: Buffer): boolean {
  for (let at = 0; at < form.length; at++) {
    const byte = xml[from + at] ?? 0;
    if (form[at] === zero ? !isDigit(byte) : byte !== form[at]) return false;
  }
  return true;
}

function isDigit(byte: number): boolean {
  return byte >= zero && byte <= 0x39;
}

function readSize(xml: Buffer, from: number, to: number): number | undefined {
  if (to === from || to - from > 15) return undefined;
  for (let at = from; at < to; at++) if (!isDigit(xml[at] ?? 0)) return undefined;
  return numberAt(xml, from, to);
}

function isAt(xml: Buffer, text: Buffer, from: number): boolean {
  for (let at = 0; at < text.length; at++) if (xml[from + at] !== text[at]) return false;
  return true;
}

/** The place behind the next such byte; 0 where there is none. */
function placeBehind(xml: Buffer, byte: number, from: number): number {
  for (let at = from; at < xml.length; at++) if (xml[at] === byte) return at + 1;
  return 0;
}

/** Lines and indents. Blanks on the same line are content for the SDK, and stay in the way. */
function skipBlanks(xml: Buffer, place: Cursor): void {
  let hasLine = false;
  for (let at = place.at; ; at++) {
    const byte = xml[at];
    if (byte === 0x0a) hasLine = true;
    else if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d) {
      if (hasLine) place.at = at;
      return;
    }
  }
}
