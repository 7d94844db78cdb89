import type { Kind } from "./kinds.ts";
import { Random } from "./random.ts";

/** Characters that are gathered before they become bytes. */
const pieceSize = 64 * 1024;

/**
 * A CSV file of a kind, the same bytes in every run: its header, and whole rows of `size` bytes or a
 * little more. Only one piece of it is in memory.
 */
export function* generate(kind: Kind, size: number, seed = 1): Generator<Buffer> {
  let text = kind.columns.map(({ name }) => name).join(",") + kind.lineEnd;
  for (const rows of kind.rows(new Random(seed), size)) {
    text += rows;
    if (text.length < pieceSize) continue;
    yield Buffer.from(text);
    text = "";
  }
  yield Buffer.from(text);
}
