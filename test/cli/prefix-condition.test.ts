import { afterAll, beforeAll, expect, test } from "vitest";
import { DEFAULT_USER } from "../../local-aws/store/identities.ts";
import { startStore, type Store } from "../../local-aws/store/store.ts";
import { configFor, table } from "../support/bucket.ts";
import { runTap } from "../support/run-tap.ts";
import { shopPolicy } from "../support/shop-policy.ts";

let store: Store;
beforeAll(async () => {
  store = await startStore({ users: [{ ...DEFAULT_USER, policy: shopPolicy("StringEquals", "shop/") }] });
  store.createBucket("lake");
  store.put("lake", "shop/orders-1.csv", "id\n1\n");
  store.put("lake", "shop/customers.csv", "id\n2\n");
});
afterAll(async () => store.close());

test("A policy that allows exactly search_prefix is enough for a pattern that would narrow the listing", async () => {
  const orders = table({ search_prefix: "shop/", search_pattern: "^shop/orders-.*\\.csv$" });
  const run = await runTap({ config: configFor(store, orders) });
  expect(run.complaints).toEqual([]);
  expect(run.records).toMatchObject([{ id: "1" }]);
  expect(run.log.filter(({ msg }) => msg.includes('Listing "shop/orders-" is not allowed'))).toHaveLength(1);
});
