import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listen } from "../../local-aws/listen.ts";
import { configFor, useStore } from "../support/bucket.ts";
import { runTap } from "../support/run-tap.ts";

const store = useStore();
const folder = mkdtempSync(join(tmpdir(), "tap-s3-csv-odd-"));
/** A service that says something else under each path, and two that never end. */
let [odd, broken, endless, trickling] = ["", "", "", ""];
const servers: Server[] = [];

beforeAll(async () => {
  odd = await serve(({ url = "" }, response) => {
    if (url.includes("elsewhere")) response.writeHead(302, { location: "http://127.0.0.1:9/" }).end();
    else response.end(half);
  });
  broken = await serve(({ url = "", method }, response) => {
    if (method === "POST") response.end(brokenSession);
    else response.end(url.endsWith("/") || method === "PUT" ? "word" : JSON.stringify(brokenKeys));
  });
  endless = await serve(goingOn(65_536, 5));
  trickling = await serve(goingOn(1, 200));
});
afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  rmSync(folder, { recursive: true });
});

/** Answers without an end: so many bytes at a time. */
function goingOn(bytes: number, everyMs: number): RequestListener {
  return (_, response) => {
    const timer = setInterval(() => response.write(Buffer.alloc(bytes, "x")), everyMs);
    response.on("close", () => clearInterval(timer));
  };
}

/** Starts a service and gives its address. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  return `http://127.0.0.1:${await listen(server)}`;
}

/** Half of a secret, as an answer that was cut holds it. */
const half = '{"AccessKeyId":"ASIAEXAMPLE","SecretAccessKey":"half-of-a-secr';

/** As instance metadata and STS give keys, but with line breaks in them. */
const brokenKeys = {
  AccessKeyId: "ASIA\nEXAMPLE",
  SecretAccessKey: "s",
  Token: "t",
  Expiration: "2099-01-01T00:00:00Z",
};
const brokenSession =
  "<AssumeRoleWithWebIdentityResponse><AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>A</AccessKeyId>" +
  "<SecretAccessKey>s</SecretAccessKey><SessionToken>half\nhalf</SessionToken></Credentials>" +
  "</AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>";

/** Writes a file of the test and gives its path. */
function write(name: string, text: string): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

function pipe(): string {
  const path = join(folder, "pipe");
  execFileSync("sh", ["-c", 'mkfifo "$0"', path]);
  return path;
}

const role = { AWS_ROLE_ARN: "arn:aws:iam::123456789012:role/r", AWS_REGION: "us-east-1" };
const chain = (length: number): string =>
  Array.from({ length }, (_, n) => `[profile p${n}]\nrole_arn=${role.AWS_ROLE_ARN}\nsource_profile=p${n + 1}\n`).join(
    "",
  );

/** A home in which the sign-in of SSO is kept as this text. */
function homeWith(name: string, signIn: string): Record<string, string> {
  const start = "https://corp.awsapps.com/start";
  const sso = { sso_start_url: start, sso_region: "us-east-1", sso_account_id: "123456789012", sso_role_name: "r" };
  write(
    `${name}/.aws/config`,
    `[default]\n${Object.entries(sso)
      .map((pair) => pair.join("="))
      .join("\n")}\n`,
  );
  write(`${name}/.aws/sso/cache/${createHash("sha1").update(start).digest("hex")}.json`, signIn);
  return { HOME: join(folder, name) };
}

interface Row {
  readonly name: string;
  readonly env: () => Readonly<Record<string, string>>;
  readonly says: RegExp;
  readonly code: 2 | 3;
}

