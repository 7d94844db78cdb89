import { expect, test } from "vitest";
import { oddKeys } from "../../test/support/odd-keys.ts";
import { connectionTo, hurried } from "../../test/support/s3-connection.ts";
import { startStore } from "../../local-aws/store/store.ts";
import { openStore } from "./open-store.ts";

test.each([
  ["by its keys", {}, 1.2],
  ["that knows no StartAfter", { startAfter: "ignored" }, 1.05],
  ["that refuses StartAfter", { startAfter: "refused" }, 1.05],
  ["that lists in no order", { ordersListings: false }, 1],
] as const)("5,000 odd keys are each listed once, in any order, of a store %s", async (_, behaviour, most) => {
  const odd = Array.from({ length: 5000 }, (__, index) => {
    const name = oddKeys[index % oddKeys.length] ?? "";
    return `in/${"abcdefghij"[index % 10]}${Math.imul(index, 2_654_435_761) >>> 0}/${name}`;
  });
  const server = await startStore({ maxKeys: 50, ...behaviour });
  server.createBucket("bucket");
  for (const key of ["before.csv", ...odd, "out.csv"]) server.put("bucket", key, "x");
  const store = await openStore(connectionTo(server.url), hurried());
  const found: string[] = [];
  for await (const { objects } of store.listInAnyOrder("in/")) found.push(...objects.map(({ key }) => key));
  await server.close();
  expect(found.sort()).toEqual([...new Set(odd)].sort());
  expect(server.requests.length).toBeLessThanOrEqual(100 * most);
});
