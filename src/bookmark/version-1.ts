import { hash } from "node:crypto";
import type { Listed } from "./version.ts";

/** Characters of an id in states of version 1. */
export const idLength1 = 12;

/** The id that states of version 1 hold of a listed object. Costs about 1.5 µs, and is asked only where such a state knows the stamp. */
export function id1Of({ key, etag }: Listed): string {
  return hash("sha256", `${key}\0${etag}`, "base64url").slice(0, idLength1);
}
