import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import packageFile from "../../../package.json" with { type: "json" };
import { bucketName, catalogFor, configFor, useStore } from "../../support/bucket.ts";
import { largeFile } from "../../support/large-file.ts";
import { startSetup } from "../../support/setup-page.ts";
import { hasPython, installPython } from "../programs/python-program.ts";
import { buildWheel, withoutNode } from "./wheel.ts";

const run = promisify(execFile);
const store = useStore();

describe.skipIf(!hasPython())("The wheel, on a machine without Node (skipped without python3)", () => {
  let folder: string;
  let wheel: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "tap-s3-csv-wheel-"));
    wheel = await buildWheel();
  });
  afterAll(async () => rm(folder, { recursive: true, force: true }));

  describe("installed by pip", () => {
    let tap: string;
    const env = withoutNode();
    beforeAll(async () => {
      const venv = join(folder, "venv");
      await run("python3", ["-m", "venv", venv]);
      await run(join(venv, "bin/pip"), ["install", "--quiet", "--disable-pip-version-check", wheel]);
      tap = join(venv, "bin/tap-s3-csv");
    });

    const write = async (name: string, value: object): Promise<string> => {
      const path = join(folder, name);
      await writeFile(path, JSON.stringify(value));
      return path;
    };
    const filesFor = async (): Promise<readonly string[]> => [
      "--config",
      await write("config.json", configFor(store())),
      "--catalog",
      await write("catalog.json", catalogFor(["id"])),
    ];

    test("has the version of the package, and runs by its own Node", async () => {
      await expect(run("node", ["--version"], { env })).rejects.toMatchObject({ code: "ENOENT" });
      expect((await run(tap, ["--version"], { env })).stdout).toBe(`tap-s3-csv v${packageFile.version}\n`);
    });

    test("reads a bucket, and ends with the tap's exit codes", async () => {
      store().put(bucketName, "a.csv", "id\n1\n2\n");
      const { stdout } = await run(tap, await filesFor(), { env });
      expect(stdout.match(/"type":"RECORD"/g)).toHaveLength(2);
      await expect(run(tap, ["--config", "none.json"], { env })).rejects.toMatchObject({ code: 2 });
    });

    test("serves the page of --setup", async () => {
      const setup = await startSetup({ store: store(), program: tap, env });
      try {
        expect((await setup.get("")).body).toContain("<h1>tap-s3-csv</h1>");
      } finally {
        await setup.end();
      }
    });

    test("is stopped by a signal as the tap is", async () => {
      store().put(bucketName, "large.csv", largeFile(1024 ** 3, "id\n", "123456789\n"));
      const child = spawn(tap, await filesFor(), { env, stdio: ["ignore", "pipe", "ignore"] });
      const closed = once(child, "close");
      await once(child.stdout, "data");
      child.kill("SIGTERM");
      child.stdout.resume();
      expect(await closed).toEqual([143, null]);
    });

    test("takes the Node that TAP_S3_CSV_NODE names, and says when it cannot be run", async () => {
      const own = { ...env, TAP_S3_CSV_NODE: process.execPath };
      expect((await run(tap, ["--version"], { env: own })).stdout).toContain(packageFile.version);
      const none = run(tap, ["--version"], { env: { ...env, TAP_S3_CSV_NODE: "/nowhere/node" } });
      await expect(none).rejects.toMatchObject({
        code: 2,
        stderr:
          'Cannot run the Node "/nowhere/node": No such file or directory; ' +
          "name one of version 20.19 or newer in TAP_S3_CSV_NODE\n",
      });
    });
  });

  test("is added to Meltano by one command, set up, selected, and run", { timeout: 500_000 }, async () => {
    const bin = await installPython({ name: "meltano", requirements: ["meltano==4.4.1"] });
    const env = {
      ...withoutNode(bin),
      HOME: folder,
      TAP_S3_CSV_AWS_ACCESS_KEY_ID: store().credentials.accessKeyId,
      TAP_S3_CSV_AWS_SECRET_ACCESS_KEY: store().credentials.secretAccessKey,
    };
    const cwd = await mkdtemp(join(folder, "project-"));
    const meltano = async (...args: readonly string[]): Promise<string> => {
      const { stdout, stderr } = await run(join(bin, "meltano"), args, { cwd, env });
      return stdout + stderr;
    };
    const records = async (): Promise<readonly unknown[]> =>
      (await readFile(join(cwd, "output/orders.jsonl"), "utf8"))
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line));
    const example = join(import.meta.dirname, "../../../examples/meltano");

    await run(join(bin, "meltano"), ["init", "--no-usage-stats", "--force", cwd], { cwd: folder, env });
    const loaders = (await readFile(join(example, "meltano.yml"), "utf8")).replace(
      /\n  extractors:.*?(?=\n  loaders:)/s,
      "",
    );
    await writeFile(join(cwd, "meltano.yml"), loaders);
    const definition = await readFile(join(example, "tap-s3-csv.yml"), "utf8");
    const local = definition.replace("pip_url: tap-s3-csv-node", `pip_url: ${wheel}`);
    await writeFile(join(cwd, "tap-s3-csv.yml"), local);
    await meltano("add", "--plugin-type", "extractor", "tap-s3-csv", "--from-ref", "tap-s3-csv.yml");
    await meltano("install", "loader", "target-jsonl");

    const tables = [{ table_name: "orders", search_pattern: "orders", key_properties: ["id"] }];
    await meltano("config", "set", "tap-s3-csv", "bucket", bucketName);
    await meltano("config", "set", "tap-s3-csv", "tables", JSON.stringify(tables));
    await meltano("config", "set", "tap-s3-csv", "aws_endpoint_url", store().url);
    const shown = await meltano("config", "list", "tap-s3-csv", "--all");
    expect(shown).toContain("How late a file may appear and still be found");
    store().put(bucketName, "orders-1.csv", "id,amount,note\n1,10.50,x\n2,0.25,y\n");
    expect(await meltano("config", "test", "tap-s3-csv")).toContain("Plugin configuration is valid");
    await meltano("select", "tap-s3-csv", "orders", "amount");

    await meltano("run", "tap-s3-csv", "target-jsonl");
    expect(await records()).toMatchObject([
      { id: "1", amount: "10.50" },
      { id: "2", amount: "0.25" },
    ]);
    expect(JSON.stringify(await records())).not.toContain("note");
    await meltano("run", "tap-s3-csv", "target-jsonl");
    expect(await records()).toHaveLength(2);
    store().put(bucketName, "orders-2.csv", "id,amount,note\n3,1,z\n");
    await meltano("run", "tap-s3-csv", "target-jsonl");
    expect(await records()).toHaveLength(3);
    expect(await meltano("state", "list")).toContain("tap-s3-csv-to-target-jsonl");
    await meltano("run", "--full-refresh", "tap-s3-csv", "target-jsonl");
    expect(await records()).toHaveLength(6);
  });
});
