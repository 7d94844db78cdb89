import { afterAll, beforeAll, describe, test } from "vitest";
import { catalogFor, configFor } from "../support/bucket.ts";
import { startFaultProxy } from "../../local-aws/fault-proxy/fault-proxy.ts";
import { emptyAnswer, errorAnswer, htmlAnswer, repeatToken, type Fault } from "../../local-aws/fault-proxy/faults.ts";
import type { FaultRule } from "../../local-aws/fault-proxy/rules.ts";
import { idsOf } from "../support/lake.ts";
import { runTap, type TapRun } from "../support/run-tap.ts";
import { ACCOUNT } from "../../local-aws/store/identities.ts";
import { startStore, type Store } from "../../local-aws/store/store.ts";

const roleArn = `arn:aws:iam::${ACCOUNT}:role/reader`;
const ids = Array.from({ length: 9 }, (_, index) => String(index));
/** A bookmark before all files. */
const state = { bookmarks: { t: { modified_since: "2020-01-01T00:00:00+00:00" } } };

let store: Store;
let ahead: Store;
beforeAll(async () => {
  // A listing takes three pages.
  store = await startStore({ roles: [{ arn: roleArn }], maxKeys: 4 });
  ahead = await startStore({ clock: () => new Date(Date.now() + 3_600_000) });
});
afterAll(async () => {
  await store.close();
  await ahead.close();
});

async function sync(
  bucket: string,
  rules: readonly FaultRule[],
  settings: Readonly<Record<string, unknown>> = {},
  at = store,
): Promise<TapRun> {
  at.createBucket(bucket, bucket === "elsewhere" ? { region: "eu-west-1" } : {});
  for (const id of ids) at.put(bucket, `${id}.csv`, `id\n${id}\n`);
  const proxy = await startFaultProxy(at.url);
  proxy.setRules(...rules);
  const config = configFor(at, { bucket, aws_endpoint_url: proxy.url, request_timeout: 2, ...settings });
  try {
    const run = await runTap({ config, catalog: catalogFor(["id"]), state, timeout: 120_000 });
    const isQuiet = proxy.requests.every(({ fault }) => fault === undefined);
    if (rules.length > 0 && isQuiet) throw new Error("Nothing went wrong, so nothing was tested");
    return run;
  } finally {
    await proxy.close();
  }
}

const list = "ListObjectsV2";
const get = "GetObject";
const busy = (operation: string, status: number, code: string, times = 2): FaultRule => ({
  when: { operation, times },
  do: errorAnswer(status, code),
});
const once = (fault: Fault): readonly FaultRule[] => [{ when: { operation: list, nth: 2 }, do: fault }];
const always = (fault: Fault): readonly FaultRule[] => [
  { when: { operation: list, nth: 2, times: Number.POSITIVE_INFINITY }, do: fault },
];
const cut: Fault = { kind: "edit", change: (body) => body.slice(0, body.length / 2) };
const withoutNext: Fault = {
  kind: "edit",
  change: (body) => body.replace(/<NextContinuationToken>.*<\/NextContinuationToken>/, ""),
};

describe("A run reads every file although", () => {
  const passing: readonly (readonly [name: string, rules: readonly FaultRule[], settings?: object])[] = [
    ["the store is busy for a while", [busy(list, 503, "SlowDown"), busy(get, 503, "SlowDown", 4)]],
    ["the store has errors of its own", [busy(list, 500, "InternalError"), busy(get, 500, "InternalError", 4)]],
    ["uploads cannot be listed for a while", [busy("ListMultipartUploads", 503, "ServiceUnavailable")]],
    ["connections break all the time", [{ when: { probability: 0.3, seed: 5 }, do: { kind: "reset-before-headers" } }]],
    ["the store finds the clock wrong once", [busy(list, 403, "RequestTimeTooSkewed", 1)]],
    ["a page of the listing is a login page", once(htmlAnswer())],
    ["a page of the listing is a gateway's", once(htmlAnswer(502))],
    ["a page of the listing is empty", once(emptyAnswer())],
    ["a page of the listing is cut", once(cut)],
    ["a page of the listing stops in the middle", once({ kind: "end", after: 300 })],
    ["a page of the listing repeats the one before", once(repeatToken())],
    ["a page of the listing does not say how to go on", once(withoutNext)],
  ];

  test.concurrent.for(passing)("%s", { timeout: 120_000 }, async ([name, rules], { expect }) => {
    const run = await sync(name.replaceAll(/\W/g, "-"), rules);
    expect({ code: run.code, ids: idsOf(run) }).toEqual({ code: 0, ids });
    expect(run.complaints.filter((line) => !/^Could not .*; trying again in/.test(line))).toEqual([]);
  });

  test.concurrent("its credentials expire in the middle", { timeout: 120_000 }, async ({ expect }) => {
    const expire: FaultRule = {
      when: { operation: get, key: "3.csv", nth: 1 },
      do: { kind: "hook", after: 0, run: () => store.identities.expireSessions(), ending: "reset" },
    };
    const run = await sync("expiring", [expire], { role_arn: roleArn });
    expect({ code: run.code, ids: idsOf(run) }).toEqual({ code: 0, ids });
    expect(run.log.filter(({ msg }) => msg.startsWith("Refreshed the credentials")).length).toBeGreaterThan(0);
  });

  test.concurrent(
    "the store's clock is an hour ahead, and the bookmark goes by that clock",
    { timeout: 120_000 },
    async ({ expect }) => {
      const run = await sync("ahead", [], {}, ahead);
      expect({ code: run.code, ids: idsOf(run) }).toEqual({ code: 0, ids });
      const { modified_since: reached } = Object(run.state.bookmarks["t"]);
      expect(Date.parse(reached)).toBeGreaterThan(Date.now() + 3_000_000);
    },
  );

  test.concurrent("the bucket is in another region", { timeout: 120_000 }, async ({ expect }) => {
    const run = await sync("elsewhere", []);
    expect({ code: run.code, ids: idsOf(run) }).toEqual({ code: 0, ids });
    expect(run.complaints).toEqual([expect.stringMatching(/in region "eu-west-1", not in "us-east-1"/)]);
  });
});

describe("A run reads nothing, fails and moves no bookmark when", () => {
  const failing: readonly (readonly [name: string, rules: readonly FaultRule[]])[] = [
    ["every page is a login page", always(htmlAnswer())],
    ["every page is empty", always(emptyAnswer())],
    ["every page is cut", always(cut)],
    ["every page repeats the one before", always(repeatToken())],
    ["no page says how to go on", always(withoutNext)],
    ["the store stays busy", always(errorAnswer(503, "SlowDown"))],
  ];

  test.concurrent.for(failing)("%s", { timeout: 120_000 }, async ([name, rules], { expect }) => {
    const run = await sync(name.replaceAll(/\W/g, "-"), rules, { max_retries: 1 });
    expect({ code: run.code, ids: idsOf(run), state: run.state }).toEqual({ code: 3, ids: [], state });
    expect(run.complaints.at(-1)).toMatch(/^Cannot list/);
  });
});
