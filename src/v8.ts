import type * as V8 from "node:v8";

/** Node's v8, loaded when it is needed first: it takes 3 ms, which most runs end without. */
export function v8(): typeof V8 {
  return process.getBuiltinModule("node:v8");
}

let isYoungHeld = false;

/**
 * Keeps V8 from making more room for what is young, which stays at 2 to 16 MB then. V8 doubles it whenever as much has lived
 * on, to 48 MB under Node 20 and 22 and to 192 from Node 24 on. A run gains nothing by it: what sees every byte leaves next
 * to no garbage. On the command line V8 takes no factor below 2.
 */
export function holdYoung(): void {
  if (isYoungHeld) return;
  isYoungHeld = true;
  v8().setFlagsFromString("--semi-space-growth-factor=1");
}

/** Does what needs the flags of a start, and holds again what was held. Null where nothing was, and they are there anyway. */
export function withYoungReleased<T>(work: () => T): T | null {
  if (!isYoungHeld) return null;
  v8().setFlagsFromString("--semi-space-growth-factor=2");
  const result = work();
  v8().setFlagsFromString("--semi-space-growth-factor=1");
  return result;
}

/** Takes back all that a run tells V8 while it runs: what is compiled can be kept for the next start only under the flags of a start. */
export function resetFlags(): void {
  v8().setFlagsFromString("--semi-space-growth-factor=2 --heap-growing-percent=0 --flush-bytecode");
}
