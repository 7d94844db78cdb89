import { findKeyProblem, type Keys } from "./keys.ts";
import { SourceError } from "./source-error.ts";

/** The keys that a source gives. Throws SourceError where they cannot stand in a header: whoever sent them would be told it of a request. */
export function checkedKeys(keys: Keys, source: string): Keys {
  const { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken } = keys;
  for (const [name, value] of Object.entries({ AccessKeyId, SecretAccessKey, SessionToken })) {
    const problem = value === undefined ? undefined : findKeyProblem(value);
    if (problem !== undefined) throw new SourceError(source, "refused", `the ${name} that it gives ${problem}`);
  }
  return keys;
}
