import { only } from "../bytes/only.ts";
import { toUtf8 } from "../bytes/utf8.ts";
import type { Dialect } from "../format/dialect.ts";
import { endingSize, headSize } from "../format/file-ends.ts";
import type { Sample } from "./sniff-dialect.ts";

/** What of a file is looked at. */
export interface FileEnds {
  readonly head: Uint8Array;
  /** Null where it is not known, or the beginning is all. */
  readonly ending: Uint8Array | null;
}

/** The rows of both ends of a file as one text. What is cut between them is left out. */
export async function sampleOf(
  { head, ending }: FileEnds,
  encoding: string,
  rowDelimiter: Dialect["rowDelimiter"],
): Promise<Sample> {
  const beginning = await textOf(head, encoding);
  if (ending === null) {
    const isCut = head.length >= headSize;
    return { text: isCut ? beginning.subarray(0, lastRowEnd(beginning, rowDelimiter)) : beginning, isCut };
  }
  // The end alone would not tell its encoding: a mark stands at the beginning.
  const both = await textOf(Buffer.concat([head, ending]), encoding);
  // One as short begins where the beginning ends.
  if (ending.length < endingSize - 3) return { text: both, isCut: false };
  const rest = both.subarray(beginning.length);
  const first = beginning.subarray(0, lastRowEnd(beginning, rowDelimiter));
  return {
    text: Buffer.concat([first, rest.subarray(firstRowEnd(rest, rowDelimiter))]),
    joint: first.length,
    isCut: false,
  };
}

async function textOf(bytes: Uint8Array, encoding: string): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of toUtf8(only(bytes), { encoding, onInvalid: "replace", from: 0 }).bytes) {
    chunks.push(Buffer.from(chunk));
  }
  return Buffer.concat(chunks);
}

/** Where the last whole row ends; all of a text without ends of rows. */
function lastRowEnd(text: Buffer, rowDelimiter: Dialect["rowDelimiter"]): number {
  const ends = endsOf(rowDelimiter).map((end) => [text.lastIndexOf(end), end.length] as const);
  const last = Math.max(...ends.map(([at, length]) => (at === -1 ? 0 : at + length)));
  return last === 0 ? text.length : last;
}

function firstRowEnd(text: Buffer, rowDelimiter: Dialect["rowDelimiter"]): number {
  const ends = endsOf(rowDelimiter).flatMap((end) => {
    const at = text.indexOf(end);
    return at === -1 ? [] : [at + end.length];
  });
  return Math.min(text.length, ...ends);
}

function endsOf(rowDelimiter: Dialect["rowDelimiter"]): readonly string[] {
  return rowDelimiter === undefined ? ["\n", "\r"] : [rowDelimiter];
}
