import { execFile } from "node:child_process";
import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import packageFile from "../../../package.json" with { type: "json" };
import { bucketName, catalogFor, configFor, useStore } from "../../support/bucket.ts";
import { requireFreshBuild } from "../../support/built-from.ts";
import { startSetup } from "../../support/setup-page.ts";
import { withoutNode } from "./wheel.ts";

const run = promisify(execFile);
const project = join(import.meta.dirname, "../../..");
const store = useStore();

describe("The single executable, alone in a folder of a machine without Node", () => {
  let folder: string;
  let tap: string;
  const env = withoutNode();
  beforeAll(async () => {
    requireFreshBuild();
    await run(process.execPath, ["binary/build.mjs"], { cwd: project });
    folder = await mkdtemp(join(tmpdir(), "tap-s3-csv-binary-"));
    tap = join(folder, "tap");
    await copyFile(join(project, "build/binary/tap-s3-csv"), tap);
  });
  afterAll(async () => rm(folder, { recursive: true, force: true }));

  test("has the version of the package, and says nothing else", async () => {
    await expect(run("node", ["--version"], { env })).rejects.toMatchObject({ code: "ENOENT" });
    expect(await run(tap, ["--version"], { env, cwd: folder })).toEqual({
      stdout: `tap-s3-csv v${packageFile.version}\n`,
      stderr: "",
    });
  });

  test("discovers and syncs a bucket, and ends with the tap's exit codes", async () => {
    store().put(bucketName, "a.csv", "id\n1\n2\n");
    await writeFile(join(folder, "config.json"), JSON.stringify(configFor(store())));
    await writeFile(join(folder, "catalog.json"), JSON.stringify(catalogFor(["id"])));
    const options = { env, cwd: folder };
    const found: unknown = JSON.parse((await run(tap, ["--config", "config.json", "--discover"], options)).stdout);
    expect(found).toMatchObject({ streams: [{ tap_stream_id: "t" }] });
    const { stdout } = await run(tap, ["--config", "config.json", "--catalog", "catalog.json"], options);
    expect(stdout.match(/"type":"RECORD"/g)).toHaveLength(2);
    await expect(run(tap, ["--config", "none.json"], options)).rejects.toMatchObject({ code: 2 });
    await writeFile(join(folder, "config.yaml"), "bucket: none\naws_endpoint_url: http://127.0.0.1:9\nmax_retries: 0");
    await expect(run(tap, ["--config", "config.yaml", "--check"], options)).rejects.toMatchObject({ code: 2 });
  });

  test("serves the page of --setup", async () => {
    const setup = await startSetup({ store: store(), program: tap, env });
    try {
      expect((await setup.get("")).body).toContain("<h1>tap-s3-csv</h1>");
    } finally {
      await setup.end();
    }
  });

  test("tells a bug with the lines of the sources", async () => {
    const preload = join(folder, "defect.cjs");
    await writeFile(preload, 'process.stdout.write = () => { throw new Error("a defect"); };');
    const broken = run(tap, ["--version"], { env: { ...env, NODE_OPTIONS: `--require ${preload}` } });
    await expect(broken).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/a defect.*\bsrc\/singer\/output\.ts:\d+.*\(src\/cli\.ts:\d+\)/),
    });
  });
});
