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
 * Takes the entries out of an answer that is written as S3 and nearly all stores write it, for a tenth of what a reader
 * of any XML costs. Null for every other answer, which is left whole to the SDK: fields within fields or twice, no size,
 * a time in another form, comments, namespaces. What it takes has the values that the SDK would give.
 */
export function readListingAnswer(xml: string): ListingAnswer | null {
  const begin = xml.indexOf(opening);
  // Comments and CDATA could hold what only looks like an entry.
  if (begin === -1 || xml.includes("<!") || !beforeEntries.test(xml.slice(0, begin))) return null;
  const contents: ListedEntry[] = [];
  let at = begin;
  while (xml.startsWith(opening, at)) {
    const entry = readEntry(xml, at + opening.length);
    if (entry === null) return null;
    contents.push(entry.object);
    at = behindBlanks(xml, entry.end);
  }
  if (xml.includes(opening, at)) return null;
  return { contents, rest: xml.slice(0, begin) + xml.slice(at) };
}

const opening = "<Contents>";
const closing = "</Contents>";
/** The root, and fields that are closed again: the entries are the root's own. */
const beforeEntries =
  /^\s*(?:<\?xml[^<>]*\?>\s*)?<ListBucketResult(?:\s[^<>]*[^<>/])?>\s*(?:<(\w+)>[^<]*<\/\1>\s*|<\w+\s*\/>\s*)*$/;

/** The entry whose fields begin at `from`, and the place behind it. */
function readEntry(xml: string, from: number): { readonly object: ListedEntry; readonly end: number } | null {
  const object: ListedEntry = {};
  let at = behindBlanks(xml, from);
  while (!xml.startsWith(closing, at)) {
    const begin = xml.indexOf(">", at) + 1;
    if (begin === 0 || xml[at] !== "<") return null;
    const name = xml.slice(at + 1, begin - 1);
    const end = name === "Owner" ? xml.indexOf("</Owner>", begin) : xml.indexOf("<", begin);
    if (end === -1 || !xml.startsWith(`</${name}>`, end)) return null;
    if (!takeField(object, name, xml.slice(begin, end))) return null;
    at = behindBlanks(xml, end + name.length + 3);
  }
  const isWhole = object.Key !== undefined && object.LastModified !== undefined && object.Size !== undefined;
  return isWhole ? { object, end: at + closing.length } : null;
}

/** Whether the field comes for the first time, in a form that is known; what nobody reads may have any. */
function takeField(object: ListedEntry, name: string, text: string): boolean {
  switch (name) {
    case "Key":
      return object.Key === undefined && (object.Key = readText(text)) !== undefined;
    case "LastModified":
      return object.LastModified === undefined && (object.LastModified = readTime(text)) !== undefined;
    case "ETag":
      return object.ETag === undefined && (object.ETag = readText(text)) !== undefined;
    case "Size":
      return object.Size === undefined && (object.Size = readSize(text)) !== undefined;
    case "StorageClass":
      return object.StorageClass === undefined && (object.StorageClass = readText(text)) !== undefined;
    case "Owner":
      return simpleFields.test(text);
    default:
      return /^\w+$/.test(name);
  }
}

const simpleFields = /^\s*(?:<(\w+)>[^<]*<\/\1>\s*|<\w+\s*\/>\s*)*$/;

/** A field's text as the SDK reads it; undefined where that takes more than five names of characters. */
export function readText(text: string): string | undefined {
  if (/[\r\n]|&(?!(?:quot|amp|lt|gt|apos|#34|#39);)/.test(text)) return undefined;
  return text.includes("&") ? text.replace(/&([a-z#0-9]+);/g, (_, name: string) => characters.get(name) ?? "") : text;
}

const characters: ReadonlyMap<string, string> = new Map([
  ["quot", '"'],
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["apos", "'"],
  ["#34", '"'],
  ["#39", "'"],
]);

function readTime(text: string): Date | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3})?Z$/.test(text)) return undefined;
  const numberAt = (from: number, to: number): number => Number(text.slice(from, to));
  const month = numberAt(5, 7);
  const day = numberAt(8, 10);
  const [hour, minute, second] = [numberAt(11, 13), numberAt(14, 16), numberAt(17, 19)];
  const milliseconds = text.length === 24 ? numberAt(20, 23) : 0;
  // What the calendar or the clock does not have would become another time; so do the years before 100.
  const isTime = month >= 1 && month <= 12 && day >= 1 && hour < 24 && minute < 60 && second < 60 && text[0] !== "0";
  const time = new Date(Date.UTC(numberAt(0, 4), month - 1, day, hour, minute, second, milliseconds));
  return isTime && time.getUTCDate() === day ? time : undefined;
}

function readSize(text: string): number | undefined {
  return /^[0-9]{1,15}$/.test(text) ? Number(text) : undefined;
}

/** Lines and indents. Blanks on the same line are content for the SDK, and stay in the way. */
function behindBlanks(xml: string, from: number): number {
  let at = from;
  while (xml[at] === "\n" || xml[at] === " " || xml[at] === "\t" || xml[at] === "\r") at++;
  return at === from || xml.slice(from, at).includes("\n") ? at : from;
}
