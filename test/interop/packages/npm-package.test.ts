import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bucketName, catalogFor, configFor, useStore } from "../../support/bucket.ts";

const run = promisify(execFile);
const project = join(import.meta.dirname, "../../..");
const store = useStore();

describe("The package that npm packs", () => {
  let folder: string;
  let tarball: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "tap-s3-csv-npm-"));
    const packed = await run("npm", ["pack", "--ignore-scripts", "--json", "--pack-destination", folder], {
      cwd: project,
    });
    const [{ filename }]: [{ filename: string }] = JSON.parse(packed.stdout);
    tarball = join(folder, filename);
  });
  afterAll(async () => rm(folder, { recursive: true }));

  test("is one package below 3 MB, without any other", async () => {
    const target = join(folder, "installed");
    await run("npm", ["install", "--no-audit", "--no-fund", "--offline", "--prefix", target, tarball]);
    const names = (await readdir(join(target, "node_modules"))).filter((name) => !name.startsWith("."));
    expect(names).toEqual(["tap-s3-csv"]);
    expect(await sizeOf(join(target, "node_modules/tap-s3-csv"))).toBeLessThan(3e6);
    const installed = await readdir(join(target, "node_modules/tap-s3-csv/dist"));
    expect(installed).toEqual(expect.arrayContaining(["licenses.txt", "sbom.cdx.json", "program.js.map"]));
    // What a run has left in the clone is of its machine.
    expect(installed.filter((name) => name.endsWith(".cache"))).toEqual([]);
  });

  test("runs by npx in an empty folder", async () => {
    store().put(bucketName, "a.csv", "id\n1\n2\n");
    const cwd = await mkdtemp(join(folder, "empty-"));
    await writeFile(join(cwd, "config.json"), JSON.stringify(configFor(store())));
    await writeFile(join(cwd, "catalog.json"), JSON.stringify(catalogFor(["id"])));
    const cache = join(folder, "cache");
    const env = { ...process.env, npm_config_cache: cache };
    const args = [
      "--yes",
      "--offline",
      `--package=${tarball}`,
      "tap-s3-csv",
      "--config=config.json",
      "--catalog=catalog.json",
    ];
    const { stdout } = await run("npx", args, { cwd, env });
    expect(stdout.match(/"type":"RECORD"/g)).toHaveLength(2);
    // Other packages would lie here, too.
    const [home = ""] = await readdir(join(cache, "_npx"));
    const fetched = await readdir(join(cache, "_npx", home, "node_modules"));
    expect(fetched.filter((name) => !name.startsWith("."))).toEqual(["tap-s3-csv"]);
  });

  test("says in its bill of materials what is in the bundle", async () => {
    const bill: { components: { name: string; version: string; licenses: object[]; purl: string }[] } = JSON.parse(
      await readFile(join(project, "dist/sbom.cdx.json"), "utf8"),
    );
    const client = bill.components.find(({ name }) => name === "@aws-sdk/client-s3");
    expect(client).toMatchObject({
      licenses: [{ license: { id: "Apache-2.0" } }],
      purl: `pkg:npm/%40aws-sdk/client-s3@${client?.version}`,
    });
    const licenses = await readFile(join(project, "dist/licenses.txt"), "utf8");
    for (const { name, version } of bill.components) expect(licenses).toContain(`${name} ${version} (`);
  });
});

async function sizeOf(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true });
  const stats = await Promise.all(names.map((name) => stat(join(folder, name))));
  return stats.reduce((sum, one) => sum + (one.isFile() ? one.size : 0), 0);
}
