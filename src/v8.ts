import type * as V8 from "node:v8";

/** Node's v8, loaded when it is needed first: it takes 3 ms, which most runs end without. */
export function v8(): typeof V8 {
  return process.getBuiltinModule("node:v8");
}
