import { failureOf } from "../failure.ts";
import { silent } from "../network/handler.ts";
import type { Asking } from "./asking.ts";
import type { Keys } from "./keys.ts";
import { SourceError } from "./source-error.ts";

/** The credentials of a sign-in with `aws login`, which the SDK renews as long as it can. */
export async function keysOfLogin(profile: string, { handler }: Asking): Promise<Keys> {
  const { fromLoginCredentials } = await import("@aws-sdk/credential-providers");
  try {
    const clientConfig = { requestHandler: handler, maxAttempts: 1, logger: silent };
    return await fromLoginCredentials({ profile, logger: silent, clientConfig })();
  } catch (error) {
    const { message } = failureOf(error);
    const source = `the sign-in of the profile "${profile}"`;
    throw new SourceError(
      source,
      "lost",
      `${message.replace(/: \w*Error: .*$/s, "")}; run "aws login --profile ${profile}"`,
    );
  }
}
