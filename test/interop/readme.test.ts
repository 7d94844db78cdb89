import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { useStore } from "../support/bucket.ts";
import { requireFreshBuild } from "../support/built-from.ts";
import { testEnvironment } from "../support/run-tap.ts";
import { hasPython, installPython } from "./programs/python-program.ts";

const run = promisify(execFile);
/** The warehouses of the tour: what installs the target, its config, its pipe. */
const warehouses = ["postgres", "bigquery", "snowflake"];
const isOfWarehouse = (command: string): boolean => warehouses.some((name) => command.includes(name));
const project = join(import.meta.dirname, "../..");
const store = useStore();

describe.skipIf(!hasPython())("The tour of the README (skipped without python3)", () => {
  test("runs as it is written, with the target that it installs", { timeout: 300_000 }, async () => {
    requireFreshBuild();
    const readme = await readFile(join(project, "README.md"), "utf8");
    const tour = /^## A tour.*?(?=^## )/ms.exec(readme)?.[0] ?? "";
    const [install = "", ...commands] = [...tour.matchAll(/^```sh\n(.*?)^```/gms)].flatMap(([, block = ""]) =>
      block.trim().split("\n"),
    );
    const folder = await mkdtemp(join(tmpdir(), "tap-s3-csv-tour-"));
    try {
      await run("python3", ["-m", "venv", join(folder, "venv")]);
      const { url, credentials } = store();
      const env = {
        ...testEnvironment(),
        AWS_ENDPOINT_URL: url,
        AWS_ACCESS_KEY_ID: credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
        AWS_REGION: "us-east-1",
        PATH: [join(folder, "prefix/bin"), join(folder, "venv/bin"), process.env["PATH"]].join(delimiter),
        npm_config_prefix: join(folder, "prefix"),
      };
      const shell = (command: string): Promise<unknown> => run("bash", ["-c", command], { cwd: folder, env });
      // The clone is the one that is tested, and is built already.
      expect(install).toBe("npm ci && npm pack && npm install --global ./tap-s3-csv-*.tgz");
      await shell(`npm pack --ignore-scripts '${project}' && npm install --global ./tap-s3-csv-*.tgz`);
      const [, config = ""] = /^```json\n(.*?)^```/ms.exec(tour) ?? [];
      store().createBucket("my-bucket");
      store().put("my-bucket", "crm/customers.csv", "id,name\n1,Ada\n");
      store().put("my-bucket", "shop/orders-1.csv", "order_id,amount\n1,10\n2,20\n");
      const [propose = "", ...others] = commands.filter((each) => !isOfWarehouse(each));
      await shell(propose);
      const proposed: { tables: { table_name: string }[] } = JSON.parse(
        await readFile(join(folder, "config.json"), "utf8"),
      );
      expect(proposed.tables.map(({ table_name: name }) => name)).toEqual(["customers", "orders"]);
      // The other way to a config: by hand.
      await writeFile(join(folder, "config.json"), config);
      for (const command of others) await shell(command);
      const loaded = (await readdir(folder)).filter((name) => name.endsWith(".jsonl") && name !== "states.jsonl");
      const rows = await Promise.all(loaded.map((name) => readFile(join(folder, name), "utf8")));
      expect(rows.join("").trim().split("\n")).toHaveLength(3);
      expect(await readFile(join(folder, "state.json"), "utf8")).toContain("bookmarks");
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  test.each(warehouses)(
    "gives the target of %s settings that it has, and all that it requires",
    { timeout: 300_000 },
    async (name) => {
      const readme = await readFile(join(project, "README.md"), "utf8");
      const requirements = new RegExp(`^pip install (.*target-${name}.*)$`, "m").exec(readme)?.[1] ?? "";
      const config = new RegExp(`^echo '(.*)' > ${name}\\.json$`, "m").exec(readme)?.[1] ?? "";
      const packages = requirements.split(" ").map((each) => each.replaceAll("'", ""));
      const bin = await installPython({ name: `tour-${name}`, requirements: packages });
      const { stdout } = await run(join(bin, `target-${name}`), ["--about", "--format", "json"]);
      const { settings }: { settings: { properties: object; required?: string[] } } = JSON.parse(stdout);
      const given = Object.keys(JSON.parse(config));
      expect(given.filter((key) => !Object.hasOwn(settings.properties, key))).toEqual([]);
      expect((settings.required ?? []).filter((key) => !given.includes(key))).toEqual([]);
    },
  );
});
