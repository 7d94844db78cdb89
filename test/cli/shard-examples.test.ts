import { execFile, spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { bucketName, catalogFor, configFor, useStore } from "../support/bucket.ts";
import { noisyCsv } from "../support/noisy-csv.ts";
import { runTap } from "../support/run-tap.ts";
import { ShardFolder } from "../support/shard-folder.ts";
import { differences, load } from "../support/tiny-target.ts";

const store = useStore();
const timeout = 120_000;
const examples = fileURLToPath(new URL("../../examples/", import.meta.url));
const catalog = catalogFor(["id", "text"]);
const hourMs = 3_600_000;

let folder: ShardFolder;
let config: object;
beforeEach(async () => {
  config = configFor(store(), { checkpoint_records: 50 });
  folder = await ShardFolder.make(config, catalog);
});
afterEach(async () => folder.remove());

function fill(from: number, to: number): void {
  for (let file = from; file < to; file++) {
    const lastModified = new Date(Date.now() - (200 - file) * hourMs);
    store().put(bucketName, `${file}.csv`, Buffer.from(noisyCsv(200, file)), { lastModified });
  }
}

/** Runs what a container would be started with, its folder in the place of the volume; gives the exit code. */
async function runContainer(command: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<number> {
  const [script = "", ...args] = command.map((word) => (word === "/data" ? folder.path : word));
  try {
    await promisify(execFile)(join(examples, "shards", script), args, { env: folder.environment(env) });
    return 0;
  } catch (error) {
    return Object(error).code;
  }
}

/** An engine that runs one command once, and then one for each shard. */
interface Engine {
  readonly plan: readonly string[];
  readonly shard: readonly string[];
  readonly shards: number;
  /** The variable by which it tells a shard its number. */
  readonly variable: string;
}

async function kubernetes(): Promise<Engine> {
  const [plan, shards] = await Promise.all(
    ["plan.yaml", "shards.yaml"].map(async (name) => parse(await readFile(join(examples, "kubernetes", name), "utf8"))),
  );
  const pod = {
    restartPolicy: "Never",
    securityContext: { runAsNonRoot: true, runAsUser: 1000 },
    volumes: [
      { name: "data", persistentVolumeClaim: {} },
      { name: "config", secret: {} },
    ],
  };
  expect(plan).toMatchObject({ apiVersion: "batch/v1", kind: "Job", spec: { template: { spec: pod } } });
  expect(shards).toMatchObject({
    apiVersion: "batch/v1",
    kind: "Job",
    spec: { completionMode: "Indexed", backoffLimitPerIndex: 2, template: { spec: pod } },
  });
  const commandOf = (job: unknown): readonly string[] => Object(job).spec.template.spec.containers[0].command;
  return {
    plan: commandOf(plan),
    shard: commandOf(shards),
    shards: Object(shards).spec.completions,
    variable: "JOB_COMPLETION_INDEX",
  };
}

async function awsBatch(): Promise<Engine> {
  const definition = Object(JSON.parse(await readFile(join(examples, "aws-batch/job-definition.json"), "utf8")));
  const { command, mountPoints, volumes } = definition.containerProperties;
  expect(mountPoints).toEqual([{ containerPath: "/data", sourceVolume: volumes[0].name }]);
  // What submit.sh asks for, taken down by an `aws` of ours.
  await folder.program("aws", `printf '%s\\n' "$*" >> "${folder.path}/asked"; echo job-1`);
  await promisify(execFile)(join(examples, "aws-batch/submit.sh"), ["queue"], { env: folder.environment() });
  const [plan = "", array = ""] = (await readFile(join(folder.path, "asked"), "utf8")).split("\n");
  expect(array).toContain("--depends-on jobId=job-1");
  const [, shards = ""] = /--array-properties size=(\d+)/.exec(array) ?? [];
  const [, script = "", count = ""] = /--parameters script=(\S+),shards=(\d+)/.exec(plan) ?? [];
  const filled = (given: object): readonly string[] =>
    command.map((word: string) => (word.startsWith("Ref::") ? Object(given)[word.slice("Ref::".length)] : word));
  return {
    plan: filled({ ...definition.parameters, script, shards: count }),
    shard: filled(definition.parameters),
    shards: Number(shards),
    variable: "AWS_BATCH_JOB_ARRAY_INDEX",
  };
}

describe.each([
  ["Kubernetes", kubernetes],
  ["AWS Batch", awsBatch],
])("What the example for %s starts", (_, engineOf) => {
  test("loads what one run loads, where a shard is tried again and another fails for good", { timeout }, async () => {
    fill(0, 20);
    const { plan, shard, shards, variable } = await engineOf();
    const start = (index: number): Promise<number> => runContainer(shard, { [variable]: String(index) });
    expect(shards).toBe(8);
    expect(await runContainer(plan)).toBe(0);
    expect(await start(shards)).toBe(2);
    await folder.befall([
      { of: `*"--shard 2 "*`, script: `cut_after 8000 "$@"; exit 137` },
      { of: `*"--shard 5 "*`, script: "exit 1" },
    ]);
    const all = Array.from({ length: shards }, (_, index) => index);
    expect(await Promise.all(all.map(start))).toEqual(all.map((index) => ({ 2: 137, 5: 1 })[index] ?? 0));
    await folder.befall([]);
    expect(await start(2)).toBe(0);

    fill(20, 24);
    store().resetRequests();
    expect(await runContainer(plan)).toBe(0);
    expect(await Promise.all(all.map(start))).toEqual(all.map(() => 0));
    expect(store().requests.filter(({ operation }) => operation === "ListObjectsV2")).toHaveLength(1);
    expect(await runContainer(["merge.sh", "/data"])).toBe(0);
    const single = await runTap({ config, catalog });
    const expected = load(single.stdout, { bookmarks: {} }).committed;
    expect(differences(expected, await folder.loaded())).toEqual({ missing: 0, repeated: 0, such: [] });
    expect((await runTap({ config, catalog, state: await folder.state() })).records).toEqual([]);
  });
});

test(
  "a shard whose target was killed in its first state is tried again, or merged as one that has not run",
  { timeout },
  async () => {
    fill(0, 6);
    await folder.program("dying", `head -n 3 > /dev/null; printf '{"bookmarks":{"t'; exit 137`);
    const start = (shard: number, TARGET: string): Promise<number> =>
      runContainer(["shard.sh", "/data", String(shard)], { TARGET });
    expect(await runContainer(["plan.sh", "/data", "3"])).toBe(0);
    for (const target of ["dying", "dying", "target"])
      expect(await start(0, target)).toBe(target === "dying" ? 137 : 0);
    expect(await start(1, "target")).toBe(0);
    expect(await start(2, "dying")).toBe(137);
    expect(await runContainer(["plan.sh", "/data", "1"])).toBe(0);
    expect(await start(0, "target")).toBe(0);
    const { stdout } = await runTap({ config, catalog });
    const expected = load(stdout, { bookmarks: {} }).committed;
    expect(differences(expected, await folder.loaded())).toEqual({ missing: 0, repeated: 0, such: [] });
  },
);

test("a run of which a shard goes on is not merged", { timeout }, async () => {
  fill(0, 4);
  expect(await runContainer(["plan.sh", "/data", "2"])).toBe(0);
  await folder.befall([{ of: `*"--shard 0 "*`, script: `touch "${folder.path}/begun"; sleep 600` }]);
  // In a group of its own, which is ended as a whole.
  const shard = spawn(join(examples, "shards/shard.sh"), [folder.path, "0"], {
    env: folder.environment(),
    detached: true,
    stdio: "ignore",
  });
  const ended = new Promise((resolve) => shard.on("close", resolve));
  try {
    while (!(await isThere(join(folder.path, "begun")))) await sleep(50);
    expect(await runContainer(["merge.sh", "/data"])).toBe(1);
    expect(await runContainer(["plan.sh", "/data", "2"])).toBe(1);
  } finally {
    if (shard.pid !== undefined) process.kill(-shard.pid);
    await ended;
  }
  // What the shard had started may hold the lock for a moment longer.
  await expect.poll(() => runContainer(["merge.sh", "/data"]), { timeout: 10_000 }).toBe(0);
});

async function isThere(path: string): Promise<boolean> {
  return readFile(path).then(
    () => true,
    () => false,
  );
}
