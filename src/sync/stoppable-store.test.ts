import { expect, test } from "vitest";
import { memoryStore } from "../../test/support/memory-store.ts";
import type { ObjectStore } from "../s3/store.ts";
import { Stop } from "./stop.ts";
import { stoppable } from "./stoppable-store.ts";

const object = { key: "a.csv", size: 2, lastModified: new Date(0), etag: '"a"' };

/** A store whose bodies bring a chunk and, where they stall, nothing more; and which of their reads have been closed. */
function storeOf(stalls: boolean): { readonly store: ObjectStore; readonly closed: () => boolean } {
  let isClosed = false;
  async function* read(): AsyncGenerator<Uint8Array> {
    try {
      yield Buffer.from("a");
      if (stalls) await new Promise(() => undefined);
      yield Buffer.from("b");
    } finally {
      isClosed = true;
    }
  }
  return { store: { ...memoryStore([]), read }, closed: () => isClosed };
}

test("whoever needs no more of a body ends its transfer", async () => {
  const { store, closed } = storeOf(false);
  for await (const chunk of stoppable(store, new Stop()).read(object)) {
    expect(String(chunk)).toBe("a");
    break;
  }
  expect(closed()).toBe(true);
});

test("a body that is read to its end is closed", async () => {
  const { store, closed } = storeOf(false);
  const chunks: string[] = [];
  for await (const chunk of stoppable(store, new Stop()).read(object)) chunks.push(String(chunk));
  expect(chunks).toEqual(["a", "b"]);
  expect(closed()).toBe(true);
});

test("once the run is to end, a body that stalls is waited for no longer", async () => {
  const { store, closed } = storeOf(true);
  const stop = new Stop();
  const chunks = stoppable(store, stop).read(object)[Symbol.asyncIterator]();
  await chunks.next();
  const next = chunks.next();
  stop.request("SIGTERM");
  await expect(next).rejects.toThrow("Stopped by SIGTERM");
  expect(closed()).toBe(false);
  await expect(stoppable(store, stop).find("a.csv")).rejects.toMatchObject({ kind: "stopped" });
});
