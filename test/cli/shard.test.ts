import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bucketName, catalogFor, configFor, table, useStore } from "../support/bucket.ts";
import type { StateValue } from "../support/messages.ts";
import { parseLog, runTap, spawnTap, type TapRun } from "../support/run-tap.ts";

const store = useStore();
const timeout = 120_000;
const count = 40;
const hourMs = 3_600_000;

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "shards-"));
});
afterAll(async () => rm(folder, { recursive: true }));

function fill(from = 0, to = count): void {
  for (let file = from; file < to; file++) {
    const lastModified = new Date(Date.now() - (100 + to - file) * hourMs);
    store().put(bucketName, `f${file}.csv`, Buffer.from(`id\n${file}\n`), { lastModified });
  }
}

function run(shard: string | null, state?: StateValue | string, settings: object = {}): Promise<TapRun> {
  return runTap({
    config: configFor(store(), { ...settings }),
    catalog: catalogFor(["id"]),
    ...(state === undefined ? {} : { state }),
    ...(shard === null ? {} : { args: ["--shard", shard] }),
  });
}

interface Merged {
  readonly code: number | null;
  readonly state: StateValue;
  readonly complaints: readonly string[];
}

/** Merges what was left in files of these texts. */
async function mergeTexts(base: string | null, texts: readonly string[]): Promise<Merged> {
  const write = async (text: string, index: number | string): Promise<string> => {
    const file = join(folder, `${index}.json`);
    await writeFile(file, text);
    return file;
  };
  const files = await Promise.all(texts.map(write));
  const before = base === null ? "none" : await write(base, "base");
  const { code, stdout, stderr } = await spawnTap({ args: ["--merge-states", before, ...files] });
  const complaints = parseLog(stderr).map(({ msg }) => msg.replaceAll(`${folder}/`, ""));
  return { code, state: stdout === "" ? { bookmarks: {} } : JSON.parse(stdout), complaints };
}

function merge(base: StateValue | null, states: readonly StateValue[]): Promise<Merged> {
  const texts = states.map((state) => JSON.stringify(state));
  return mergeTexts(base === null ? null : JSON.stringify(base), texts);
}

const idsOf = (runs: readonly TapRun[]): number[] =>
  runs.flatMap(({ records }) => records.map(({ id }) => Number(id))).sort((a, b) => a - b);
const all = Array.from({ length: count }, (_, id) => id);

/** What a state says of the table, but for which run it is of. */
function bookmarkOf(state: StateValue): object {
  const { shards: _, ...files } = Object(state.bookmarks["t"])._files;
  return { ...Object(state.bookmarks["t"]), _files: files };
}

test("the shards of a run read each file once, and their merged state is that of one run", { timeout }, async () => {
  fill();
  const single = await run(null);
  const runs: TapRun[] = [];
  for (let index = 0; index < 4; index++) runs.push(await run(`${index}/4`));
  expect(idsOf(runs)).toEqual(all);
  const schemas = runs.map(({ messages }) => messages.filter(({ type }) => type === "SCHEMA"));
  expect(new Set(schemas.map((lines) => JSON.stringify(lines))).size).toBe(1);
  const states = runs.map(({ state }) => state);
  const merged = await merge(null, states);
  expect(merged).toMatchObject({ code: 0, complaints: [] });
  expect(bookmarkOf(merged.state)).toEqual(bookmarkOf(single.state));
  expect(await merge(null, [...states.toReversed(), ...states])).toEqual(merged);
  expect((await run(null, merged.state)).records).toEqual([]);
});

test("of more shards than files, those without a file count as done", { timeout }, async () => {
  fill(0, 2);
  const runs: TapRun[] = [];
  for (let index = 0; index < 5; index++) runs.push(await run(`${index}/5`));
  expect(idsOf(runs)).toEqual([0, 1]);
  const merged = await merge(
    null,
    runs.map(({ state }) => state),
  );
  expect(merged.complaints).toEqual([]);
  expect((await run(null, merged.state)).records).toEqual([]);
});

test(
  "what a missing shard has left is told, and the next run of any number of shards reads it, and no more",
  { timeout },
  async () => {
    fill();
    const runs: TapRun[] = [];
    for (const index of [0, 1, 3]) runs.push(await run(`${index}/4`));
    const { state, complaints } = await merge(
      null,
      runs.map((each) => each.state),
    );
    expect(complaints).toEqual(['Table "t": no state of shard "2/4"; the next run reads what is left']);
    const rest = await run(null, state);
    expect(idsOf([...runs, rest])).toEqual(all);
    fill(count, count + 10);
    const again: TapRun[] = [];
    for (let index = 0; index < 3; index++) again.push(await run(`${index}/3`, state));
    expect(idsOf([...runs, ...again])).toEqual(Array.from({ length: count + 10 }, (_, id) => id));
    const end = await merge(
      state,
      again.map((each) => each.state),
    );
    expect((await run(null, end.state)).records).toEqual([]);
  },
);

test("a file that fails in one shard is left to the next run, and told", { timeout }, async () => {
  fill(0, 6);
  store().put(bucketName, "bad.csv.gz", Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3]));
  const all = { tables: [{ table_name: "t", search_pattern: "csv" }] };
  const runs = [await run("0/2", undefined, all), await run("1/2", undefined, all)];
  expect(runs.map(({ code }) => code).toSorted((a, b) => Number(a) - Number(b))).toEqual([0, 4]);
  const { state, complaints } = await merge(
    null,
    runs.map((each) => each.state),
  );
  const failed = runs.findIndex(({ code }) => code === 4);
  expect(complaints).toEqual([`Table "t": files left to read in shard "${failed}/2"; the next run reads what is left`]);
  store().put(bucketName, "bad.csv.gz", gzipSync("id\n6\n"));
  expect(idsOf([await run(null, state, all)])).toEqual([6]);
});

