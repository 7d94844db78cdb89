import { writeFile } from "node:fs/promises";
import { fails, works, type Row } from "./credential-cell.ts";
import { byProcess, end, printKeys, profile, role, session, sso, stall, sts, viaProxy } from "./credential-setups.ts";
import { closedRole, openRole, section, userKeys } from "./credential-world.ts";

const environment = {
  AWS_ACCESS_KEY_ID: userKeys.aws_access_key_id,
  AWS_SECRET_ACCESS_KEY: userKeys.aws_secret_access_key,
};

/** Keys that somebody has written down, or that a role of theirs gives. */
export const keyCells: Readonly<Record<string, Row>> = {
  "environment variables": {
    missing: fails(
      /the environment: AWS_ACCESS_KEY_ID is set and AWS_SECRET_ACCESS_KEY is not; set both/,
      async () => ({
        settings: {},
        env: { AWS_ACCESS_KEY_ID: "AKIA" },
      }),
    ),
    refused: fails(
      /the access key id is not known at .*; check aws_endpoint_url and where it comes from: the environment/,
      async () => ({
        settings: {},
        env: { ...environment, AWS_ACCESS_KEY_ID: "AKIAUNKNOWN" },
      }),
    ),
    "expiring in mid-run": fails(
      /the credentials have expired .*sign in again or configure fresh keys/,
      async (world) => ({
        settings: {},
        env: Object.fromEntries(Object.entries(session(world)).map(([name, value]) => [name.toUpperCase(), value])),
        midway: end(world),
      }),
    ),
    "behind a proxy": works(async (world) => viaProxy(world, { settings: {}, env: environment })),
  },
  "keys of a profile": {
    missing: fails(/^aws_profile: there is no profile "analytics" .*they hold "default"/, async (world) =>
      profile(world, section("default", userKeys)),
    ),
    refused: fails(
      /the secret access key does not belong to the access key id .*the profile "analytics"/,
      async (world) => profile(world, section("profile analytics", { ...userKeys, aws_secret_access_key: "wrong" })),
    ),
    "expiring in mid-run": works(async (world) => {
      const setup = await profile(world, section("profile analytics", session(world)));
      const path = setup.env["AWS_CONFIG_FILE"] ?? "";
      const midway = async (): Promise<void> => {
        await writeFile(path, section("profile analytics", userKeys));
        end(world)();
      };
      return { ...setup, midway };
    }),
    "behind a proxy": works(async (world) =>
      viaProxy(world, await profile(world, section("profile analytics", userKeys))),
    ),
  },
  "role of a profile": {
    missing: fails(/from the profile "elsewhere": there is no such profile/, async (world) =>
      profile(world, role(openRole, "elsewhere")),
    ),
    refused: fails(/the role ".*closed" of the profile "analytics": its trust policy must allow/, async (world) =>
      profile(world, role(closedRole)),
    ),
    slow: fails(/the role ".*open" of the profile "analytics": STS at ".*" did not answer in time/, async (world) => {
      sts(world, stall);
      return profile(world, role(openRole));
    }),
    "expiring in mid-run": works(async (world) => ({ ...(await profile(world, role(openRole))), midway: end(world) })),
    "behind a proxy": works(async (world) => viaProxy(world, await profile(world, role(openRole)))),
  },
  credential_process: {
    missing: fails(/the credential_process of the profile "analytics": it fails with exit code 127/, async (world) =>
      profile(world, section("profile analytics", { credential_process: "no-such-program-at-all --x" })),
    ),
    refused: fails(/it fails with exit code 3, saying: not signed in to the vault/, async (world) =>
      byProcess(
        world,
        await world.write("process.cjs", 'console.error("not signed in to the vault"); process.exitCode = 3'),
      ),
    ),
    slow: fails(/the credential_process of the profile "analytics": it did not end within 0.4 s/, async (world) =>
      byProcess(world, await world.write("process.cjs", "setTimeout(() => {}, 60000)")),
    ),
    "expiring in mid-run": works(async (world) => {
      const path = await world.write("process.cjs", printKeys(world));
      const midway = async (): Promise<void> => {
        end(world)();
        await writeFile(path, printKeys(world));
      };
      return { ...(await byProcess(world, path)), midway };
    }),
    "behind a proxy": works(async (world) =>
      viaProxy(world, await byProcess(world, await world.write("process.cjs", printKeys(world)))),
    ),
  },
  SSO: {
    missing: fails(
      /the SSO portal, for the profile "analytics": nobody is signed in.*aws sso login --profile analytics/,
      async (world) => profile(world, sso()),
    ),
    refused: fails(
      /the one who is signed in may not have that role .*check sso_account_id and sso_role_name/,
      async (world) => profile(world, sso("writer"), { HOME: await world.signIn() }),
    ),
    slow: fails(
      /the SSO portal, for the profile "analytics": the SSO portal .* did not answer in time/,
      async (world) => {
        world.sso.misbehave("stall");
        return profile(world, sso(), { HOME: await world.signIn() });
      },
    ),
    "expiring in mid-run": works(async (world) => ({
      ...(await profile(world, sso(), { HOME: await world.signIn() })),
      midway: end(world),
    })),
    "behind a proxy": works(async (world) =>
      viaProxy(world, await profile(world, sso(), { HOME: await world.signIn() })),
    ),
  },
  "role of the config": {
    missing: fails(/from anywhere: nothing is set up in the environment, the profile "default"/, async () => ({
      settings: { role_arn: openRole },
      env: {},
    })),
    refused: fails(
      /the role ".*closed": its trust policy must allow sts:AssumeRole to arn:aws:iam::\d+:user\/tap, with the external id/,
      async () => ({
        settings: { ...userKeys, role_arn: closedRole, external_id: "analytics-7" },
        env: {},
      }),
    ),
    slow: fails(/the role ".*open": STS at ".*" did not answer in time/, async (world) => {
      sts(world, stall);
      return { settings: { ...userKeys, role_arn: openRole }, env: {} };
    }),
    "expiring in mid-run": works(async (world) => ({
      settings: { ...userKeys, role_arn: openRole },
      env: {},
      midway: end(world),
    })),
    "behind a proxy": works(async (world) =>
      viaProxy(world, { settings: { ...userKeys, role_arn: openRole }, env: {} }),
    ),
  },
};
