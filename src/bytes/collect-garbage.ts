import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

type Collect = (options?: { readonly type: "minor" }) => void;

let collect: Collect | null = null;

/** Has V8 go through what is young, in about a millisecond, or through everything, where it would wait too long for our purposes. */
export function collectGarbage(what: "young" | "all"): void {
  collect ??= collector();
  if (what === "young") collect({ type: "minor" });
  else collect();
}

/** What V8 has for it is there only under a flag, which must not stay set: cached code is bound to the flags. */
function collector(): Collect {
  setFlagsFromString("--expose-gc");
  const found: Collect = runInNewContext("gc");
  setFlagsFromString("--no-expose-gc");
  return found;
}
