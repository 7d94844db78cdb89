import { expect, test } from "vitest";
import { memoryStore } from "../../test/support/memory-store.ts";
import type { ListPage, ObjectStore } from "../s3/store.ts";
import { listedOnce } from "./listed-once.ts";

/** A store that counts what it is asked for, in the order of the questions. */
function countingStore(count: number): { readonly store: ObjectStore; readonly asked: string[] } {
  const asked: string[] = [];
  const bytes = Buffer.from("id\n");
  const store = memoryStore(Array.from({ length: count }, (_, index) => ({ key: `in/${index}`, bytes })));
  return {
    asked,
    store: {
      ...store,
      async *listInAnyOrder(prefix) {
        asked.push(`list ${prefix}`);
        yield* store.listInAnyOrder(prefix);
      },
      async oldestUpload(prefix) {
        asked.push(`uploads ${prefix}`);
        return { kind: "oldest", began: new Date(0), key: `${prefix}slow`, id: "1" };
      },
    },
  };
}

async function keysOf(pages: AsyncIterable<ListPage>): Promise<number> {
  let keys = 0;
  for await (const { objects } of pages) keys += objects.length;
  return keys;
}

test("what was listed is handed out once, and uploads were asked about before", async () => {
  const { store, asked } = countingStore(10);
  const { first, second } = listedOnce(store, true);
  await keysOf(first.listInAnyOrder("in/"));
  expect(await second.oldestUpload("in/", 1)).toMatchObject({ kind: "oldest", key: "in/slow" });
  expect(await keysOf(second.listInAnyOrder("in/"))).toBe(10);
  expect(asked).toEqual(["uploads in/", "list in/"]);
  await second.oldestUpload("in/", 1);
  expect(await keysOf(second.listInAnyOrder("in/"))).toBe(10);
  expect(asked).toEqual(["uploads in/", "list in/", "uploads in/", "list in/"]);
});

test.each<[string, number, (first: ObjectStore) => Promise<unknown>]>([
  ["of more than 50,000 objects", 50_001, async (first) => keysOf(first.listInAnyOrder("in/"))],
  [
    "that was not gone through to its end",
    10,
    async (first) => {
      for await (const _ of first.listInAnyOrder("in/")) break;
    },
  ],
])("a listing %s is asked for again, and uploads before it", async (_, count, discover) => {
  const { store, asked } = countingStore(count);
  const { first, second } = listedOnce(store, true);
  await discover(first);
  await second.oldestUpload("in/", 1);
  expect(await keysOf(second.listInAnyOrder("in/"))).toBe(count);
  expect(asked).toEqual(["uploads in/", "list in/", "uploads in/", "list in/"]);
});
