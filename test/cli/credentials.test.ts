import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { calm, type Setup } from "../support/credential-setups.ts";
import { section, startCredentialWorld, userKeys, type CredentialWorld } from "../support/credential-world.ts";
import { keyCells } from "../support/key-cells.ts";
import { machineCells } from "../support/machine-cells.ts";
import { runCell } from "../support/run-cell.ts";

// Each cell of the table runs in test/cli/credential-matrix.test.ts in this process, and in test/fuzz as a program.
let world: CredentialWorld;
beforeAll(async () => {
  world = await startCredentialWorld();
});
afterAll(async () => world.close());
afterEach(() => calm(world));

const file = async (text: string): Promise<Record<string, string>> => ({
  AWS_CONFIG_FILE: await world.write("config", text),
});
const variables = {
  AWS_ACCESS_KEY_ID: userKeys.aws_access_key_id,
  AWS_SECRET_ACCESS_KEY: userKeys.aws_secret_access_key,
};

test("SSO, STS and S3 are asked through the proxy, and each source is told at level debug", async () => {
  const setup = (await keyCells["SSO"]?.["behind a proxy"]?.arrange(world)) ?? { settings: {}, env: {} };
  const role = { role_arn: "arn:aws:iam::123456789012:role/open" };
  const run = await runCell(world, { ...setup, settings: { ...setup.settings, ...role } }, ["--log-level", "debug"]);
  expect(run.records).toHaveLength(10);
  expect(new Set(world.proxy.tunnels)).toEqual(
    new Set([
      "portal.sso.us-east-1.amazonaws.com:443",
      "sts.us-east-1.amazonaws.com:443",
      "s3.us-east-1.amazonaws.com:443",
    ]),
  );
  expect(world.proxy.logins[0]).toBe(`Basic ${Buffer.from("me:s@cret").toString("base64")}`);
  const told = run.log.filter(({ level }) => level === "debug").map(({ msg }) => msg);
  expect(told).toEqual(
    expect.arrayContaining([
      'Credentials: requests are signed with those of the profile "analytics"',
      'Credentials: requests are signed with those of the role "arn:aws:iam::123456789012:role/open"',
    ]),
  );
});

test("The metadata of an instance is asked past the proxy", async () => {
  const setup = (await machineCells["instance (IMDS)"]?.["behind a proxy"]?.arrange(world)) ?? {
    settings: {},
    env: {},
  };
  const run = await runCell(world, setup);
  expect(run.complaints).toEqual([]);
  expect(run.records).toHaveLength(10);
  expect(world.proxy.tunnels.join()).not.toContain("127.0.0.1");
});

interface Case {
  readonly name: string;
  readonly setup: () => Promise<Setup>;
  readonly code: number;
  /** The one complaint; null where everything is read. */
  readonly says: RegExp | null;
}

const cases: readonly Case[] = [
  {
    name: "keys that end in a line break, as from a mounted secret, reads",
    setup: async () => ({
      settings: { request_timeout: 300 },
      env: Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, `${value}\n`])),
    }),
    code: 0,
    says: null,
  },
  {
    name: "a variable that goes into no header ends at once",
    setup: async () => ({ settings: { request_timeout: 300 }, env: { ...variables, AWS_SESSION_TOKEN: "a\nb" } }),
    code: 3,
    says: /the environment: AWS_SESSION_TOKEN holds a line break in its middle/,
  },
  {
    name: "the profile that AWS_PROFILE names not there is nobody else",
    setup: async () => ({ settings: {}, env: { ...variables, AWS_PROFILE: "gone" } }),
    code: 2,
    says: /^AWS_PROFILE: there is no profile "gone" .*\(they hold none\)$/,
  },
  {
    name: "a profile without credentials in the config is nobody else",
    setup: async () => ({
      settings: { aws_profile: "r" },
      env: { ...variables, ...(await file(section("profile r", { region: "us-east-1" }))) },
    }),
    code: 3,
    says: /the profile "r": it has no credentials of its own; add keys, source_profile/,
  },
  {
    name: "a profile without credentials in AWS_PROFILE looks further",
    setup: async () => ({
      settings: {},
      env: { ...variables, AWS_PROFILE: "r", ...(await file(section("profile r", { region: "us-east-1" }))) },
    }),
    code: 0,
    says: null,
  },
  {
    name: "an endpoint in the profile's services section goes there",
    setup: async () => ({
      settings: { aws_endpoint_url: null, aws_profile: "minio" },
      env: await file(
        `${section("profile minio", { ...userKeys, services: "local" })}[services local]\ns3 =\n  endpoint_url = ${world.store.url}\n`,
      ),
    }),
    code: 0,
    says: null,
  },
  {
    name: "a plain endpoint of another machine in the profile names the profile",
    setup: async () => ({
      settings: { aws_endpoint_url: null, aws_profile: "minio" },
      env: await file(section("profile minio", { ...userKeys, endpoint_url: "http://minio.internal:9000" })),
    }),
    code: 2,
    says: /^endpoint_url of the profile "minio": is plain http to another machine/,
  },
  {
    name: "a proxy that is no address names the variable",
    setup: async () => ({ settings: {}, env: { ...variables, HTTPS_PROXY: "http://me:s#cret@proxy:3128" } }),
    code: 2,
    says: /^HTTPS_PROXY: must be the address of a proxy/,
  },
  {
    name: "a proxy that is down names the proxy",
    setup: async () => ({
      settings: { aws_endpoint_url: null, max_retries: 0 },
      env: { ...variables, HTTPS_PROXY: "http://me:s%40cret@127.0.0.1:1" },
    }),
    code: 3,
    says: /the proxy http:\/\/127\.0\.0\.1:1 \(HTTPS_PROXY\) cannot be reached/,
  },
  {
    name: "certificates that are not there names the variable",
    setup: async () => ({ settings: {}, env: { ...variables, AWS_CA_BUNDLE: "/nowhere.pem" } }),
    code: 2,
    says: /^AWS_CA_BUNDLE names "\/nowhere.pem", but there is no such file/,
  },
  {
    name: "an authority that nobody knows says how to name it",
    setup: async () => ({
      settings: { aws_endpoint_url: null, aws_region: "us-east-1", path_style: true },
      env: { ...variables, HTTPS_PROXY: world.proxy.url },
    }),
    code: 3,
    says: /AWS S3 \(s3.us-east-1.amazonaws.com\): its certificate comes from an authority .* AWS_CA_BUNDLE$/,
  },
];

describe("A run with", () => {
  test.each(cases)("$name", async ({ setup, code, says }) => {
    const run = await runCell(world, await setup());
    expect(run.complaints).toEqual(says === null ? [] : [expect.stringMatching(says)]);
    expect(run.code).toBe(code);
    expect(run.records).toHaveLength(says === null ? 10 : 0);
    expect(run.stderr).not.toMatch(/s%40cret|s@cret|s#cret/);
  });
});