test(
  "of a target that was killed, the last whole state counts; one that left none counts as missing",
  { timeout },
  async () => {
    fill(0, 6);
    const runs = [await run("0/3"), await run("1/3"), await run("2/3")];
    const [first, second, third] = runs.map(({ state }) => JSON.stringify(state));
    const torn = await mergeTexts(null, [`${first}\n{"bookm`, `{"bookmarks":{}}\n${second}\n`, third ?? ""]);
    expect(torn).toEqual(await mergeTexts(null, [first ?? "", second ?? "", third ?? ""]));
    for (const left of ["", "\n", "{", second?.slice(0, 40) ?? "", second?.slice(0, -1) ?? ""]) {
      const { code, complaints } = await mergeTexts(null, [first ?? "", left, third ?? ""]);
      expect(complaints).toEqual([
        'The state "1.json" has no whole line: its shard counts as one that has not run',
        'Table "t": no state of shard "1/3"; the next run reads what is left',
      ]);
      expect(code).toBe(0);
    }
  },
);

test("states of different runs are refused", { timeout }, async () => {
  fill(0, 6);
  const [half, third] = [await run("0/2"), await run("1/3")];
  const later = await run("1/2", half.state);
  const single = await run(null);
  const refusals = [
    await merge(null, [half.state, third.state]),
    await merge(single.state, [half.state]),
    await merge(null, [half.state, later.state]),
    await merge(null, [half.state, single.state]),
  ];
  const sentence = 'what it says of table "t" was not left by a shard of a run that began with the base state';
  expect(refusals.map(({ code, state, complaints }) => ({ code, state, complaints }))).toEqual([
    refused(
      'Cannot merge the states "0.json" and "1.json": they were left by shards of runs that were split otherwise',
    ),
    refused(`Cannot merge the state "0.json": ${sentence}`),
    refused(`Cannot merge the state "1.json": ${sentence}`),
    refused(`Cannot merge the state "1.json": ${sentence}`),
  ]);
});

function refused(sentence: string): object {
  return { code: 2, state: { bookmarks: {} }, complaints: [expect.stringContaining(sentence)] };
}

test(
  "a shard that is run again from what its target had saved when it was killed reads nothing again",
  { timeout },
  async () => {
    fill();
    const first = await run("1/2");
    const states = `${JSON.stringify(first.state)}\n{"bookmarks":{"t":{"modi\n{"bookmarks":{"t":{"mo`;
    const again = await run("1/2", states);
    expect(again.records).toEqual([]);
    const other = await run("0/2");
    const { state, complaints } = await merge(null, [again.state, other.state]);
    expect(complaints).toEqual([]);
    expect((await run(null, state)).records).toEqual([]);
  },
);

test("a shard says which it is in each line of its log and in its metrics", { timeout }, async () => {
  fill(0, 3);
  const { log } = await run("1/2");
  const metrics = log.flatMap(({ metric }) => metric ?? []);
  expect(new Set(metrics.map((metric) => Object(metric).tags.shard))).toEqual(new Set(["1/2"]));
  expect(new Set(log.map(({ shard }) => shard))).toEqual(new Set(["1/2"]));
  expect(log.at(-1)?.msg).toMatch(/^Shard 1\/2: /);
});

test.each([
  [["--shard", "8/8"], "outside of the run: the shards of 8 are counted from 0 to 7"],
  [["--shard", "0/2"], "needs a catalog"],
  [["--shard", "0/2", "--test"], "--shard and --test cannot go together"],
  [["--shard", "0/2", "--discover"], "--shard only goes with a sync"],
  [["--merge-states", "none"], "has no states to merge"],
  [["--merge-states", "none", "--discover"], "--discover and --merge-states cannot go together"],
])("%j is refused in a sentence", { timeout }, async (args, sentence) => {
  const { code, complaints } = await runTap({ config: configFor(store()), args });
  expect({ code, complaints }).toEqual({ code: 2, complaints: [expect.stringContaining(sentence)] });
});

test(
  "what is neither a state nor the beginning of a line of one is refused with advice that can be followed",
  { timeout },
  async () => {
    const { code, complaints } = await mergeTexts(null, ['{\n  "bookmarks": {"t": {"modif']);
    const advice = "or leave it out: its shard then counts as one that has not run";
    expect({ code, complaints }).toEqual({ code: 2, complaints: [expect.stringContaining(advice)] });
  },
);

test("of many files, one that is no state is named, with advice that can be followed", { timeout }, async () => {
  const { code, complaints } = await mergeTexts(null, ['{"bookmarks":{}}', '{"bucket":"lake"}']);
  const sentence =
    'The file "1.json" is no state: The state has no "bookmarks" but "bucket": take the last line that its target ' +
    "printed, or leave it out: its shard then counts as one that has not run";
  expect({ code, complaints }).toEqual({ code: 2, complaints: [sentence] });
});

test("a table that each file replaces is refused", { timeout }, async () => {
  const config = configFor(store(), table({ replace: true }));
  const { code, complaints } = await runTap({ config, catalog: catalogFor(["id"]), args: ["--shard", "0/2"] });
  expect({ code, complaints }).toMatchObject({ code: 2, complaints: [expect.stringContaining("newest file")] });
});
