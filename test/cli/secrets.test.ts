import { chmod, chown, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { bucketName, configFor, table, useStore } from "../support/bucket.ts";
import { spawnTap, type TapInput } from "../support/run-tap.ts";

const store = useStore();

const canaries = {
  aws_access_key_id: "AKIACANARYACCESSKEY1",
  aws_secret_access_key: "canary/secret+access=key&2",
  aws_session_token: 'canary"session\\token%3',
  external_id: "canary-external-id-4",
  sse_customer_key: Buffer.from("canary-sse-customer-key-5-012345").toString("base64"),
};

/** A secret as it may look in a text, a URL or a JSON text, and what a part of it would give away. */
function formsOf(secret: string): readonly string[] {
  return [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    Buffer.from(secret).toString("base64"),
    ...secret.split("/").filter((part) => part.length > 8),
  ];
}

const long = `canary-token-${"0123456789abcdef".repeat(16)}`;
const { external_id: externalId, ...connecting } = canaries;
const role = { external_id: externalId, account_id: "123456789012", role_name: "nobody" };

/** Every way to fail that carries a secret along, and what is said of it. */
const failures: readonly (readonly [string, object, RegExp])[] = [
  ["keys that the store does not know", {}, /the session token is not valid/],
  [
    "an endpoint that nobody listens on",
    { aws_endpoint_url: "http://127.0.0.1:9", max_retries: 1 },
    /refuses connections/,
  ],
  ["an endpoint that cannot be read", { aws_endpoint_url: "http://canary-endpoint host" }, /aws_endpoint_url: must be/],
  ["a role that cannot be assumed", role, /Cannot get credentials from the role/],
  [
    "an SSE-C key of the wrong length",
    { sse_customer_key: canaries.sse_customer_key.slice(0, 20) },
    /sse_customer_key: must be 32 bytes/,
  ],
  [
    "secrets of the wrong kind",
    { aws_secret_access_key: [canaries.aws_secret_access_key] },
    /aws_secret_access_key: is an array/,
  ],
  [
    "a secret under a wrong name",
    { aws_secret_acces_key: canaries.aws_secret_access_key },
    /aws_secret_acces_key: is unknown/,
  ],
  ["a secret where a bucket is expected", { bucket: canaries.aws_secret_access_key }, /bucket: holds a secret/],
  [
    "a secret where a date is expected",
    { start_date: canaries.aws_secret_access_key },
    /start_date: \\?"\[redacted\]\\?" is not a date/,
  ],
  ["a long secret where a choice is expected", { aws_session_token: long, on_bad_file: long }, /on_bad_file: is/],
  // Nothing but the replacement in the finished line can save these: every message names the bucket and the table.
  [
    "a secret that is the bucket as well",
    { aws_access_key_id: "canary-bucket", bucket: "canary-bucket" },
    /Cannot list the bucket \\?"\[redacted\]/,
  ],
  [
    "a secret that is the table as well",
    table({ table_name: canaries.aws_access_key_id }),
    /[Tt]able\\?"?:? ?\\?"\[redacted\]/,
  ],
];

const commands: readonly (readonly string[])[] = [
  ["--log-level", "debug"],
  ["--check", "--log-level", "debug", "--log-format", "pretty"],
];

describe("No secret is printed", () => {
  test.concurrent.for(failures)(
    "in the face of %s",
    { timeout: 120_000 },
    async ([name, settings, says], { expect }) => {
      for (const args of commands) {
        const config = { ...configFor(store()), ...connecting, ...settings };
        const { stdout, stderr } = await spawnTap({ config, args });
        expect(stdout + stderr).toMatch(says);
        for (const secret of [...Object.values(canaries), "canary-bucket", "canary-token-"]) {
          for (const form of formsOf(secret)) expect(stdout + stderr, `${name}, ${args.join(" ")}`).not.toContain(form);
        }
      }
    },
  );

  test("when a run with working keys meets an object that it may not read", async () => {
    store().put(bucketName, "a.csv", "id\n1\n");
    store().put(bucketName, "b.csv", "id\n2\n", { storageClass: "GLACIER" });
    const { aws_access_key_id: id, aws_secret_access_key: secret } = configFor(store());
    const input: TapInput = { config: configFor(store()), args: ["--log-level", "debug"] };
    const { stdout, stderr } = await spawnTap(input);
    expect(stdout).toContain("RECORD");
    expect(stderr).toContain("b.csv");
    for (const form of [id, secret].map(String).flatMap(formsOf)) expect(stdout + stderr).not.toContain(form);
  });

  test("that stands in the environment", async () => {
    const { aws_access_key_id: _id, aws_secret_access_key: _secret, ...config } = configFor(store());
    const env = { AWS_ACCESS_KEY_ID: "AKIACANARY", AWS_SECRET_ACCESS_KEY: canaries.aws_secret_access_key };
    const { stdout, stderr, code } = await spawnTap({ config, env, args: ["--log-level", "debug"] });
    expect(code).toBe(3);
    for (const form of formsOf(env.AWS_SECRET_ACCESS_KEY)) expect(stdout + stderr).not.toContain(form);
  });
});

describe("A config file", () => {
  const warning = /holds secrets, and others than its owner can read it; run chmod 600/;
  test.each([
    ["with secrets that others can read draws a warning", 0o644, true, true],
    ["with secrets that the group can read draws a warning", 0o640, true, true],
    ["with secrets that only its owner can read draws none", 0o600, true, false],
    ["without secrets draws none", 0o644, false, false],
  ])("%s", async (_name, mode, hasSecrets, isWarned) => {
    const folder = await mkdtemp(join(tmpdir(), "tap-s3-csv-mode-"));
    try {
      const path = join(folder, "config.json");
      const { aws_access_key_id: id, aws_secret_access_key: secret, ...rest } = configFor(store());
      const keys = { aws_access_key_id: id, aws_secret_access_key: secret };
      await writeFile(path, JSON.stringify(hasSecrets ? { ...rest, ...keys } : { ...rest, anonymous: true }));
      await chmod(path, mode);
      const { stderr } = await spawnTap({ args: ["--config", path] });
      expect(warning.test(stderr)).toBe(isWarned);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

test.skipIf(process.getuid?.() !== 0)(
  "A config file of somebody else that we read by its group draws no warning (skipped unless root)",
  async () => {
    const folder = await mkdtemp(join(tmpdir(), "tap-s3-csv-owner-"));
    try {
      const path = join(folder, "config.json");
      await writeFile(path, JSON.stringify(configFor(store())));
      await chmod(path, 0o640);
      await chown(path, 1, 0);
      expect((await spawnTap({ args: ["--config", path] })).stderr).not.toContain("holds secrets");
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
);

test("A key cannot give orders to the terminal, whatever the format of the log", async () => {
  const key = "a\u001B[2J\u009B1m\u202Efdp\n.csv";
  store().put(bucketName, key, '"open');
  const config = configFor(store());
  for (const args of [["--log-format", "json"], ["--log-format", "pretty"], ["--check"]]) {
    const { stdout, stderr } = await spawnTap({ config, args });
    const shown = (args[0] === "--check" ? stdout : "") + stderr;
    expect(shown).toContain("\\u202efdp");
    expect(shown.replaceAll("\n", "")).not.toMatch(/\p{Cc}|\u202E/u);
  }
});
