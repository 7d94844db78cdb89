import type { Connection } from "./connection.ts";
import type { Patience } from "./watched-stream.ts";

/** How long the user has told us to wait. */
export function patienceOf({ requestTimeoutMs, minBytesPerMinute }: Connection): Patience {
  return { stallMs: requestTimeoutMs, minBytesPerMinute };
}
