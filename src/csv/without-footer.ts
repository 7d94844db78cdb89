const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** A text without its last lines, whatever is in them. Blank ones at its very end do not count. */
export async function* withoutFooter(
  chunks: AsyncIterable<Uint8Array>,
  lines: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  let held = Buffer.alloc(0);
  for await (const chunk of chunks) {
    held = Buffer.concat([held, chunk]);
    const end = footerStart(held, lines);
    if (end > 0) yield held.subarray(0, end);
    held = held.subarray(end);
  }
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
