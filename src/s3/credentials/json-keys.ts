import { isObject } from "../../json.ts";
import { checkedKeys } from "./checked-keys.ts";
import type { Keys } from "./keys.ts";
import { SourceError } from "./source-error.ts";

interface Form {
  readonly source: string;
  /** What the source calls the session token. */
  readonly token: "Token" | "SessionToken";
}

/** Keys as AWS's own sources write them in JSON. The text is never part of an error: it may hold half of a secret. */
export function readJsonKeys(text: string, { source, token }: Form): Keys {
  const answer = parse(text);
  if (answer === null) throw new SourceError(source, "lost", "what it gives is not a JSON object");
  const {
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    Expiration: until,
    [token]: sessionToken,
  } = answer;
  if (typeof accessKeyId !== "string" || typeof secretAccessKey !== "string") {
    throw new SourceError(source, "lost", "what it gives has no AccessKeyId and SecretAccessKey");
  }
  const expiration = typeof until === "string" && until !== "" ? new Date(until) : undefined;
  if (expiration !== undefined && Number.isNaN(expiration.getTime())) {
    throw new SourceError(source, "refused", "the Expiration that it gives is not a time");
  }
  if (expiration !== undefined && expiration.getTime() <= Date.now()) {
    throw new SourceError(source, "lost", `what it gives has expired at ${expiration.toISOString()}; refresh it`);
  }
  const keys = {
    accessKeyId,
    secretAccessKey,
    ...(typeof sessionToken === "string" && sessionToken !== "" && { sessionToken }),
    ...(expiration !== undefined && { expiration }),
  };
  return checkedKeys(keys, source);
}

function parse(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}
