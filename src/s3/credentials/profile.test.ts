import { expect, test } from "vitest";
import { openHandler } from "../network/handler.ts";
import type { Asking } from "./asking.ts";
import { keysOfProfile } from "./profile.ts";
import type { Profile, ProfileFiles } from "./profile-files.ts";
import type { RoleRequest, Sts } from "./sts.ts";

const own = { aws_access_key_id: "AKIA", aws_secret_access_key: "secret" };
const roleArn = "arn:aws:iam::123456789012:role/r";

/** Sees to it that nothing is asked of the network, and writes down which roles are assumed with whose keys. */
function asking(environment: Asking["environment"] = {}): Asking & { readonly assumed: RoleRequest[] } {
  const assumed: RoleRequest[] = [];
  const sts: Sts = {
    assume: async (request, keys) => {
      assumed.push(request);
      return { ...keys, accessKeyId: `${keys.accessKeyId}+${request.roleArn.split("/")[1]}` };
    },
    assumeWithToken: async () => ({ accessKeyId: "WEB", secretAccessKey: "secret" }),
  };
  const handler = openHandler({ connectTimeoutMs: 100, requestTimeoutMs: 100 });
  return { environment, sts, handler, timeoutMs: 1000, observe: () => {}, assumed };
}

function files(profiles: Readonly<Record<string, Profile>>): ProfileFiles {
  return { profiles: new Map(Object.entries(profiles)), services: new Map(), ssoSessions: new Map() };
}

test.each<[string, Record<string, Profile>, Record<string, string>, string]>([
  ["keys has those", { a: own }, {}, "AKIA"],
  [
    "a role assumes it with the keys of its source",
    { a: { role_arn: roleArn, source_profile: "b" }, b: own },
    {},
    "AKIA+r",
  ],
  [
    "a role whose source has a role assumes one after the other",
    { a: { role_arn: roleArn, source_profile: "b" }, b: { role_arn: "x/q", source_profile: "c" }, c: own },
    {},
    "AKIA+q+r",
  ],
  [
    "a role that is its own source assumes it with its keys",
    { a: { role_arn: roleArn, source_profile: "a", ...own } },
    {},
    "AKIA+r",
  ],
  [
    "a role of the environment assumes it with the variables",
    { a: { role_arn: roleArn, credential_source: "Environment" } },
    { AWS_ACCESS_KEY_ID: "ENV", AWS_SECRET_ACCESS_KEY: "s" },
    "ENV+r",
  ],
])("A profile with %s", async (_name, profiles, environment, expected) => {
  expect(await keysOfProfile("a", files(profiles), asking(environment))).toMatchObject({ accessKeyId: expected });
});

test("What a profile says of its role goes to STS", async () => {
  const world = asking();
  const role = {
    role_arn: roleArn,
    source_profile: "b",
    external_id: "x7",
    role_session_name: "me",
    duration_seconds: "900",
    region: "eu-west-1",
  };
  await keysOfProfile("a", files({ a: role, b: own }), world);
  expect(world.assumed).toEqual([
    { roleArn, sessionName: "me", externalId: "x7", seconds: 900, region: "eu-west-1", keysFrom: 'the profile "b"' },
  ]);
});

test.each<[string, Record<string, Profile>, RegExp]>([
  ["is not there", {}, /the profile "a": there is no such profile/],
  ["has no credentials", { a: { region: "eu-west-1" } }, /the profile "a": it has no credentials of its own; add keys/],
  [
    "has half of its keys",
    { a: { aws_access_key_id: "AKIA" } },
    /the profile "a": it has no aws_secret_access_key; add it/,
  ],
  ["has keys with blanks", { a: { ...own, aws_access_key_id: "AK IA" } }, /its aws_access_key_id holds a blank/],
  ["names a role and no source", { a: { role_arn: roleArn } }, /it names a role, and nothing to assume it with/],
  [
    "runs in a circle",
    { a: { role_arn: roleArn, source_profile: "b" }, b: { role_arn: roleArn, source_profile: "a" } },
    /its sources run in a circle: a, b, a/,
  ],
  [
    "wants a code",
    { a: { role_arn: roleArn, source_profile: "b", mfa_serial: "device" }, b: own },
    /it wants a code of the device "device"/,
  ],
  [
    "has an unknown source",
    { a: { role_arn: roleArn, credential_source: "Moon" } },
    /its credential_source is "Moon"; it must be Environment/,
  ],
  [
    "has the variables for its source, which are not set",
    { a: { credential_source: "Environment" } },
    /AWS_ACCESS_KEY_ID is not set/,
  ],
  [
    "names an SSO session that is not there",
    { a: { sso_session: "corp" } },
    /there is no section \[sso-session corp\]; run "aws configure sso --profile a"/,
  ],
  [
    "has half of an SSO sign-in",
    { a: { sso_account_id: "1", sso_start_url: "https://x" } },
    /its sso_role_name, sso_region are missing/,
  ],
  [
    "has a process that prints no JSON",
    { a: { credential_process: "echo SECRET" } },
    /the credential_process of the profile "a": what it gives is not a JSON object$/,
  ],
  [
    "has a process that prints half",
    { a: { credential_process: `echo '{"AccessKeyId":"SECRET"}'` } },
    /has no AccessKeyId and SecretAccessKey$/,
  ],
  [
    "has a process that prints what is over",
    {
      a: {
        credential_process: `echo '{"AccessKeyId":"A","SecretAccessKey":"SECRET","Expiration":"2020-01-01T00:00:00Z"}'`,
      },
    },
    /has expired at 2020-01-01T00:00:00.000Z; refresh it$/,
  ],
  [
    "names a token file that is not there",
    { a: { role_arn: roleArn, web_identity_token_file: "/nowhere" } },
    /web_identity_token_file of the profile "a".*there is no file "\/nowhere"/,
  ],
])("A profile that %s is told by its name", async (_name, profiles, expected) => {
  const error: unknown = await keysOfProfile("a", files(profiles), asking()).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ name: "SourceError", message: expect.stringMatching(expected) });
  expect(String(error)).not.toContain("SECRET");
});
