import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

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
  if (!isFirst) collectGarbage();
  isFirst = false;
  return release;
}

/** V8 would let several unused windows lie around before it looks for one: https://nodejs.org/api/v8.html#v8setflagsfromstringflags */
function collectGarbage(): void {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  setFlagsFromString("--no-expose-gc");
  if (typeof collect === "function") collect();
}
