import { afterAll, beforeAll, expect, test } from "vitest";
import { bucketName, configFor, useStore } from "../support/bucket.ts";
import { startFaultProxy, type FaultProxy } from "../../local-aws/fault-proxy/fault-proxy.ts";
import { runTap } from "../support/run-tap.ts";

const store = useStore();
let proxy: FaultProxy;
beforeAll(async () => {
  proxy = await startFaultProxy(store().url);
});
afterAll(async () => proxy.close());

test("A key that the store lists with a replacement character, and then does not know, is no deleted file", async () => {
  store().put(bucketName, "a.csv", "id\n1\n");
  store().put(bucketName, "b-odd.csv", "id\n2\n");
  proxy.setRules({
    when: { operation: "ListObjectsV2" },
    do: { kind: "edit", change: (body) => body.replaceAll("b-odd.csv", "b%EF%BF%BD.csv") },
  });
  const catalog = {
    streams: [
      {
        tap_stream_id: "t",
        schema: { type: "object", properties: { id: { type: ["null", "string"] } } },
        metadata: [{ breadcrumb: [], metadata: { selected: true } }],
      },
    ],
  };
  const config = configFor(store(), { aws_endpoint_url: proxy.url });
  const run = await runTap({ config, catalog });
  expect(run.records).toEqual([{ id: "1" }]);
  expect(run.complaints).toEqual([expect.stringMatching(/lists the key with U\+FFFD.*rename the object/)]);
  expect(run.code).toBe(3);

  // Once the store tells the real key, the file is read.
  proxy.setRules();
  const next = await runTap({ config, catalog, state: run.state });
  expect(next.records).toEqual([{ id: "2" }]);
  expect(next.code).toBe(0);
});
