import type { Utf8Text } from "../bytes/utf8.ts";
import type { Dialect } from "../format/dialect.ts";

/** A text whose first line may have told its delimiter, as Excel writes and reads it: `sep=;`. */
export interface SeparatedText {
  /** Without that line. */
  readonly text: Utf8Text;
  /** The delimiter that the line tells; null where there is no such line. */
  readonly separator: string | null;
}

/** Characters of the line at most. */
const longest = 10;

const sepLine = /^("?)sep=([^\r\n])\1(?:\r\n|\n|\r|$)/iu;

/** Reads the line that tells the delimiter, if the text begins with one. */
export async function readSepLine(text: Utf8Text): Promise<SeparatedText> {
  const source = text.bytes[Symbol.asyncIterator]();
  let head: Uint8Array = new Uint8Array();
  let isDone = false;
  while (!isDone && head.length < 4 * longest) {
    const next = await source.next();
    if (next.done === true) isDone = true;
    else head = head.length === 0 ? next.value : Buffer.concat([head, next.value]);
  }
  const { length, separator } = sepLineOf(head);
  const bytes = resumed(head.subarray(length), source);
  const shift = (): number | null => {
    const before = text.shift();
    return before === null ? null : before + length;
  };
  return { separator, text: { ...text, bytes, shift } };
}

/** How many bytes the line has that tells the delimiter, at the beginning of a text, and which it is. */
export function sepLineOf(head: Uint8Array): { readonly length: number; readonly separator: string | null } {
  const text = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, 4 * longest)).toString();
  const [line = "", , separator = null] = sepLine.exec(text) ?? [];
  return { length: Buffer.byteLength(line), separator };
}

async function* resumed(
  head: Uint8Array,
  source: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    if (head.length > 0) yield head;
    for (let next = await source.next(); next.done !== true; next = await source.next()) yield next.value;
  } finally {
    await source.return?.();
  }
}

/** The dialect with the delimiter that the file tells, unless the table sets one or it has another meaning. */
export function separatedBy(dialect: Dialect, separator: string | null, isSet: boolean): Dialect {
  const { quote, escape, comment } = dialect;
  if (separator === null || isSet || [quote, escape, comment].some((mark) => mark.includes(separator))) return dialect;
  return { ...dialect, delimiter: separator };
}
