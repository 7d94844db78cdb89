import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import packageFile from "../../package.json" with { type: "json" };
import { bucketName, catalogFor, configFor, useStore } from "../support/bucket.ts";
import { largeFile } from "../support/large-file.ts";
import { parseLog, runTap, spawnTap } from "../support/run-tap.ts";
import { startTap } from "../support/tap-process.ts";

const store = useStore();
const project = fileURLToPath(new URL("../../", import.meta.url));

let folder: string;

/** The package as npm would put it on a machine, without any other package near it. */
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "tap-s3-csv-test-"));
  await cp(join(project, "bin"), join(folder, "bin"), { recursive: true });
  await cp(join(project, "package.json"), join(folder, "package.json"));
  await mkdir(join(folder, "dist"));
  for (const name of ["launch.cjs", "program.js", "seldom.js"])
    await cp(join(project, "dist", name), join(folder, "dist", name));
});

afterEach(async () => rm(folder, { recursive: true }));

describe("The package", () => {
  test("reads a bucket without any other package", async () => {
    expect(await ids()).toEqual(["1", "2"]);
  });

  test("compiles itself in the first run, for all others", async () => {
    await ids();
    const [cache, ...others] = await caches();
    expect(others).toEqual([]);
    const { mtimeMs } = await stat(cache ?? "");
    expect(await ids()).toEqual(["1", "2"]);
    expect((await stat(cache ?? "")).mtimeMs).toBe(mtimeMs);
  });

  test("compiles what it lacks in a later run, once, where the first has had nothing to read", async () => {
    const program = join(folder, "bin/tap-s3-csv.js");
    const config = configFor(store(), { on_no_files: "warn" });
    expect((await runTap({ config, catalog: catalogFor(["id"]), program })).code).toBe(0);
    const left = await caches();
    const [cache = ""] = left;
    const { size } = await stat(cache);
    await ids();
    const later = await stat(cache);
    expect(later.size).toBeGreaterThan(1.02 * size);
    await ids();
    expect((await stat(cache)).mtimeMs).toBe(later.mtimeMs);
    expect(await caches()).toEqual(left);
  });

  test("reads CSV by the first of its two scripts alone", async () => {
    await rm(join(folder, "dist/seldom.js"));
    expect(await ids()).toEqual(["1", "2"]);
    expect(await ids()).toEqual(["1", "2"]);
  });

  test("compiles the second of its scripts in the first run that needs it, for all others", async () => {
    const program = join(folder, "bin/tap-s3-csv.js");
    store().put(bucketName, "a.csv", "id\n1\n2\n");
    const discover = async (): Promise<number | null> =>
      (await spawnTap({ args: ["--discover"], config: configFor(store()), program })).code;
    expect(await discover()).toBe(0);
    const left = await caches();
    const names = left.map((path) => /\/(\w+)\.js\./.exec(path)?.[1]);
    expect(new Set(names)).toEqual(new Set(["program", "seldom"]));
    const times = async (): Promise<number[]> => Promise.all(left.map(async (path) => (await stat(path)).mtimeMs));
    const before = await times();
    expect(await discover()).toBe(0);
    expect(await times()).toEqual(before);
  });

  test("leaves nothing behind when it only prints a text or refuses a config", async () => {
    const program = join(folder, "bin/tap-s3-csv.js");
    expect((await spawnTap({ args: ["--version"], program })).code).toBe(0);
    expect((await spawnTap({ config: {}, program })).code).toBe(2);
    expect(await caches()).toEqual([]);
  });

  test.each([
    ["is empty", async (path: string) => truncate(path, 0)],
    ["is cut short", async (path: string) => truncate(path, 100_000)],
    [
      "has a flipped bit",
      async (path: string) => {
        const bytes = await readFile(path);
        bytes[50_000] = (bytes[50_000] ?? 0) ^ 1;
        await writeFile(path, bytes);
      },
    ],
  ])("compiles itself again where what an earlier run left %s", async (_, damage) => {
    await ids();
    const [cache = ""] = await caches();
    const whole = await readFile(cache);
    await damage(cache);
    expect(await ids()).toEqual(["1", "2"]);
    expect((await readFile(cache)).length).toBeGreaterThan(0.9 * whole.length);
  });

  test("leaves all that it has compiled, however often a long run is searched for garbage", async () => {
    await ids();
    const [cache = ""] = await caches();
    const { size } = await stat(cache);
    await rm(cache);
    await ids(["--gc-global", "--stress-flush-code"]);
    expect((await stat(cache)).size).toBeGreaterThan(0.9 * size);
  });

  test("says nothing but its log, also when it has run for long enough to tell V8 how to optimize", async () => {
    await ids();
    store().put(bucketName, "a.csv", largeFile(8 * 1024 * 1024, "id\n", "123456789\n"));
    const program = join(folder, "bin/tap-s3-csv.js");
    const input = { config: configFor(store()), catalog: catalogFor(["id"]), program };
    const tap = await startTap({ ...input, env: { _TAP_S3_CSV_SIGN_INTERVAL_MS: "500" } });
    await tap.reached(1);
    tap.pause();
    await tap.told(" so far");
    tap.resume();
    const { code, stderr } = await tap.end();
    // A line of V8's own, such as one on a flag that it does not know, would not be JSON.
    expect([code, parseLog(stderr).filter(({ level }) => level !== "info")]).toEqual([0, []]);
  });

  test("runs where it cannot leave anything", async () => {
    await ids();
    const [cache = ""] = await caches();
    await rm(cache);
    await mkdir(cache);
    expect(await ids()).toEqual(["1", "2"]);
    expect(await caches()).toEqual([cache]);
  });
});

test.each([
  ["never ends", "new Promise(() => {})"],
  ["fails", 'Promise.reject(new Error("a defect"))'],
])("A run that %s by itself is no success", async (_, run) => {
  await writeFile(join(folder, "dist/launch.cjs"), `exports.launch = () => ${run};`);
  expect((await spawnTap({ args: [], program: join(folder, "bin/tap-s3-csv.js") })).code).toBe(1);
});

test.each(["18.20.8", "20.9.0", "20.18.3"])("Node %s is refused in a sentence", async (version) => {
  const preload = join(folder, "older.cjs");
  await writeFile(preload, `Object.defineProperty(process.versions, "node", { value: "${version}" });`);
  const program = join(folder, "bin/tap-s3-csv.js");
  const { code, stderr } = await spawnTap({ args: ["--version"], nodeArgs: ["--require", preload], program });
  const needed = packageFile.engines.node.replace(">=", "");
  expect(stderr).toBe(`tap-s3-csv needs Node ${needed} or newer; this is Node ${version}\n`);
  expect(code).toBe(2);
});

/** Runs the copy over two rows. */
async function ids(nodeArgs: readonly string[] = []): Promise<readonly unknown[]> {
  store().put(bucketName, "a.csv", "id\n1\n2\n");
  const program = join(folder, "bin/tap-s3-csv.js");
  const { code, records } = await runTap({
    config: configFor(store()),
    catalog: catalogFor(["id"]),
    program,
    nodeArgs,
  });
  expect(code).toBe(0);
  return records.map(({ id }) => id);
}

/** The paths of all that runs have left. */
async function caches(): Promise<readonly string[]> {
  const names = await readdir(join(folder, "dist"));
  return names.filter((name) => !/\.c?js$/.test(name)).map((name) => join(folder, "dist", name));
}
