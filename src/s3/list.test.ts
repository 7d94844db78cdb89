import { afterEach, describe, expect, test } from "vitest";
import {
  sendError,
  startObjectServer,
  type Fault,
  type ObjectServer,
} from "../../local-aws/object-server/object-server.ts";
import { connectionTo, hurried } from "../../test/support/s3-connection.ts";
import { startStore, type Store } from "../../local-aws/store/store.ts";
import { TapError } from "../errors.ts";
import { openStore } from "./open-store.ts";
import type { ListPage, ObjectStore } from "./store.ts";

let close: () => Promise<void> = async () => {};
afterEach(async () => close());

async function startFilled(keys: readonly string[], options: Parameters<typeof startStore>[0] = {}): Promise<Store> {
  const store = await startStore(options);
  close = async () => store.close();
  store.createBucket("bucket");
  for (const key of keys) {
    store.put("bucket", key, Buffer.from(key));
  }
  return store;
}

async function startAnswering(answers: readonly Fault[]): Promise<ObjectServer> {
  const server = await startObjectServer(Buffer.alloc(0), answers, answers.at(-1));
  close = async () => server.close();
  return server;
}

async function keysOf(store: ObjectStore, prefix = ""): Promise<string[]> {
  const keys: string[] = [];
  for await (const page of store.list(prefix)) {
    keys.push(...page.objects.map(({ key }) => key));
  }
  return keys;
}

const oddKeys = [
  "space key.csv",
  "plus+.csv",
  "percent%.csv",
  "pct%20x.csv",
  "slash%2Fx.csv",
  "é.csv",
  "e\u0301.csv",
  "日本.csv",
  "😀.csv",
  "control\x01.csv",
  "return\r.csv",
  "line\n.csv",
  "tab\t.csv",
  "&<>\"'.csv",
  "?#.csv",
  "dir/",
  "back\\slash.csv",
  "//double.csv",
  "./dot.csv",
  "../dots.csv",
];

describe("Odd keys are listed, found and read", () => {
  test.each(["+", "%20"] as const)("where a space is written as %s", async (encodesSpaceAs) => {
    const server = await startFilled(oddKeys, { encodesSpaceAs });
    const store = await openStore(connectionTo(server.url), hurried());
    const found: string[] = [];
    for await (const page of store.list("")) {
      for (const object of page.objects) {
        let text = "";
        for await (const chunk of store.read(object)) {
          text += Buffer.from(chunk).toString();
        }
        expect(text).toBe(object.key);
        expect(await store.find(object.key)).toEqual(object);
        found.push(object.key);
      }
    }
    expect(found.sort()).toEqual(oddKeys.toSorted());
  });

  test("by a store that does not encode keys", async () => {
    const plain = ["plus+.csv", "pct%20x.csv", "space key.csv"];
    const server = await startFilled(plain, { encodesKeys: false });
    expect(await keysOf(await openStore(connectionTo(server.url), hurried()))).toEqual(plain.toSorted());
  });
});

test.each([
  { ordersListings: true },
  { ordersListings: false },
  { quotesEtags: false },
  { timestamps: "milliseconds" },
] as const)("All pages are listed by a store with %o", async (behaviour) => {
  const keys = Array.from({ length: 95 }, (_, index) => `in/${String(index).padStart(3, "0")}.csv`);
  const server = await startFilled(["before.csv", ...keys, "out.csv"], { maxKeys: 10, ...behaviour });
  const store = await openStore(connectionTo(server.url), hurried());
  expect((await keysOf(store, "in/")).sort()).toEqual(keys);
  expect(server.requests).toHaveLength(10);
});

test("The next page is asked for before one is handed out, and no further", async () => {
  const keys = Array.from({ length: 50 }, (_, index) => `${index}.csv`);
  const server = await startFilled(keys, { maxKeys: 10 });
  const store = await openStore(connectionTo(server.url), hurried());
  const pages = store.list("")[Symbol.asyncIterator]();
  await pages.next();
  await expect.poll(() => server.requests.length).toBe(2);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(server.requests).toHaveLength(2);
  await pages.return?.();
});

test("An object is found among those whose keys begin like its own, in whatever order they are listed", async () => {
  const keys = Array.from({ length: 12 }, (_, index) => "a".repeat(index + 1));
  const server = await startFilled(keys, { ordersListings: false });
  const store = await openStore(connectionTo(server.url), hurried());
  for (const key of keys) {
    expect(await store.find(key)).toMatchObject({ key });
  }
  expect(await store.find("aab")).toBeNull();
});

