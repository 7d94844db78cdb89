import { appendFile, cp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { bucketName, configFor, table, useStore } from "../support/bucket.ts";
import type { StateValue } from "../support/messages.ts";
import { PlanFolder } from "../support/plan-folder.ts";
import { runTap } from "../support/run-tap.ts";

const store = useStore();
const plans = new PlanFolder(store);
const timeout = 120_000;

test("a table that each file replaces is left out of a plan, with a warning", { timeout }, async () => {
  plans.fill(0, 2);
  const tables = [
    { table_name: "t", search_pattern: "csv" },
    { table_name: "whole", search_pattern: "csv", replace: true },
  ];
  const { complaints, text } = await plans.plan(2, { config: { ...configFor(store()), tables } });
  expect(complaints).toEqual([expect.stringContaining('The plan leaves out table "whole"')]);
  expect(text).toMatch(/^2 files/);
});

test("half a plan is not written: a table that cannot be listed, or has no file, fails it", { timeout }, async () => {
  plans.fill(0, 2);
  const tables = [
    { table_name: "t", search_pattern: "csv" },
    { table_name: "none", search_pattern: "parquet" },
  ];
  const config = { ...configFor(store()), tables, on_no_files: "fail" };
  expect(await plans.plan(2, { config })).toMatchObject({ code: 4, text: "" });
  expect((await plans.runShard("0", { config })).complaints).toEqual([expect.stringContaining("holds no plan")]);
});

describe("a plan that was made with", () => {
  test.each<[string, object, { readonly config?: object; readonly state?: StateValue }, string]>([
    [
      "other patterns",
      {},
      { config: table({ search_pattern: "f1" }) },
      "made with other settings of which files are read",
    ],
    ["another lookback", {}, { config: { lookback: "7d" } }, "made with other settings of which files are read"],
    ["another start_date", {}, { config: { start_date: "2020-01-01" } }, "made with other settings of which files"],
    ["another bucket", {}, { config: { bucket: "other" } }, 'it is of the bucket "lake", and the config reads "other"'],
    ["another table", table({ table_name: "u" }), {}, 'it does not have table "t"'],
    [
      "another state",
      {},
      { state: { bookmarks: { t: { modified_since: "2024-01-01T00:00:00+00:00" } } } },
      "made with another state",
    ],
  ])("%s is refused", { timeout }, async (_, planned, given, sentence) => {
    plans.fill(0, 2);
    store().createBucket("other");
    await plans.plan(2, { config: configFor(store(), { ...planned }) });
    const { code, complaints, messages } = await plans.runShard("0", {
      ...given,
      config: configFor(store(), { ...given.config }),
    });
    const refusal = expect.stringContaining(sentence);
    expect({ code, complaints, messages }).toMatchObject({ code: 2, complaints: [refusal] });
  });
});

test("states of two plans are not merged", { timeout }, async () => {
  plans.fill(0, 4);
  await plans.plan(2);
  const first = await plans.runShard("0");
  plans.fill(4, 6);
  plans.renew();
  await plans.plan(2);
  const second = await plans.runShard("1");
  await expect(plans.merge(null, [first.state, second.state])).rejects.toThrow(
    "left by shards of runs that were split otherwise",
  );
});

test(
  "a shard is refused the merged state of its run, and a folder that holds a plan a second one",
  { timeout },
  async () => {
    plans.fill(0, 4);
    await plans.plan(2);
    const merged = await plans.merge(null, [(await plans.runShard("0")).state]);
    expect((await plans.runShard("1", { state: merged })).complaints).toEqual([
      expect.stringContaining("another state"),
    ]);
    expect((await plans.plan(2)).complaints).toEqual([
      expect.stringContaining("holds a plan, which shards may be reading"),
    ]);
  },
);

describe("a plan whose files", () => {
  let whole = "";
  beforeAll(async () => {
    store().createBucket(bucketName);
    plans.renew();
    plans.fill(0, 4);
    await plans.plan(2);
    whole = plans.path;
  });

  test.each<[string, () => Promise<void>, string]>([
    [
      "are cut",
      async () => writeFile(join(plans.path, "shard-00000.jsonl"), '{"table":"t"}\n["f0'),
      "shard-00000.jsonl",
    ],
    [
      "are longer",
      async () => appendFile(join(plans.path, "shard-00000.jsonl"), '["g.csv",1,1,""]\n'),
      "shard-00000.jsonl",
    ],
    [
      "have no end",
      async () => {
        await rm(join(plans.path, "shard-00000.jsonl"));
        await symlink("/dev/zero", join(plans.path, "shard-00000.jsonl"));
      },
      "shard-00000.jsonl",
    ],
    [
      "are led by one without an end",
      async () => {
        await rm(join(plans.path, "plan.json"));
        await symlink("/dev/zero", join(plans.path, "plan.json"));
      },
      "plan.json",
    ],
    ["are missing", async () => rm(join(plans.path, "shard-00000.jsonl")), "shard-00000.jsonl"],
    [
      "are mixed up",
      async () => cp(join(plans.path, "shard-00001.jsonl"), join(plans.path, "shard-00000.jsonl")),
      "shard-00000.jsonl",
    ],
    ["begin with half a plan.json", async () => writeFile(join(plans.path, "plan.json"), '{"version":1'), "plan.json"],
    ["have been edited", async () => edit("plan.json", '"matching":4', '"matching":5'), "plan.json"],
    ["are of a later version", async () => edit("plan.json", '"version":1', '"version":2'), "plan.json"],
  ])("%s is refused", { timeout }, async (_, damage, file) => {
    await plans.copy(whole);
    await damage();
    const { code, complaints, records } = await plans.runShard("0");
    expect({ code, complaints, records }).toEqual({
      code: 2,
      complaints: [
        expect.stringContaining(`The file "${file}" in "${plans.path}" is not what --plan has written there`),
      ],
      records: [],
    });
  });

  async function edit(name: string, from: string, to: string): Promise<void> {
    const path = join(plans.path, name);
    const text = await readFile(path, "utf8");
    expect(text).toContain(from);
    await writeFile(path, text.replace(from, to));
  }
});

describe("of a plan of two parts", () => {
  let path = "";
  beforeAll(async () => {
    store().createBucket(bucketName);
    plans.renew();
    plans.fill(0, 2);
    await plans.plan(2);
    ({ path } = plans);
  });

  test.each<[string, Readonly<Record<string, string>>, string]>([
    ["2", {}, "--shard 2 is outside of the run: the shards of 2 are counted from 0 to 1"],
    ["0/4", {}, "--shard 0/4 is one of 4 shards, and the plan is of 2; run 2 shards, or plan again for 4"],
    ["auto", { JOB_COMPLETION_INDEX: "1", JOB_COMPLETIONS: "3" }, "is one of 3 shards, and the plan is of 2"],
    ["auto", {}, "finds no number of a task in the environment"],
    ["one", {}, "--shard one names no shard"],
  ])("--shard %s with %j is refused", { timeout }, async (shard, env, sentence) => {
    const { code, complaints } = await plans.runShard(shard, { env, path });
    expect({ code, complaints }).toEqual({ code: 2, complaints: [expect.stringContaining(sentence)] });
  });
});

test.each([
  [["--plan", "0", "--out", "x"], 'The flag --plan <n> cannot be "0"; give a number from 1 to 10000'],
  [["--plan", "2"], "The flag --plan needs a folder for what it writes: --plan 2 --out FOLDER"],
  [["--out", "x"], "The flag --out only goes with --plan"],
  [["--plan", "2", "--out", "/dev/null/x"], 'The plan cannot be written to "/dev/null/x"'],
  [["--plan", "2", "--out", "/dev/null"], 'The plan cannot be written to "/dev/null"'],
  [["--plan", "2", "--out", ""], 'The plan cannot be written to ""'],
  [["--plan", "2", "--out", "/proc/x"], 'The plan cannot be written to "/proc/x"'],
  [["--plan", "2", "--out", "x", "--shard", "0/2"], "The flag --shard only goes with a sync"],
  [["--plan", "2", "--out", "x", "--discover"], "--discover and --plan cannot go together"],
  [["--plan", "2", "--out", "x", "--test"], "--plan and --test cannot go together"],
  [["--plan-dir", "x"], "The flag --plan-dir needs a shard"],
  [["--plan-dir", "x", "--discover"], "The flag --plan-dir only goes with a sync"],
  [["--plan-dir", "x", "--shard", "0"], 'The folder "x" holds no plan'],
])("%j is refused in a sentence", { timeout }, async (args, sentence) => {
  const { code, complaints } = await runTap({ config: configFor(store()), args });
  expect({ code, complaints }).toEqual({ code: 2, complaints: [expect.stringContaining(sentence)] });
});

test("the part of a plan needs a catalog, as any shard", { timeout }, async () => {
  plans.fill(0, 2);
  await plans.plan(2);
  const args = ["--shard", "0", "--plan-dir", plans.path];
  const { code, complaints } = await runTap({ config: configFor(store()), args });
  expect({ code, complaints }).toEqual({ code: 2, complaints: [expect.stringContaining("needs a catalog")] });
});
