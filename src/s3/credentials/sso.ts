import { failureOf, failureClassOf } from "../failure.ts";
import { silent, type Handler } from "../network/handler.ts";
import { networkReason } from "../network/network-reason.ts";
import type { Asking } from "./asking.ts";
import { checkedKeys } from "./checked-keys.ts";
import type { Keys } from "./keys.ts";
import type { ProfileFiles } from "./profile-files.ts";
import { SourceError } from "./source-error.ts";

/** The credentials that the SSO portal gives for the token of a sign-in (`aws sso login`), which the SDK renews as long as it can. */
export async function keysOfSso(profile: string, files: ProfileFiles, asking: Asking): Promise<Keys> {
  const source = `the SSO portal, for the profile "${profile}"`;
  const lack = lackOf(profile, files);
  if (lack !== null) throw new SourceError(source, "refused", `${lack}; run "aws configure sso --profile ${profile}"`);
  const heard: { error: unknown } = { error: null };
  const requestHandler = listening(asking, heard);
  const { fromSSO } = await import("@aws-sdk/credential-providers");
  let keys: Keys;
  try {
    keys = await fromSSO({
      profile,
      ignoreCache: true,
      logger: silent,
      clientConfig: { requestHandler, maxAttempts: 1, logger: silent },
    })();
  } catch (error) {
    // The SDK keeps only the text of what went wrong.
    const { message } = failureOf(error);
    const failure = failureOf(heard.error ?? error);
    const failureClass = failureClassOf(failure);
    const network = networkReason(failure, { place: "the SSO portal", settings: "check sso_region" });
    const mayPass = failureClass === "no-route" || failureClass === "busy";
    if (network !== null) throw new SourceError(source, mayPass ? "away" : "refused", network);
    if (mayPass || /^(?:InternalServer|TooManyRequests|Throttling|Service)\w*:/.test(message)) {
      throw new SourceError(source, "away", `it kept failing (${message})`);
    }
    // The SDK stumbles over what it reads: a file of a sign-in that holds something else.
    const isStumble = error instanceof TypeError || error instanceof SyntaxError;
    throw new SourceError(
      source,
      "refused",
      reasonFor(isStumble ? "its cached sign-in cannot be read" : message, profile),
    );
  }
  return checkedKeys(keys, source);
}

/** What the files leave out, and the SDK would stumble over. */
function lackOf(name: string, { profiles, ssoSessions }: ProfileFiles): string | null {
  const profile = profiles.get(name) ?? {};
  const session = profile["sso_session"];
  if (session !== undefined && !ssoSessions.has(session)) return `there is no section [sso-session ${session}]`;
  const all = { ...(session === undefined ? {} : ssoSessions.get(session)), ...profile };
  const missing = ["sso_account_id", "sso_role_name", "sso_region", "sso_start_url"].filter((key) => !(key in all));
  return missing.length === 0 ? null : `its ${missing.join(", ")} ${missing.length === 1 ? "is" : "are"} missing`;
}

function reasonFor(message: string, profile: string): string {
  const signIn = `run "aws sso login --profile ${profile}"`;
  if (/^Unauthorized|expired|not found or is invalid|session associated/i.test(message)) {
    return `nobody is signed in, or the sign-in has ended (${withoutAdvice(message)}); ${signIn}`;
  }
  if (/^Forbidden|^AccessDenied|No access/i.test(message)) {
    return `the one who is signed in may not have that role (${message}); check sso_account_id and sso_role_name`;
  }
  if (message.startsWith("ResourceNotFound")) {
    return `it knows no such account or role (${message}); check sso_account_id and sso_role_name`;
  }
  return `${message}; check the profile's sso_ settings, or ${signIn}`;
}

/** The SDK's advice names no profile. */
function withoutAdvice(message: string): string {
  return message.replace(/\.? *To refresh this SSO session run.*$/, "");
}

/** Keeps the last error of the network, and tells the log of the token before it is sent. */
function listening({ handler, observe }: Asking, heard: { error: unknown }): Handler {
  return {
    ...handler,
    handle: async (request, options) => {
      const token = request.headers["x-amz-sso_bearer_token"];
      if (token !== undefined) observe({ kind: "secrets", values: [token] });
      try {
        return await handler.handle(request, options);
      } catch (error) {
        heard.error = error;
        throw error;
      }
    },
  };
}
