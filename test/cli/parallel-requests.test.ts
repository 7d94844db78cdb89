import { expect, test } from "vitest";
import { bucketName, catalogFor, configFor, useStore } from "../support/bucket.ts";
import { largeFile } from "../support/large-file.ts";
import { startTap } from "../support/tap-process.ts";

const store = useStore();
const row = `12345,${"some text ".repeat(8)}\n`;
const file = largeFile(30 * 1024 * 1024, "id,text\n", row);

const ranges = () =>
  store()
    .requests.filter(({ operation }) => operation === "GetObject")
    .map(({ range }) => range);

function byFirst(a = "", b = ""): number {
  return Number(/\d+/.exec(a)) - Number(/\d+/.exec(b));
}

async function recordsWith(settings: Readonly<Record<string, unknown>>): Promise<number> {
  store().resetRequests();
  store().put(bucketName, "large.csv", file);
  const config = configFor(store(), settings);
  const tap = await startTap({ config, catalog: catalogFor(["id", "text"]), timeout: 60_000 });
  const { code, stdout } = await tap.end();
  expect(code).toBe(0);
  return stdout.split('\n{"type":"RECORD"').length - 1;
}

test("parallel_requests reads a large file in parts, and every record of it once", { timeout: 120_000 }, async () => {
  const records = await recordsWith({});
  expect(ranges()).toEqual([undefined]);
  expect(await recordsWith({ parallel_requests: 4 })).toBe(records);
  const part = 8 * 1024 * 1024;
  // Parts that are asked for at the same time may arrive in any order.
  expect(ranges().toSorted(byFirst)).toEqual(
    [0, 1, 2, 3].map((number) => `bytes=${number * part}-${Math.min((number + 1) * part, file.size) - 1}`),
  );
});
