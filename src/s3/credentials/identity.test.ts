import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { connectionTo, drain, hurried } from "../../../test/support/s3-connection.ts";
import { startStore, type Store } from "../../../local-aws/store/store.ts";
import type { AssumableRole } from "../../../local-aws/store/identities.ts";
import type { Role } from "../connection.ts";
import { openStore } from "../open-store.ts";
import type { ObjectStore } from "../store.ts";

let server: Store;
afterEach(async () => server.close());

const customer = "arn:aws:iam::123456789012:role/customer";
const proxy = "arn:aws:iam::123456789012:role/proxy";
const user = "arn:aws:iam::123456789012:user/tap";

const customerRole: AssumableRole = {
  arn: customer,
  trust: {
    Statement: {
      Effect: "Allow",
      Action: "sts:AssumeRole",
      Principal: { AWS: user },
      Condition: { StringEquals: { "sts:ExternalId": "stitch_connection_7" } },
    },
  },
};

function role(arn: string, externalId?: string): Role {
  return { arn, sessionName: "TapS3CSV", ...(externalId === undefined ? {} : { externalId }) };
}

async function start(...roles: AssumableRole[]): Promise<void> {
  server = await startStore({ roles, maxKeys: 1 });
  server.createBucket("bucket");
  server.put("bucket", "a.csv", Buffer.from("a\n1\n"));
  server.put("bucket", "b.csv", Buffer.from("b\n1\n"));
}

async function readAll(store: ObjectStore): Promise<string[]> {
  const texts: string[] = [];
  for await (const page of store.list("")) {
    for (const object of page.objects) {
      const { bytes, error } = await drain(store.read(object));
      expect(error).toBeNull();
      texts.push(bytes.toString());
    }
  }
  return texts;
}

function assumptions(): number {
  return server.requests.filter(({ operation }) => operation === "AssumeRole").length;
}

test("A role is assumed once, with its external id, before the first request", async () => {
  await start(customerRole);
  const store = await openStore(
    connectionTo(server.url, { roles: [role(customer, "stitch_connection_7")] }),
    hurried(),
  );
  expect(await readAll(store)).toHaveLength(2);
  expect(server.requests[0]?.operation).toBe("AssumeRole");
  expect(assumptions()).toBe(1);
});

test.each([[undefined], ["another"]])(
  "With the external id %s the role is refused, by name and without the id",
  async (externalId) => {
    await start(customerRole);
    const store = await openStore(connectionTo(server.url, { roles: [role(customer, externalId)] }), hurried());
    await expect(readAll(store)).rejects.toMatchObject({ kind: "denied", message: expect.stringContaining(customer) });
    await expect(readAll(store)).rejects.not.toThrow(/another/);
  },
);

test("Two roles are assumed one after the other", async () => {
  await start(
    { arn: proxy },
    { arn: customer, trust: { Statement: { Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: proxy } } } },
  );
  const store = await openStore(connectionTo(server.url, { roles: [role(proxy), role(customer)] }), hurried());
  expect(await readAll(store)).toHaveLength(2);
  expect(assumptions()).toBe(2);
});

test("A session that the store has ended before its time is renewed at once", async () => {
  await start({ arn: proxy }, { arn: customer });
  const options = hurried();
  const store = await openStore(connectionTo(server.url, { roles: [role(proxy), role(customer)] }), options);
  const seen: string[] = [];
  for await (const page of store.list("")) {
    server.identities.expireSessions();
    for (const object of page.objects) {
      const { bytes } = await drain(store.read(object));
      seen.push(bytes.toString());
    }
  }
  expect(seen).toHaveLength(2);
  expect(options.events.map(({ kind }) => kind)).toContain("credentials-renewed");
  expect(options.events.map(({ kind }) => kind)).not.toContain("retry");
});

test("Many requests that find the session ended renew it once", async () => {
  await start({ arn: customer });
  const store = await openStore(connectionTo(server.url, { roles: [role(customer)] }), hurried());
  await store.find("a.csv");
  server.identities.expireSessions();
  const found = await Promise.all(Array.from({ length: 12 }, async () => store.find("a.csv")));
  expect(found.every((object) => object !== null)).toBe(true);
  expect(assumptions()).toBe(2);
});

test("Sessions that are over as soon as they begin are an error, not a loop", async () => {
  await start({ arn: customer, sessionSeconds: -1, reportedSeconds: 3600 });
  const store = await openStore(connectionTo(server.url, { roles: [role(customer)] }), hurried());
  await expect(store.find("a.csv")).rejects.toMatchObject({
    kind: "denied",
    message: expect.stringContaining("expired"),
  });
});

test("A session that is about to end is replaced before it does", async () => {
  await start({ arn: customer, sessionSeconds: 60 });
  const options = hurried();
  const store = await openStore(connectionTo(server.url, { roles: [role(customer)] }), options);
  expect(await readAll(store)).toHaveLength(2);
  expect(assumptions()).toBeGreaterThan(1);
  expect(options.events).toEqual([]);
});

test("Anonymous requests carry no signature", async () => {
  await start();
  server.createBucket("public", { anonymous: true });
  server.put("public", "a.csv", Buffer.from("a\n"));
  const store = await openStore(
    connectionTo(server.url, { bucket: "public", credentials: { from: "anonymous" } }),
    hurried(),
  );
  expect(await readAll(store)).toEqual(["a\n"]);
  expect(server.requests.some(({ headers }) => headers.has("authorization"))).toBe(false);
});

test("A profile gives the keys, and the region where none is configured", async () => {
  await start();
  const folder = mkdtempSync(join(tmpdir(), "tap-s3-csv-"));
  const { accessKeyId, secretAccessKey } = server.credentials;
  writeFileSync(
    join(folder, "credentials"),
    `[warehouse]\naws_access_key_id=${accessKeyId}\naws_secret_access_key=${secretAccessKey}\n`,
  );
  writeFileSync(join(folder, "config"), "[profile warehouse]\nregion=eu-north-1\n");
  vi.stubEnv("AWS_SHARED_CREDENTIALS_FILE", join(folder, "credentials"));
  vi.stubEnv("AWS_CONFIG_FILE", join(folder, "config"));
  const { region: _, ...connection } = connectionTo(server.url, {
    credentials: { from: "chain", profile: "warehouse" },
    isPlain: false,
  });
  server.createBucket("bucket", { region: "eu-north-1" });
  const options = hurried();
  try {
    const store = await openStore(connection, options);
    expect(await store.find("a.csv")).toBeNull();
    expect(options.events).toEqual([]);
    const assumed = await openStore({ ...connection, roles: [role(customer)] }, hurried());
    await expect(assumed.find("a.csv")).rejects.toThrow(customer);
  } finally {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  }
});

test("Without any credentials the error says where they could come from", async () => {
  await start();
  vi.stubEnv("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent");
  vi.stubEnv("AWS_CONFIG_FILE", "/nonexistent");
  try {
    for (const roles of [[], [role(customer)]]) {
      const store = await openStore(
        connectionTo(server.url, {
          credentials: { from: "chain" },
          environment: { AWS_EC2_METADATA_DISABLED: "true" },
          roles,
        }),
        hurried(),
      );
      await expect(store.find("a.csv")).rejects.toMatchObject({
        kind: "denied",
        message: expect.stringContaining('nothing is set up in the environment, the profile "default"'),
      });
    }
  } finally {
    vi.unstubAllEnvs();
  }
});
