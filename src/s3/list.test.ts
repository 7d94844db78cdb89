import { afterEach, describe, expect, test } from "vitest";
import {
  sendError,
  startObjectServer,
  type Fault,
  type ObjectServer,
} from "../../local-aws/object-server/object-server.ts";
import { oddKeys } from "../../test/support/odd-keys.ts";
import { connectionTo, hurried } from "../../test/support/s3-connection.ts";
import { startStore, type Store } from "../../local-aws/store/store.ts";
import { TapError } from "../errors.ts";
import { listPages } from "./list.ts";
import { openStore } from "./open-store.ts";
import { retryPolicyOf } from "./retry.ts";
import { sessionOf } from "./session.ts";
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
  ...["1", "yes", "", " true ", "<!-- -->true"].map((text): readonly [string, Fault] => [
    `a listing that says "${text}" of whether it ends`,
    listing(`<Name>b</Name><IsTruncated>${text}</IsTruncated><NextContinuationToken>t</NextContinuationToken>${entry}`),
  ]),
  ["a page that does not say how to go on", listing(`<Name>bucket</Name><IsTruncated>true</IsTruncated>${entry}`)],
  ...["", " ", "&#32;", "<!-- -->"].map((size): readonly [string, Fault] => [
    `an entry of which the size is "${size}"`,
    listing(`<Name>b</Name><IsTruncated>false</IsTruncated>${entry.replace("Size>1", `Size>${size}`)}`),
  ]),
  [
    "an entry twice, of two sizes",
    listing(`<Name>b</Name><IsTruncated>false</IsTruncated>${entry}${entry.replace("<Size>1", "<Size>2")}`),
  ],
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

function pageOf(entries: string, token?: string): Fault {
  const next =
    token === undefined
      ? "<IsTruncated>false</IsTruncated>"
      : `<IsTruncated>true</IsTruncated><NextContinuationToken>${token}</NextContinuationToken>`;
  return listing(`<Name>b</Name>${next}${entries}`);
}

const entryOf = (key: string): string => entry.replace("a.csv", key);

test.each([
  ["the same objects", [entryOf("a") + entryOf("b"), entryOf("a") + entryOf("b")]],
  ["the last object again", [entryOf("a") + entryOf("b"), entryOf("b") + entryOf("c")]],
])(
  "A page with %s, under a token of its own, is an error: another page is missing",
  async (_, [one = "", two = ""]) => {
    const server = await startAnswering([pageOf(one, "t1"), pageOf(two)]);
    const store = await openStore(connectionTo(server.url), hurried());
    await expect(keysOf(store)).rejects.toThrow(/the listing repeats a page/);
  },
);

test("Keys that do not begin with what was asked for are left out, as a store that knows no prefix lists them", async () => {
  const server = await startAnswering([pageOf(entryOf("in/a.csv") + entryOf("other/b.csv") + entryOf("in"))]);
  expect(await keysOf(await openStore(connectionTo(server.url), hurried()), "in/")).toEqual(["in/a.csv"]);
});

test("An entry that comes twice on a page is one object", async () => {
  const server = await startAnswering([pageOf(entry + entry + entryOf("b"))]);
  expect(await keysOf(await openStore(connectionTo(server.url), hurried()))).toEqual(["a.csv", "b"]);
});

test("The marker of a folder may have no size", async () => {
  const marker = entryOf("in/").replace("<Size>1</Size>", "");
  const server = await startAnswering([pageOf(marker + entry)]);
  const store = await openStore(connectionTo(server.url), hurried());
  for await (const { objects, flaws } of store.list("")) {
    expect(objects).toMatchObject([
      { key: "in/", size: 0 },
      { key: "a.csv", size: 1 },
    ]);
    expect(flaws).toBeUndefined();
  }
});

test.each([
  ["no size", entry.replace("<Size>1</Size>", "")],
  ["a word for a size", entry.replace("<Size>1", "<Size>x")],
  ["a negative size", entry.replace("<Size>1", "<Size>-5")],
  ["an endless size", entry.replace("<Size>1", "<Size>1e400")],
  ["half a byte", entry.replace("<Size>1", "<Size>1.5")],
  ["a line break in its ETag", entry.replace("</Key>", "</Key><ETag>&quot;a&#xA;b&quot;</ETag>")],
])("An entry with %s is told to whoever needs it", async (_, flawed) => {
  const server = await startAnswering([pageOf(flawed + entryOf("b"))]);
  const store = await openStore(connectionTo(server.url), hurried());
  for await (const { objects, flaws } of store.list("")) {
    expect(objects).toMatchObject([{ key: "b" }]);
    expect(flaws?.get("a.csv")).toMatchObject({
      kind: "unreachable",
      message: expect.stringMatching(
        /^Cannot read "a\.csv" .*: the listing gives it .* that can(not)? be; check the store/,
      ),
    });
  }
  await expect(store.find("a.csv")).rejects.toThrow(/Cannot read "a\.csv"/);
});

test("Empty pages are told, and do not go on for ever", async () => {
  let pages = 0;
  const options = hurried();
  const session = sessionOf(
    connectionTo("http://127.0.0.1:9"),
    {
      list: async () => ({
        output: { $metadata: {}, Name: "b", IsTruncated: true, NextContinuationToken: String(pages++) },
        headers: { date: "Sun, 22 Nov 2026 12:00:00 GMT" },
        tookMs: 1,
      }),
      uploads: async () => Promise.reject(new Error("not asked")),
      get: async () => Promise.reject(new Error("not asked")),
      answered: () => true,
      keysFrom: () => "the config",
    },
    { ...retryPolicyOf(10), ...options },
  );
  const all = async (): Promise<void> => {
    for await (const { objects } of listPages(session, "")) expect(objects).toEqual([]);
  };
  await expect(all()).rejects.toThrow(/10000 pages without an object/);
  expect(pages).toBe(10_000);
  expect(options.events.filter(({ kind }) => kind === "empty-pages")).toMatchObject([{ pages: 100 }, { pages: 1000 }]);
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
    observe: ({ kind }) => kind === "retry" && events.push(kind),
  });
  expect(await keysOf(store)).toEqual(["a.csv"]);
  expect(events.length).toBeGreaterThan(3);
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
