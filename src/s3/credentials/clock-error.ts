import type { Failure } from "../failure.ts";

/** STS says of a wrong clock that the signature does not match: "Signature expired: … is now earlier than …". */
export function isClockError({ code, message }: Failure): boolean {
  return (
    code === "RequestTimeTooSkewed" ||
    code === "RequestExpired" ||
    code === "RequestInTheFuture" ||
    (code === "SignatureDoesNotMatch" && /signature (?:expired|not yet current)/i.test(message))
  );
}
