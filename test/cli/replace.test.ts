import { describe, expect, test } from "vitest";
import { configFor, table, useStore } from "../support/bucket.ts";
import { ago, hour } from "../support/bucket-story.ts";
import { parseMessages, type StateValue } from "../support/messages.ts";
import { noisyCsv } from "../support/noisy-csv.ts";
import { runTap, spawnTap, type TapRun } from "../support/run-tap.ts";
import { startTap } from "../support/tap-process.ts";

const store = useStore();
const timeout = 120_000;

/** A bucket whose newest file is the table, and the state from run to run. */
class Replaced {
  state: StateValue = { bookmarks: {} };
  readonly #bucket: string;

  constructor(bucket: string) {
    this.#bucket = bucket;
    store().createBucket(bucket);
  }

  put(key: string, text: string, hours: number): void {
    store().put(this.#bucket, key, text, { lastModified: ago(hours * hour) });
  }

  delete(key: string): void {
    store().remove(this.#bucket, key);
  }

  config(settings: object = {}, top: object = {}): Record<string, unknown> {
    const one = table({ search_pattern: ".", replace: true, ...settings });
    return configFor(store(), { bucket: this.#bucket, ...top, ...one });
  }

  async sync(settings: object = {}, top: object = {}): Promise<TapRun> {
    const run = await runTap({ config: this.config(settings, top), state: this.state, timeout });
    this.state = run.state;
    return run;
  }

  /** Bodies that were asked for. */
  reads(): readonly string[] {
    const gets = store().requests.filter(
      ({ bucket, operation }) => bucket === this.#bucket && operation === "GetObject",
    );
    return [...new Set(gets.map(({ key }) => key ?? ""))];
  }
}

/** The messages of a run without STATEs: ids of records with their versions, and the versions that become valid. */
function told({ messages }: TapRun): readonly string[] {
  const versions = new Map<number, number>();
  const nameOf = (version = 0): string => {
    if (!versions.has(version)) versions.set(version, versions.size + 1);
    return version === 0 ? "none" : `v${versions.get(version)}`;
  };
  return messages.flatMap((message) => {
    if (message.type === "RECORD") return [`${String(message.record["id"])} ${nameOf(message.version)}`];
    return message.type === "ACTIVATE_VERSION" ? [`activate ${nameOf(message.version)}`] : [];
  });
}

const activated = ({ messages }: TapRun): readonly number[] =>
  messages.flatMap((message) => (message.type === "ACTIVATE_VERSION" ? [message.version] : []));

describe("A table that is replaced", () => {
  test("is its newest file, sent whole and then activated; the older ones are not read", { timeout }, async () => {
    const story = new Replaced("newest");
    story.put("a.csv", "id,old\n1,x\n2,x\n", 3);
    story.put("b.csv", "id\n2\n3\n", 2);
    const first = await story.sync();
    expect([first.code, first.complaints]).toEqual([0, []]);
    expect(told(first)).toEqual(["2 v1", "3 v1", "activate v1"]);
    expect(first.messages.findLast(({ type }) => type === "SCHEMA")).not.toHaveProperty("schema.properties.old");
    expect(story.reads()).toEqual(["b.csv"]);
    expect(first.messages.at(-1)?.type).toBe("STATE");

    expect(told(await story.sync())).toEqual([]);
    story.put("c.csv", "id\n3\n", 1);
    const next = await story.sync();
    expect(told(next)).toEqual(["3 v1", "activate v1"]);
    expect(activated(next)[0]).toBeGreaterThan(activated(first)[0] ?? Infinity);
  });

  test("is sent again when the file is overwritten, also within the same second", { timeout }, async () => {
    const story = new Replaced("overwritten");
    story.put("a.csv", "id\n1\n", 1);
    expect(told(await story.sync())).toEqual(["1 v1", "activate v1"]);
    story.put("a.csv", "id\n2\n", 1);
    expect(told(await story.sync())).toEqual(["2 v1", "activate v1"]);
    expect(told(await story.sync())).toEqual([]);
  });

  test("is the file before when the newest is deleted, whenever that was read", { timeout }, async () => {
    const story = new Replaced("deleted");
    story.put("a.csv", "id\n1\n", 3);
    const first = await story.sync();
    story.put("b.csv", "id\n2\n", 2);
    const second = await story.sync();
    story.delete("b.csv");
    const third = await story.sync();
    expect(told(third)).toEqual(["1 v1", "activate v1"]);
    const versions = [first, second, third].flatMap(activated);
    expect(versions).toEqual(versions.toSorted((a, b) => a - b));
    expect(new Set(versions).size).toBe(3);
  });

  test("is empty where the newest file has a header and no rows", { timeout }, async () => {
    const story = new Replaced("empty");
    story.put("a.csv", "id\n", 1);
    expect(told(await story.sync())).toEqual(["activate v1"]);
  });

  test("is not activated by a file that fails, and by the next that does not", { timeout }, async () => {
    const story = new Replaced("failing");
    story.put("a.csv", "id\n1\n", 3);
    await story.sync();
    story.put("b.csv", 'id\n2\n"3\n', 2);
    const failed = await story.sync();
    expect([failed.code, activated(failed)]).toEqual([4, []]);
    const again = await story.sync({}, { on_bad_file: "skip" });
    expect([again.code, activated(again)]).toEqual([0, []]);
    expect(told(await story.sync({}, { on_bad_file: "skip" }))).toEqual([]);
    story.put("c.csv", "id\n4\n", 1);
    expect(told(await story.sync())).toEqual(["4 v1", "activate v1"]);
  });

  test(
    "is the newest file at once where it was all of them before, and all that was skipped afterwards",
    { timeout },
    async () => {
      const story = new Replaced("switched");
      for (const [age, name] of ["d", "c", "b", "a"].entries()) story.put(`${name}.csv`, `id\n${name}\n`, age + 2);
      const plain = { replace: false };
      expect(told(await story.sync(plain))).toEqual(["a none", "b none", "c none", "d none"]);
      expect(told(await story.sync())).toEqual(["d v1", "activate v1"]);
      story.put("e.csv", "id\ne\n", 1.5);
      story.put("f.csv", "id\nf\n", 1);
      expect(told(await story.sync())).toEqual(["f v1", "activate v1"]);
      expect(told(await story.sync(plain))).toEqual(["e none"]);
      expect(told(await story.sync())).toEqual(["f v1", "activate v1"]);
    },
  );

  test(
    "leaves the reference tap a modified_since that it goes on from, and takes its state over",
    { timeout },
    async () => {
      const story = new Replaced("reference");
      story.put("a.csv", "id\n1\n", 2);
      await story.sync();
      const since = ago(2 * hour)
        .toISOString()
        .replace(".000Z", "+00:00");
      expect(story.state.bookmarks["t"]).toMatchObject({ modified_since: since });
      story.state = {
        bookmarks: { t: { ...Object(story.state.bookmarks["t"]), modified_since: ago(hour).toISOString() } },
      };
      expect(told(await story.sync())).toEqual(["1 v1", "activate v1"]);
      expect(told(await story.sync())).toEqual([]);
    },
  );

  test("is its newest file in a sample, and to --check", { timeout }, async () => {
    const story = new Replaced("sampled");
    story.put("a.csv", "other\n1\n", 3);
    story.put("b.csv", "id\n2\n", 2);
    const config = story.config({ key_properties: ["id"] });
    const sample = await runTap({ config, args: ["--test"] });
    expect([sample.code, sample.records.map(({ id }) => id)]).toEqual([0, ["2"]]);
    const check = await spawnTap({ config, args: ["--check", "--format", "json"] });
    expect(check.code).toBe(0);
    expect(JSON.parse(check.stdout).tables[0].headers).toMatchObject([{ files: 1, columns: ["id"] }]);
  });

  test("says of a key why it is not read", { timeout }, async () => {
    const story = new Replaced("explained");
    story.put("a.csv", "id\n1\n", 3);
    story.put("b.csv", "id\n2\n", 2);
    const explain = async (key: string): Promise<string> =>
      (await spawnTap({ config: story.config(), state: story.state, args: ["--explain", key] })).stdout;
    expect(await explain("a.csv")).toContain('t: not read: "b.csv" is newer, and it alone is the table');
    expect(await explain("b.csv")).toContain("t: read whole by the next sync");
    await story.sync();
    expect(await explain("b.csv")).toContain("t: not read: the state says that the table holds it");
  });

  test("is refused together with a look-back that keeps every id", async () => {
    const run = await runTap({ config: configFor(store(), { lookback: "unlimited", ...table({ replace: true }) }) });
    expect(run.code).toBe(2);
    expect(run.complaints.join()).toMatch(/tables\[0\]\.replace: reads the newest file alone/);
  });
});

test("A replaced table that is killed in the middle begins again under a higher version", { timeout }, async () => {
  const story = new Replaced("killed");
  story.put("a.csv", noisyCsv(40_000, 1), 1);
  const tap = await startTap({ config: story.config({}, { checkpoint_records: 1000 }) });
  await tap.reached(1_000_000);
  tap.child.kill("SIGKILL");
  const { stdout } = await tap.end();
  const messages = parseMessages(stdout.slice(0, stdout.lastIndexOf("\n") + 1));
  const begun = messages.flatMap((message) => (message.type === "RECORD" ? [message.version ?? 0] : []));
  expect(begun.length).toBeGreaterThan(1000);
  expect(messages.map(({ type }) => type)).not.toContain("ACTIVATE_VERSION");
  const last = messages.findLast((message) => message.type === "STATE");
  story.state = last?.type === "STATE" ? last.value : story.state;
  const rest = await story.sync({}, { checkpoint_records: 1000 });
  expect(rest.records).toHaveLength(40_000);
  const [version = 0] = activated(rest);
  expect(version).toBeGreaterThan(Math.max(...begun));
  expect(rest.messages.every((message) => message.type !== "RECORD" || message.version === version)).toBe(true);
});
