import { afterEach, expect, test } from "vitest";
import type { Statement } from "../../local-aws/store/policy.ts";
import { startStore, type Store } from "../../local-aws/store/store.ts";
import { connectionTo, hurried } from "../../test/support/s3-connection.ts";
import { openStore } from "./open-store.ts";
import type { ObjectStore } from "./store.ts";

let server: Store;
afterEach(async () => server.close());

const keys = {
  name: "tap",
  accessKeyId: "AKIAIOSFODNN7EXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
};

/** A bucket that may be listed under exactly this prefix. */
async function start(prefix: string): Promise<void> {
  const policy: Statement[] = [
    {
      Effect: "Allow",
      Action: "s3:ListBucket",
      Resource: "arn:aws:s3:::bucket",
      Condition: { StringEquals: { "s3:prefix": prefix } },
    },
  ];
  server = await startStore({ users: [{ ...keys, policy: { Statement: policy } }], maxKeys: 1 });
  server.createBucket("bucket");
  for (const key of ["shop/customers.csv", "shop/orders-1.csv", "shop/orders-2.csv"]) server.put("bucket", key, "a\n");
}

async function list(store: ObjectStore, prefix: string): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const { objects } of store.list(prefix)) found.push(...objects.map(({ key }) => key));
  return found;
}

const orders = ["shop/orders-1.csv", "shop/orders-2.csv"];

test("Where only the configured prefix may be listed, it is, and the refusal is remembered", async () => {
  await start("shop/");
  const options = hurried();
  const store = await openStore(connectionTo(server.url), { ...options, prefixes: ["", "shop/"] });
  expect(await list(store, "shop/orders-")).toEqual(orders);
  expect(options.events).toEqual([{ kind: "prefix-widened", from: "shop/orders-", to: "shop/" }]);
  expect(server.requests).toHaveLength(4);
  expect(await list(store, "shop/orders-")).toEqual(orders);
  expect(server.requests).toHaveLength(7);
});

test("Where the narrow prefix may be listed, nothing else is", async () => {
  await start("shop/orders-");
  const store = await openStore(connectionTo(server.url), { ...hurried(), prefixes: ["shop/"] });
  expect(await list(store, "shop/orders-")).toEqual(orders);
  expect(server.requests).toHaveLength(2);
});

test("Where neither may be listed, the condition on the narrow one is named", async () => {
  await start("warehouse/");
  const store = await openStore(connectionTo(server.url), { ...hurried(), prefixes: ["shop/"] });
  await expect(list(store, "shop/orders-")).rejects.toMatchObject({
    kind: "denied",
    message: expect.stringMatching(/s3:ListBucket .*; a condition on s3:prefix must allow "shop\/orders-"/),
  });
  expect(server.requests).toHaveLength(2);
});
