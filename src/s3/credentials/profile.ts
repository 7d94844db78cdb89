import type { Asking } from "./asking.ts";
import { keysOfContainer } from "./container.ts";
import { keysOfEnvironment } from "./environment-keys.ts";
import { keysOfInstance } from "./instance.ts";
import { findKeyProblem, type Keys, secretsOf } from "./keys.ts";
import { keysOfLogin } from "./login.ts";
import { keysOfProcess } from "./process.ts";
import type { Profile, ProfileFiles } from "./profile-files.ts";
import { SourceError } from "./source-error.ts";
import { keysOfSso } from "./sso.ts";
import { keysOfWebIdentity } from "./web-identity.ts";

/** Whether a profile says where credentials come from. */
export function hasCredentials(profile: Profile): boolean {
  return origins.some((name) => profile[name] !== undefined);
}

const origins = [
  "aws_access_key_id",
  "aws_secret_access_key",
  "role_arn",
  "source_profile",
  "credential_source",
  "web_identity_token_file",
  "credential_process",
  "sso_session",
  "sso_start_url",
  "sso_account_id",
  "login_session",
];

/** Roles that are assumed one with the other; each is a question to STS. */
const maxSources = 20;

/**
 * The credentials of a profile, by the rules of
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-assume-role-credentials.html: a role is assumed with those of
 * its source, which may be a profile with a role again.
 */
export async function keysOfProfile(
  name: string,
  files: ProfileFiles,
  asking: Asking,
  visited: readonly string[] = [],
): Promise<Keys> {
  const source = `the profile "${name}"`;
  const profile = files.profiles.get(name);
  if (profile === undefined) throw new SourceError(source, "refused", "there is no such profile");
  const { role_arn: roleArn, source_profile: from, credential_source: origin } = profile;
  // A profile that is its own source has keys, and a role that is assumed with them.
  const isOwnSource = visited.includes(name) && profile["aws_access_key_id"] !== undefined;
  if (!isOwnSource && visited.includes(name)) {
    throw new SourceError(source, "refused", `its sources run in a circle: ${[...visited, name].join(", ")}`);
  }
  if (visited.length > maxSources) {
    throw new SourceError(
      source,
      "refused",
      `it is behind more than ${maxSources} profiles, each the source of another`,
    );
  }
  if (roleArn !== undefined && !isOwnSource && (from !== undefined || origin !== undefined)) {
    return assumeRole(name, roleArn, profile, files, asking, visited);
  }
  if (profile["aws_access_key_id"] !== undefined || profile["aws_secret_access_key"] !== undefined) {
    return ownKeys(profile, source);
  }
  if (roleArn !== undefined && profile["web_identity_token_file"] !== undefined) {
    const identity = {
      tokenFile: profile["web_identity_token_file"],
      roleArn,
      sessionName: profile["role_session_name"],
      namedBy: `web_identity_token_file of the profile "${name}"`,
      region: profile["region"],
    };
    return keysOfWebIdentity(identity, asking);
  }
  if (profile["credential_process"] !== undefined) return keysOfProcess(profile["credential_process"], name, asking);
  if (["sso_session", "sso_start_url", "sso_account_id"].some((key) => profile[key] !== undefined)) {
    return keysOfSso(name, files, asking);
  }
  if (profile["login_session"] !== undefined) return keysOfLogin(name, asking);
  if (origin !== undefined) return keysOfOrigin(origin, source, asking);
  const lack =
    roleArn === undefined ? "it has no credentials of its own" : "it names a role, and nothing to assume it with";
  throw new SourceError(
    source,
    "refused",
    `${lack}; add keys, source_profile, credential_source or credential_process`,
  );
}

async function assumeRole(
  name: string,
  roleArn: string,
  profile: Profile,
  files: ProfileFiles,
  asking: Asking,
  visited: readonly string[],
): Promise<Keys> {
  const { source_profile: from, credential_source: origin, mfa_serial: device, duration_seconds: seconds } = profile;
  const source = `the role "${roleArn}" of the profile "${name}"`;
  if (device !== undefined) {
    throw new SourceError(
      source,
      "refused",
      `it wants a code of the device "${device}", which nobody is here to enter; take a role without mfa_serial`,
    );
  }
  const keys =
    from === undefined
      ? await keysOfOrigin(origin ?? "", source, asking)
      : await keysOfProfile(from, files, asking, [...visited, name]);
  asking.observe({ kind: "secrets", values: [...secretsOf(keys), profile["external_id"] ?? ""] });
  return asking.sts.assume(
    {
      roleArn,
      sessionName: profile["role_session_name"] ?? `tap-s3-csv-${Date.now()}`,
      externalId: profile["external_id"],
      ...(seconds !== undefined && { seconds: Number(seconds) }),
      region: profile["region"],
      keysFrom: from === undefined ? `credential_source ${origin}` : `the profile "${from}"`,
    },
    keys,
    source,
  );
}

async function keysOfOrigin(origin: string, source: string, asking: Asking): Promise<Keys> {
  switch (origin) {
    case "Environment": {
      const keys = keysOfEnvironment(asking.environment);
      if (keys !== null) return keys;
      throw new SourceError(
        source,
        "refused",
        "its credential_source is Environment, and AWS_ACCESS_KEY_ID is not set",
      );
    }
    case "EcsContainer":
      return keysOfContainer(asking);
    case "Ec2InstanceMetadata":
      return keysOfInstance();
    default:
      throw new SourceError(
        source,
        "refused",
        `its credential_source is "${origin}"; it must be Environment, EcsContainer or Ec2InstanceMetadata`,
      );
  }
}

function ownKeys(profile: Profile, source: string): Keys {
  const {
    aws_access_key_id: accessKeyId,
    aws_secret_access_key: secretAccessKey,
    aws_session_token: sessionToken,
  } = profile;
  if (accessKeyId === undefined || secretAccessKey === undefined) {
    const missing = accessKeyId === undefined ? "aws_access_key_id" : "aws_secret_access_key";
    throw new SourceError(source, "refused", `it has no ${missing}; add it`);
  }
  for (const name of ["aws_access_key_id", "aws_secret_access_key", "aws_session_token"]) {
    const value = profile[name];
    const problem = value === undefined ? undefined : findKeyProblem(value);
    if (problem !== undefined) throw new SourceError(source, "refused", `its ${name} ${problem}`);
  }
  return { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) };
}
