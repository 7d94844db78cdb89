import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import {
  containerVariables,
  startCredentialWorld,
  type CredentialWorld,
} from "../../../test/support/credential-world.ts";
import { connectionTo, drain, hurried } from "../../../test/support/s3-connection.ts";
import type { StoreEvent } from "../events.ts";
import { openStore } from "../open-store.ts";
import { credentialEnvironment } from "./environment.ts";

let world: CredentialWorld;
beforeAll(async () => {
  world = await startCredentialWorld();
});
afterAll(async () => world.close());
afterEach(() => vi.unstubAllEnvs());

const refuse = { status: 403, body: "" };

test.each<[string, () => Record<string, string>, "instance" | "container"]>([
  ["an instance's metadata", () => ({ AWS_EC2_METADATA_SERVICE_ENDPOINT: world.instance.url }), "instance"],
  ["a container's agent", () => containerVariables(world), "container"],
])("Credentials of %s that answers 403 when they must be renewed are waited for", async (_name, variables, server) => {
  const env = variables();
  const nowhere = { AWS_CONFIG_FILE: "/nonexistent", AWS_SHARED_CREDENTIALS_FILE: "/nonexistent" };
  for (const [name, value] of Object.entries({ ...env, ...nowhere })) vi.stubEnv(name, value);
  const events: StoreEvent[] = [];
  let waits = 0;
  const options = {
    ...hurried(),
    observe: (event: StoreEvent) => void events.push(event),
    sleep: async () => {
      waits += 1;
      if (waits === 7) world[server].misbehave(null);
    },
  };
  const connection = connectionTo(world.store.url, {
    bucket: "lake",
    credentials: { from: "chain" },
    environment: credentialEnvironment(env),
  });
  const store = await openStore(connection, options);
  const first = await store.find("0.csv");
  world.store.identities.expireSessions();
  world[server].misbehave(refuse);
  const { bytes, error } = first === null ? { bytes: null, error: null } : await drain(store.read(first));
  expect(error).toBeNull();
  expect(bytes?.toString()).toBe("id\n0\n");
  expect(waits).toBe(7);
  expect(events.find(({ kind }) => kind === "retry")).toMatchObject({
    why: expect.stringContaining("answers 403"),
  });
  const secrets = events.flatMap((event) => (event.kind === "secrets" ? event.values : []));
  expect(secrets.length).toBeGreaterThan(5);
});

test("Credentials that are good for a minute yet outlast a source that is away", async () => {
  const hasty = await startCredentialWorld(60);
  const env = containerVariables(hasty);
  for (const name of ["AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"]) vi.stubEnv(name, "/nonexistent");
  const options = hurried();
  const connection = connectionTo(hasty.store.url, {
    bucket: "lake",
    credentials: { from: "chain" },
    environment: credentialEnvironment(env),
  });
  const store = await openStore(connection, options);
  expect(await store.find("0.csv")).not.toBeNull();
  hasty.container.misbehave(refuse);
  expect(await store.find("1.csv")).not.toBeNull();
  expect(hasty.container.requests.length).toBeGreaterThan(1);
  expect(options.events).toEqual([]);
  await hasty.close();
});

test("Credentials that were never there are not waited for", async () => {
  vi.stubEnv("AWS_EC2_METADATA_SERVICE_ENDPOINT", world.instance.url);
  world.instance.misbehave(refuse);
  const options = hurried();
  const connection = connectionTo(world.store.url, { bucket: "lake", credentials: { from: "chain" } });
  const store = await openStore(connection, options);
  await expect(store.find("0.csv")).rejects.toThrow(/the instance metadata \(IMDS\): it answers 403/);
  expect(options.events).toEqual([]);
  world.instance.misbehave(null);
});