test("A page tells the store's time, never later than the listing", async () => {
  const now = new Date("2030-05-06T07:08:09.900Z");
  const server = await startFilled(["a.csv"], { clock: () => now, checksClock: false });
  const store = await openStore(connectionTo(server.url), hurried());
  const pages: ListPage[] = [];
  for await (const page of store.list("")) {
    pages.push(page);
  }
  expect(pages).toHaveLength(1);
  const asOf = pages[0]?.asOf.getTime() ?? 0;
  expect(asOf % 1000).toBe(0);
  expect(asOf).toBeLessThanOrEqual(Date.parse("2030-05-06T07:08:08Z"));
  expect(asOf).toBeGreaterThan(Date.parse("2030-05-06T07:07:00Z"));
});

const entry =
  "<Contents><Key>a.csv</Key><Size>1</Size><LastModified>2026-01-02T03:04:05.000Z</LastModified></Contents>";

function listing(inner: string): Fault {
  return ({ response }) => {
    response.end(`<?xml version="1.0"?><ListBucketResult>${inner}</ListBucketResult>`);
  };
}

const last = listing(`<Name>bucket</Name><IsTruncated>false</IsTruncated>${entry}`);

const bad: readonly (readonly [string, Fault])[] = [
  ["an empty answer", ({ response }) => response.end()],
  ["a login page", ({ response }) => response.end("<html><body>Please log in</body></html>")],
  ["a cut answer", ({ response }) => response.end("<ListBucketResult><Name>bucket</Name><IsTruncated>false</IsTr")],
  ["a listing that does not say whether it ends", listing("<Name>bucket</Name>")],
  ["a page that does not say how to go on", listing(`<Name>bucket</Name><IsTruncated>true</IsTruncated>${entry}`)],
  [
    "an entry without a key",
    listing("<Name>bucket</Name><IsTruncated>false</IsTruncated><Contents><Size>1</Size></Contents>"),
  ],
  [
    "a key that is not encoded as it says",
    listing(
      `<Name>b</Name><EncodingType>url</EncodingType><IsTruncated>false</IsTruncated>${entry.replace("a.csv", "100%.csv")}`,
    ),
  ],
  [
    "an answer without a time",
    ({ response }) => {
      response.sendDate = false;
      response.end("<ListBucketResult><Name>bucket</Name><IsTruncated>false</IsTruncated></ListBucketResult>");
    },
  ],
  ["an HTML error", ({ response }) => response.writeHead(502).end("<html><p>Bad gateway</html>")],
];

describe("What is no listing is asked for again, and never an empty bucket:", () => {
  test.each(bad)("%s, once", async (_, answer) => {
    const server = await startAnswering([answer, answer, last]);
    expect(await keysOf(await openStore(connectionTo(server.url), hurried()))).toEqual(["a.csv"]);
  });

  test.each(bad)("%s, for ever", async (_, answer) => {
    const server = await startAnswering([answer]);
    const store = await openStore(connectionTo(server.url), hurried());
    const error: unknown = await keysOf(store).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(TapError);
    expect(error).toMatchObject({ kind: "unreachable" });
  });
});

test("A page that comes again and again is an error, not an endless listing", async () => {
  const page = listing(
    `<Name>b</Name><IsTruncated>true</IsTruncated><NextContinuationToken>t</NextContinuationToken>${entry}`,
  );
  const server = await startAnswering([page]);
  const store = await openStore(connectionTo(server.url), hurried());
  await expect(keysOf(store)).rejects.toThrow(/the listing repeats a page/);
});

test("A brown-out of a minute is outlasted, and every wait is told", async () => {
  let clock = 0;
  const events: string[] = [];
  const server = await startAnswering([
    ({ request, response, ...answer }) =>
      (clock < 60_000 ? sendError(503, "SlowDown") : last)({ request, response, ...answer }),
  ]);
  const store = await openStore(connectionTo(server.url), {
    sleep: async (ms) => {
      clock += ms;
    },
    random: () => 0.999,
    observe: (event) => events.push(event.kind),
  });
  expect(await keysOf(store)).toEqual(["a.csv"]);
  expect(events.length).toBeGreaterThan(3);
  expect(new Set(events)).toEqual(new Set(["retry"]));
});

test("A signal ends the waiting", async () => {
  const server = await startAnswering([sendError(503, "SlowDown")]);
  const controller = new AbortController();
  const store = await openStore(connectionTo(server.url), {
    signal: controller.signal,
    observe: () => controller.abort(new Error("stopped")),
  });
  await expect(keysOf(store)).rejects.toThrow("stopped");
});
