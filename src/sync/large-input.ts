/** A chunk of so many bytes is one of several of a large object: TLS hands out as many at once. */
const largeChunk = 16 * 1024;
/** Bytes in such chunks that make a run one that spends its time on bytes, and not on objects or keys. */
const large = 4 * 1024 * 1024;

let missing = large;
let act: (() => void) | null = null;

/** What is to be done once, when a run turns out to read much. */
export function onceInputIsLarge(next: () => void): void {
  act = next;
}

/** Notes that a chunk of so many bytes has come in from the store. */
export function noteInput(bytes: number): void {
  if (missing <= 0 || bytes < largeChunk) return;
  missing -= bytes;
  if (missing <= 0) act?.();
}
