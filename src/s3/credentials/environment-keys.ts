import type { CredentialEnvironment } from "./environment.ts";
import { findKeyProblem, type Keys } from "./keys.ts";
import { SourceError } from "./source-error.ts";

const source = "the environment";

/** The keys of the environment; null where it has none. */
export function keysOfEnvironment(environment: CredentialEnvironment): Keys | null {
  const {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
    AWS_CREDENTIAL_EXPIRATION: expiration,
  } = environment;
  if (accessKeyId === undefined && secretAccessKey === undefined) return null;
  if (accessKeyId === undefined || secretAccessKey === undefined) {
    const [given, missing] = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"].toSorted(
      (a, b) => Number(b in environment) - Number(a in environment),
    );
    throw new SourceError(source, "refused", `${given} is set and ${missing} is not; set both, or neither`);
  }
  for (const name of ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"] as const) {
    const value = environment[name];
    const problem = value === undefined ? undefined : findKeyProblem(value);
    if (problem !== undefined) throw new SourceError(source, "refused", `${name} ${problem}`);
  }
  return {
    accessKeyId,
    secretAccessKey,
    ...(sessionToken !== undefined && { sessionToken }),
    ...(expiration !== undefined && { expiration: new Date(expiration) }),
  };
}
