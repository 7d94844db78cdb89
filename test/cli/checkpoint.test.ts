import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { catalogFor, configFor, table } from "../support/bucket.ts";
import type { StateValue } from "../support/messages.ts";
import { noisyCsv } from "../support/noisy-csv.ts";
import { runTap, type TapRun } from "../support/run-tap.ts";
import { startStore, type Store } from "../../local-aws/store/store.ts";

const rows = 60_000;
const text = noisyCsv(rows, 1);
const stamp = new Date(Date.now() - 3_600_000);
const header = 256 * 1024;

let store: Store;
/** A state of the middle of the file, and how many records are before it. */
let middle: { readonly state: StateValue; readonly records: number; readonly byte: number };

beforeAll(async () => {
  store = await startStore();
  const run = await sync("first", { bookmarks: {} });
  const states = run.messages.flatMap((message) => (message.type === "STATE" ? [message.value] : []));
  const state = states[Math.floor(states.length / 2)] ?? { bookmarks: {} };
  const { part } = Object(state.bookmarks["t"])._files;
  middle = { state, records: part.records, byte: part.byte };
  expect(middle.byte).toBeGreaterThan(2 * header);
}, 120_000);
afterAll(async () => store.close());

async function sync(
  bucket: string,
  state: StateValue,
  settings: Readonly<Record<string, unknown>> = {},
  change: () => void = () => {},
): Promise<TapRun> {
  store.createBucket(bucket);
  store.put(bucket, "a.csv", text, { lastModified: stamp });
  change();
  const config = configFor(store, { bucket, checkpoint_records: 1000, ...settings });
  return runTap({ config, catalog: catalogFor(["id", "text"]), state, timeout: 120_000 });
}

describe("A run that begins inside a file", () => {
  test("fetches its header, and then nothing of what it has read", { timeout: 120_000 }, async () => {
    const run = await sync("fetched", middle.state);
    expect(run.records).toHaveLength(rows - middle.records);
    const gets = store.requests.filter(({ bucket, operation }) => bucket === "fetched" && operation === "GetObject");
    expect(gets.map(({ range }) => range)).toEqual([
      `bytes=0-${header - 1}`,
      `bytes=${middle.byte}-${text.length - 1}`,
    ]);
    const fetched = gets.reduce((sum, { bytesSent }) => sum + bytesSent, 0);
    expect(fetched).toBeLessThanOrEqual(text.length - middle.byte + header);
  });

  const dropped: readonly (readonly [name: string, settings: object, change: (bucket: string) => void])[] = [
    ["the file was replaced", {}, (bucket) => store.put(bucket, "a.csv", `${text}x,y\n`)],
    ["the file was put there again as it was", {}, (bucket) => store.put(bucket, "a.csv", text)],
    ["the delimiter is another one", table({ delimiter: ";" }), () => {}],
    ["the encoding is another one", table({ encoding: "windows-1252" }), () => {}],
    ["the header is another one", table({ header: ["id", "text"] }), () => {}],
    ["there are lines above the header", table({ skip_lines: 1 }), () => {}],
  ];
  test.concurrent.for(dropped)(
    "reads it from the start when $0",
    { timeout: 120_000 },
    async ([name, settings, change], { expect }) => {
      const bucket = name.replaceAll(" ", "-");
      const run = await sync(bucket, middle.state, { ...settings }, () => change(bucket));
      expect(run.code).toBe(0);
      expect(run.records.length).toBeGreaterThanOrEqual(rows - 1);
      expect(run.records[0]).toMatchObject({ _sdc_source_lineno: 2 });
    },
  );

  const kept: readonly (readonly [name: string, settings: object])[] = [
    ["what becomes of values", table({ null_values: ["-"], on_mismatch: "fail" })],
    ["how patiently the store is asked", { max_retries: 3, request_timeout: 9 }],
    ["where checkpoints are", { checkpoint_records: 0 }],
  ];
  test.concurrent.for(kept)(
    "goes on in it when the config changed in $0",
    { timeout: 120_000 },
    async ([name, settings], { expect }) => {
      const run = await sync(name.replaceAll(" ", "-"), middle.state, { ...settings });
      expect({ code: run.code, records: run.records.length }).toEqual({ code: 0, records: rows - middle.records });
    },
  );
});

test("With checkpoint_records 0 a STATE covers whole files only", { timeout: 120_000 }, async () => {
  const run = await sync("whole", { bookmarks: {} }, { checkpoint_records: 0 });
  expect(run.messages.map(({ type }) => type).filter((type) => type === "STATE")).toHaveLength(2);
  expect(run.messages.at(-1)?.type).toBe("STATE");
});
