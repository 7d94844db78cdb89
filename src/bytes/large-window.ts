import { collectGarbage } from "./collect-garbage.ts";

/** Bytes. A window beyond it is held by one decoder at a time; of smaller ones there may be some. */
const large = 8 * 1024 * 1024;

let turn: Promise<void> = Promise.resolve();
let isFirst = true;

/**
 * Waits until there is room for a window of so many bytes, and gives what must be called when the decoder is done.
 * Several tables may be sampled at once, and each file may ask for the most that there is.
 */
export async function reserveWindow(size: number): Promise<() => void> {
  if (size <= large) return () => {};
  const before = turn;
  let release = (): void => {};
  turn = new Promise((resolve) => (release = resolve));
  await before;
  // V8 would let several unused windows lie around before it looks for one.
  if (!isFirst) collectGarbage("all");
  isFirst = false;
  return release;
}
