import { runInNewContext } from "node:vm";
import { v8 } from "../v8.ts";

type Collect = (options?: { readonly type: "minor" }) => void;

let collect: Collect | null = null;

/** Has V8 go through what is young, in about a millisecond, or through everything, where it would wait too long for our purposes. */
export function collectGarbage(what: "young" | "all"): void {
  collect ??= collector();
  if (what === "young") collect({ type: "minor" });
  else collect();
}

/** Bytes of garbage. V8 would let several hundred million become of it, where much else is in use. */
const allowance = 24 * 1024 * 1024;
let used = Infinity;

/** To be called now and then by who leaves much garbage behind: has V8 look for it when there may be too much. */
export function keepHeapLow(): void {
  const now = v8().getHeapStatistics().used_heap_size;
  if (now > used + allowance) {
    collectGarbage("all");
    used = v8().getHeapStatistics().used_heap_size;
  } else used = Math.min(used, now);
}

/** What V8 has for it is there only under a flag, which must not stay set: cached code is bound to the flags. */
function collector(): Collect {
  v8().setFlagsFromString("--expose-gc");
  const found: Collect = runInNewContext("gc");
  v8().setFlagsFromString("--no-expose-gc");
  return found;
}
