import { footerTooLong } from "./file-errors.ts";

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/**
 * A text without its last lines, whatever is in them. Blank ones at its very end do not count. Throws TapError where those
 * lines have more than `maxSize` bytes, which are held until it is known whether they are the last.
 */
export async function* withoutFooter(
  chunks: AsyncIterable<Uint8Array>,
  lines: number,
  maxSize: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  let held: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    held.push(chunk);
    size += chunk.length;
    // Within a line nothing is decided.
    if (chunk.some(isLineEnd)) {
      const text = Buffer.concat(held);
      const end = footerStart(text, lines);
      if (end > 0) yield text.subarray(0, end);
      held = [text.subarray(end)];
      size -= end;
    }
    if (size > maxSize) throw footerTooLong(lines, maxSize);
  }
  const rest = Buffer.concat(held);
  const end = footerStart(rest, lines);
  if (end > 0) yield rest.subarray(0, end);
}

/** Where the last lines of a text begin. What follows later only moves that on. */
function footerStart(text: Uint8Array, lines: number): number {
  let at = text.length;
  while (isLineEnd(text[at - 1])) at--;
  for (let left = lines; at > 0; left--) {
    while (at > 0 && !isLineEnd(text[at - 1])) at--;
    if (left === 1) break;
    at -= text[at - 1] === lineFeed && text[at - 2] === carriageReturn ? 2 : 1;
  }
  return Math.max(at, 0);
}

function isLineEnd(byte: number | undefined): boolean {
  return byte === lineFeed || byte === carriageReturn;
}