const rows: readonly Row[] = [
  {
    name: "a shared config file that is a pipe",
    env: () => ({ AWS_CONFIG_FILE: pipe() }),
    says: /^".*pipe" \(AWS_CONFIG_FILE\) is not a regular file; name one that holds profiles$/,
    code: 2,
  },
  {
    name: "a shared config file without an end",
    env: () => ({ AWS_SHARED_CREDENTIALS_FILE: "/dev/zero" }),
    says: /^"\/dev\/zero" \(AWS_SHARED_CREDENTIALS_FILE\) is not a regular file/,
    code: 2,
  },
  {
    name: "a shared config file of 5 MB",
    env: () => ({ AWS_CONFIG_FILE: write("large", "[profile x]\nregion=a\n".repeat(250_000)) }),
    says: /is larger than 4 MiB; name a file that holds profiles$/,
    code: 2,
  },
  {
    name: "a shared config file that is a folder",
    env: () => ({ AWS_CONFIG_FILE: folder }),
    says: /nothing is set up in .*; ".*" \(AWS_CONFIG_FILE\) is a folder; configure keys/,
    code: 3,
  },
  {
    name: "a shared config file that is not there",
    env: () => ({ AWS_CONFIG_FILE: "/nowhere/config" }),
    says: /nothing is set up in .*; there is no file "\/nowhere\/config" \(AWS_CONFIG_FILE\); configure keys/,
    code: 3,
  },
  {
    name: "a profile of a shared config file that is not there",
    env: () => ({ AWS_CONFIG_FILE: "/nowhere/config", AWS_PROFILE: "x" }),
    says: /there is no profile "x" .*they hold none; there is no file "\/nowhere\/config" \(AWS_CONFIG_FILE\)/,
    code: 2,
  },
  {
    name: "3,000 profiles, each the source of the one before",
    env: () => ({ AWS_CONFIG_FILE: write("deep", chain(3000)), AWS_PROFILE: "p0" }),
    says: /the profile "p21": it is behind more than 20 profiles, each the source of another$/,
    code: 3,
  },
  {
    name: "a credential_process that prints without end",
    env: () => ({ AWS_CONFIG_FILE: write("yes", "[default]\ncredential_process=yes\n") }),
    says: /credential_process of the profile "default": it prints more than 1 MiB$/,
    code: 3,
  },
  {
    name: "a web identity token without an end",
    env: () => ({ ...role, AWS_WEB_IDENTITY_TOKEN_FILE: "/dev/zero" }),
    says: /"\/dev\/zero" cannot be read \(EFBIG\); check AWS_WEB_IDENTITY_TOKEN_FILE/,
    code: 3,
  },
  {
    name: "a web identity token without a role",
    env: () => ({ AWS_WEB_IDENTITY_TOKEN_FILE: "/nowhere/token" }),
    says: /switched off; AWS_WEB_IDENTITY_TOKEN_FILE is set, AWS_ROLE_ARN is not; configure/,
    code: 3,
  },
  {
    name: "an STS that is none",
    env: () => ({ ...role, AWS_WEB_IDENTITY_TOKEN_FILE: write("token", "a.b.c"), AWS_ENDPOINT_URL_STS: odd }),
    says: /what answers at http:\/\/127\.0\.0\.1:\d+ is not STS \(200\); check AWS_ENDPOINT_URL_STS/,
    code: 3,
  },
  {
    name: "a sign-in of SSO that is null",
    env: () => homeWith("null", "null"),
    says: /its cached sign-in cannot be read; check the profile's sso_ settings, or run "aws sso login/,
    code: 3,
  },
  {
    name: "a proxy that is down, by its name",
    env: () => ({ ...homeWith("behind-proxy", '{"accessToken":"a-token-of-sso"}'), HTTPS_PROXY: "http://127.0.0.1:9" }),
    says: /the proxy "?http:\/\/127\.0\.0\.1:9"? \(HTTPS_PROXY\) cannot be reached/,
    code: 3,
  },
  {
    name: "a container's agent that answers half of a secret",
    env: () => ({ AWS_CONTAINER_CREDENTIALS_FULL_URI: `${odd}/half` }),
    says: /container's credentials endpoint .*: what it gives is not a JSON object$/,
    code: 3,
  },
  {
    name: "a container's agent that sends us elsewhere",
    env: () => ({ AWS_CONTAINER_CREDENTIALS_FULL_URI: `${odd}/elsewhere` }),
    says: /container's credentials endpoint .*: it answers 302; check the role of the task/,
    code: 3,
  },
  {
    name: "a container's agent without an end",
    env: () => ({ AWS_CONTAINER_CREDENTIALS_FULL_URI: endless }),
    says: /container's credentials endpoint .*: what it gives is larger than 1 MiB$/,
    code: 3,
  },
  {
    name: "instance metadata whose key has a line break in it",
    env: () => ({ AWS_EC2_METADATA_DISABLED: "", AWS_EC2_METADATA_SERVICE_ENDPOINT: broken }),
    says: /the instance metadata \(IMDS\): the AccessKeyId that it gives holds a line break in its middle/,
    code: 3,
  },
  {
    name: "an STS whose token has a line break in it",
    env: () => ({ ...role, AWS_WEB_IDENTITY_TOKEN_FILE: write("token", "a.b.c"), AWS_ENDPOINT_URL_STS: broken }),
    says: /for the role "arn:.*": the SessionToken that it gives holds a line break in its middle/,
    code: 3,
  },
  {
    name: "a container's agent whose name only begins like an address of this machine",
    env: () => ({ AWS_CONTAINER_CREDENTIALS_FULL_URI: "http://127.0.0.1.example.invalid/c" }),
    says: /from AWS_CONTAINER_CREDENTIALS_FULL_URI: plain http is believed only of this machine and of Amazon's agents$/,
    code: 3,
  },
  {
    name: "a container's agent with a password",
    env: () => ({ AWS_CONTAINER_CREDENTIALS_FULL_URI: "http://me:half-of-a-secret@127.0.0.1/c" }),
    says: /from AWS_CONTAINER_CREDENTIALS_FULL_URI: it must not hold a user or a password, which no agent asks for$/,
    code: 3,
  },
  {
    name: "instance metadata that is half of a secret",
    env: () => ({ AWS_EC2_METADATA_DISABLED: "", AWS_EC2_METADATA_SERVICE_ENDPOINT: odd }),
    says: /the instance metadata \(IMDS\): what it gives is not JSON; before it nothing is set up/,
    code: 3,
  },
  {
    name: "instance metadata without an end",
    env: () => ({ AWS_EC2_METADATA_DISABLED: "", AWS_EC2_METADATA_SERVICE_ENDPOINT: endless }),
    says: /the instance metadata \(IMDS\): what it gives is larger than 1 MiB; before it nothing is set up/,
    code: 3,
  },
  {
    name: "instance metadata that trickles",
    env: () => ({ AWS_EC2_METADATA_DISABLED: "", AWS_EC2_METADATA_SERVICE_ENDPOINT: trickling }),
    says: /the instance metadata \(IMDS\): what it gives does not come to an end within 6 s/,
    code: 3,
  },
];

