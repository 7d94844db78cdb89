import { afterEach, expect, test } from "vitest";
import { send, startObjectServer, type ObjectServer } from "../../local-aws/object-server/object-server.ts";
import { connectionTo, hurried, listed } from "../../test/support/s3-connection.ts";
import { openStore } from "./open-store.ts";
import { readAhead } from "./read-ahead.ts";

const content = Buffer.alloc(20 * 1024 * 1024, "0123456789\n");
const never = (): void => {};

let server: ObjectServer;
afterEach(async () => server.close());

/** A store that answers one request, and stalls before the head of all others for longer than a test may take. */
async function openStalling(parallelRequests: number) {
  server = await startObjectServer(content, [send], never);
  return openStore(connectionTo(server.url, { requestTimeoutMs: 3_600_000, parallelRequests }), hurried());
}

test("Whoever stops reading an object by several requests does not wait for those that stall", async () => {
  const store = await openStalling(4);
  let taken = 0;
  for await (const chunk of store.read(listed("a.csv", content.length, server.etag))) {
    taken += chunk.length;
    // The other parts are asked for once the first megabyte was taken.
    if (taken < 2 * 1024 * 1024) continue;
    await untilAsked(3);
    break;
  }
  expect(server.ranges).toHaveLength(3);
});

test("Whoever stops reading objects ahead does not wait for those that stall", async () => {
  const store = await openStalling(1);
  const objects = ["a.csv", "b.csv", "c.csv"].map((key) => listed(key, content.length, server.etag));
  const ahead = { objects: 2, bytes: 1e9 };
  for await (const { item } of readAhead(
    objects,
    (object) => store.read(object),
    ({ size }) => size,
    ahead,
  )) {
    expect(item.key).toBe("a.csv");
    await untilAsked(3);
    break;
  }
});

async function untilAsked(times: number): Promise<void> {
  while (server.ranges.length < times) await new Promise((resolve) => setImmediate(resolve));
}
