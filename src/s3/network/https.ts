import type * as Https from "node:https";

/** Node's https, loaded when it is needed first: TLS takes 2 ms, which an endpoint of http can do without. */
export function https(): typeof Https {
  return process.getBuiltinModule("node:https");
}
