import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { hasPython, installPython } from "./programs/python-program.ts";

const project = fileURLToPath(new URL("../../", import.meta.url));
const run = promisify(execFile);

test("The package that the Dockerfile packs and installs is a program that works", { timeout: 300_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), "tap-s3-csv-pack-"));
  try {
    await run("npm", ["pack", "--ignore-scripts", "--pack-destination", folder], { cwd: project });
    const [archive = ""] = await readdir(folder);
    await run("npm", ["install", "--global", "--prefix", folder, join(folder, archive)], { cwd: folder });
    const tap = join(folder, "bin/tap-s3-csv");
    expect((await run(tap, ["--version"])).stdout).toMatch(/^tap-s3-csv v\d/);
    await expect(run(tap, ["--config", "none.json", "--check"])).rejects.toMatchObject({ code: 2 });
    const [, config = "", flags = ""] = /echo '(.*?)'.*--config \S+ (.*?) 2>/.exec(await dockerfile()) ?? [];
    await writeFile(join(folder, "nowhere.json"), config);
    const first = run(tap, ["--config", join(folder, "nowhere.json"), ...flags.split(" ")]);
    // It comes as far as to find that nothing is there.
    await expect(first).rejects.toMatchObject({ code: 3 });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

/** Its lines joined where a backslash ends them. */
async function dockerfile(): Promise<string> {
  return (await readFile(join(project, "examples/Dockerfile"), "utf8")).replaceAll("\\\n", "");
}

describe.skipIf(!hasPython())("Of the examples (skipped without python3)", () => {
  test("the Airflow DAG runs sync.sh", async () => {
    const stub = `
import sys, types
class DAG:
    def __init__(self, **settings): assert settings["max_active_runs"] == 1
    def __enter__(self): return self
    def __exit__(self, *error): pass
class BashOperator:
    def __init__(self, bash_command, **settings): print(bash_command)
for name in ["airflow", "airflow.sdk", "airflow.providers", "airflow.providers.standard",
             "airflow.providers.standard.operators", "airflow.providers.standard.operators.bash"]:
    sys.modules[name] = types.ModuleType(name)
sys.modules["airflow.sdk"].DAG = DAG
sys.modules["airflow.providers.standard.operators.bash"].BashOperator = BashOperator
exec(open("examples/airflow_dag.py").read())`;
    const { stdout } = await run("python3", ["-c", stub], { cwd: project });
    expect(stdout).toBe("/srv/tap/sync.sh \n");
  });

  test("the Kubernetes CronJob is YAML, lets one run go on at a time, and is not root", async () => {
    const bin = await installPython({ name: "meltano", requirements: ["meltano==4.4.1"] });
    const script = "import json, yaml; print(json.dumps(yaml.safe_load(open('examples/kubernetes.yaml'))))";
    const { stdout } = await run(join(bin, "python"), ["-c", script], { cwd: project });
    const pod = {
      securityContext: { runAsNonRoot: true, runAsUser: 1000 },
      containers: [{ command: ["sync.sh", "/data"] }],
    };
    expect(JSON.parse(stdout)).toMatchObject({
      kind: "CronJob",
      spec: { concurrencyPolicy: "Forbid", jobTemplate: { spec: { template: { spec: pod } } } },
    });
  });
});