// Pipes and devices that have no end are those of Unix.
describe.runIf(process.platform === "linux")(
  "Surroundings that nobody meant are told in a sentence, and end the run:",
  () => {
    test.concurrent.for(rows)("$name", { timeout: 60_000 }, async ({ env, says, code }, { expect }) => {
      const config = configFor(store(), { max_retries: 0, request_timeout: 5 });
      const { aws_access_key_id: _id, aws_secret_access_key: _secret, ...own } = config;
      const run = await runTap({ config: own, env: env() });
      expect(run.complaints).toContainEqual(expect.stringMatching(says));
      expect(run.complaints).toHaveLength(1);
      expect(run.code).toBe(code);
      expect(run.stderr).not.toContain("half-of-a-secr");
    });
  },
);

describe.runIf(process.platform === "linux")("An input file without an end is refused:", () => {
  test.concurrent.for(["config", "catalog", "state"])("%s", async (what, { expect }) => {
    const config = what === "config" ? [] : [configFor(store())];
    const run = await runTap({ config, args: [`--${what}`, "/dev/zero"] });
    expect(run.complaints).toEqual([`The ${what} file "/dev/zero" cannot be read: it is larger than 64 MiB`]);
    expect(run.code).toBe(2);
  });
});

test("An access point behind an endpoint that is an address is told as that", async () => {
  const bucket = "arn:aws:s3:us-east-1:123456789012:accesspoint/ap";
  const run = await runTap({ config: configFor(store(), { bucket, max_retries: 0 }) });
  expect(run.complaints).toEqual([expect.stringMatching(/makes no host name with aws_endpoint_url/)]);
  expect(run.code).toBe(2);
});
