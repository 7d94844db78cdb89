import type { ErrorKind } from "../errors.ts";
import type { Failure } from "./failure.ts";

/** What a failure means: the kind of error, and why in words. */
export interface Reason {
  readonly kind: ErrorKind;
  readonly why: string;
}

/** What a store says of one object, and could not say of a bucket; null for every other code. */
export function refusedObject({ code, status }: Pick<Failure, "code" | "status">): Reason | null {
  switch (code === "Unknown" ? (wordless.get(status ?? 0) ?? code) : code) {
    case "NoSuchKey":
    case "NoSuchVersion":
      return { kind: "gone", why: "it was deleted after it was listed" };
    case "PreconditionFailed":
    case "InvalidRange":
      return { kind: "changed", why: "it was replaced after it was listed" };
    case "InvalidObjectState":
      return {
        kind: "archived",
        why: `it is archived; restore it first, set "on_archived" to "skip", or leave it out by exclude_pattern`,
      };
    default:
      return null;
  }
}

/** What an answer without a body can mean for one object, by its status. */
const wordless: ReadonlyMap<number, string> = new Map([
  [412, "PreconditionFailed"],
  [416, "InvalidRange"],
]);
