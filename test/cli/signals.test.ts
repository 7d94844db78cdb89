import { gzipSync } from "node:zlib";
import { beforeEach, describe, expect, test } from "vitest";
import { bucketName, catalogFor, configFor, table, useStore } from "../support/bucket.ts";
import { startFaultProxy, type FaultProxy } from "../../local-aws/fault-proxy/fault-proxy.ts";
import type { FaultRule } from "../../local-aws/fault-proxy/rules.ts";
import { parseMessages } from "../support/messages.ts";
import { noisyCsv } from "../support/noisy-csv.ts";
import { spawnTap, type TapInput } from "../support/run-tap.ts";
import { startTap } from "../support/tap-process.ts";
import { differences, load, type Loaded, none } from "../support/tiny-target.ts";

const store = useStore();
/** What has come in before a signal is written out all the same: with all of it there, a run ends as if nothing had happened. */
const bytesPerSecond = 1_000_000;
beforeEach(() => Object.assign(store().behaviour, { bytesPerSecond }));
const nothing = { bookmarks: {} };
const rows = 60_000;
const large = noisyCsv(rows, 1);
const forms: Readonly<Record<string, string | Buffer>> = { plain: large, packed: gzipSync(large, { level: 1 }) };

function inputFor(state: object, url = store().url): TapInput {
  const config = configFor(store(), { ...table({ search_pattern: "." }), aws_endpoint_url: url });
  return { config, catalog: catalogFor(["id", "text"]), state, timeout: 120_000 };
}

/** The same in every form. */
let whole: Loaded | undefined;

/** What the run wrote, and what the next one writes, against a run that nothing happened to. */
async function compareWithWhole(stdout: string): Promise<object> {
  store().behaviour.bytesPerSecond = 0;
  whole ??= load((await spawnTap(inputFor(nothing))).stdout, nothing);
  const first = load(stdout, nothing);
  const second = load((await spawnTap(inputFor(first.state))).stdout, first.state);
  return { tail: first.tail.length, ...differences(whole.committed, [...first.committed, ...second.committed]) };
}

describe("A signal in the middle of a file", () => {
  test.for([
    ["SIGTERM", 143, "plain", 100_000],
    ["SIGTERM", 143, "plain", 2_500_000],
    ["SIGINT", 130, "plain", 2_000_000],
    ["SIGTERM", 143, "packed", 2_000_000],
  ] as const)(
    "%s ends the run with %i and a STATE that covers exactly what was written of a %s file",
    { timeout: 120_000 },
    async ([signal, expected, form, bytes]) => {
      store().put(bucketName, "large.csv", forms[form] ?? "");
      const tap = await startTap(inputFor(nothing));
      await tap.reached(bytes);
      tap.child.kill(signal);
      const { code, stdout } = await tap.end();
      expect(code).toBe(expected);
      const messages = parseMessages(stdout);
      expect(messages.at(-1)?.type).toBe("STATE");
      expect(messages.length).toBeLessThan(rows);
      expect(await compareWithWhole(stdout)).toEqual({ tail: 0, ...none });
    },
  );
});

/** Runs the tap before a store that breaks answers by the rule, and gives the proxy to wait for what it is to see. */
async function stopWhile(rule: FaultRule, hasCome: (proxy: FaultProxy) => boolean) {
  const proxy = await startFaultProxy(store().url);
  proxy.setRules(rule);
  const tap = await startTap(inputFor(nothing, proxy.url));
  await expect.poll(() => hasCome(proxy), { timeout: 60_000 }).toBe(true);
  tap.child.kill("SIGTERM");
  const result = await tap.end();
  await proxy.close();
  return result;
}

describe("A signal while nothing comes from the store", () => {
  test("ends a listing, and no bookmark has moved", { timeout: 120_000 }, async () => {
    store().put(bucketName, "a.csv", "id\n1\n");
    const { code, stdout } = await stopWhile(
      { when: { operation: "ListObjectsV2" }, do: { kind: "stall-before-headers" } },
      ({ requests }) => requests.some(({ operation }) => operation === "ListObjectsV2"),
    );
    expect(code).toBe(143);
    expect(parseMessages(stdout)).toEqual([{ type: "STATE", value: nothing }]);
  });

  test.for(["plain", "packed"])("ends the reading of a stalled %s body", { timeout: 120_000 }, async (form) => {
    store().put(bucketName, "large.csv", forms[form] ?? "");
    const { code, stdout } = await stopWhile(
      { when: { operation: "GetObject" }, do: { kind: "stall", after: 500_000 } },
      ({ requests }) => requests.some(({ bytesSent }) => bytesSent === 500_000),
    );
    expect(code).toBe(143);
    expect(parseMessages(stdout).at(-1)?.type).toBe("STATE");
    expect(await compareWithWhole(stdout)).toEqual({ tail: 0, ...none });
  });
});

describe("A signal while nobody reads the output", () => {
  /** The tap with its pipe and its windows full. */
  async function startStuck() {
    store().put(bucketName, "large.csv", large);
    const tap = await startTap(inputFor(nothing));
    await tap.reached(1);
    tap.pause();
    await expect
      .poll(() => store().requests.some(({ bytesSent }) => bytesSent > 1_000_000), { timeout: 60_000 })
      .toBe(true);
    return tap;
  }

  test("ends the run all the same, and loses nothing", { timeout: 120_000 }, async () => {
    const tap = await startStuck();
    tap.child.kill("SIGTERM");
    const { code, stdout } = await tap.end();
    expect(code).toBe(143);
    const { tail, ...rest } = Object(await compareWithWhole(stdout));
    expect(tail).toBeGreaterThanOrEqual(0);
    expect(rest).toEqual(none);
  });

  test("ends it at once when it is repeated", { timeout: 120_000 }, async () => {
    const tap = await startStuck();
    tap.child.kill("SIGTERM");
    await tap.told("SIGTERM: stopping");
    tap.child.kill("SIGINT");
    // The exit code is that of the signal that ended it; the first one's patience has not run out.
    expect((await tap.end()).code).toBe(130);
  });
});

test(
  "A signal at the very end of a run that another has ended still ends it by an exit code",
  { timeout: 120_000 },
  async () => {
    store().put(bucketName, "large.csv", large);
    for (let count = 0; count < 5; count++) {
      const tap = await startTap(inputFor(nothing));
      await tap.reached(1);
      tap.child.kill("SIGTERM");
      await tap.told("the last STATE covers");
      tap.child.kill("SIGINT");
      expect([130, 143]).toContain((await tap.end()).code);
    }
  },
);
