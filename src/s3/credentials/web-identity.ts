import type { Asking } from "./asking.ts";
import type { Keys } from "./keys.ts";
import { SourceError } from "./source-error.ts";
import { readText } from "../../read-file.ts";

/** A role that a token in a file opens: a service account of Kubernetes (IRSA), a job of a CI. */
export interface WebIdentity {
  readonly tokenFile: string;
  readonly roleArn: string;
  readonly sessionName: string | undefined;
  /** What says so, for messages. */
  readonly namedBy: string;
  readonly region: string | undefined;
}

/** The web identity of the environment; null where none is set up. */
export function webIdentityOf({ environment }: Asking): WebIdentity | null {
  const {
    AWS_WEB_IDENTITY_TOKEN_FILE: tokenFile,
    AWS_ROLE_ARN: roleArn,
    AWS_ROLE_SESSION_NAME: sessionName,
  } = environment;
  if (tokenFile === undefined || roleArn === undefined) return null;
  const region = environment.AWS_REGION ?? environment.AWS_DEFAULT_REGION;
  return { tokenFile, roleArn, sessionName, namedBy: "AWS_WEB_IDENTITY_TOKEN_FILE", region };
}

/** Bytes; a token takes one or two thousand. */
const maxToken = 1024 * 1024;

/** Hands the token to STS, which gives the role's credentials for it. */
export async function keysOfWebIdentity(identity: WebIdentity, { sts, observe }: Asking): Promise<Keys> {
  const { tokenFile, roleArn, namedBy, region } = identity;
  const source = `the web identity token (${namedBy}) for the role "${roleArn}"`;
  let token: string;
  try {
    token = (await readText(tokenFile, maxToken)).trim();
  } catch (error) {
    const code = error instanceof Error ? String(Reflect.get(error, "code")) : "";
    const why = code === "ENOENT" ? `there is no file "${tokenFile}"` : `"${tokenFile}" cannot be read (${code})`;
    throw new SourceError(source, "lost", `${why}; check ${namedBy} and what is to be mounted there`);
  }
  if (token === "") throw new SourceError(source, "lost", `the file "${tokenFile}" is empty`);
  observe({ kind: "secrets", values: [token] });
  return sts.assumeWithToken(
    { roleArn, token, sessionName: identity.sessionName ?? `tap-s3-csv-${Date.now()}`, region },
    source,
  );
}
