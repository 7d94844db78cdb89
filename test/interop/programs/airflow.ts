import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { installPython } from "./python-program.ts";

const run = promisify(execFile);

/** An Airflow with a database of its own, in SQLite, that runs DAGs without a scheduler. */
export interface Airflow {
  /** Runs a DAG to its end. Gives the states of its tasks by their ids, of mapped ones with their numbers. */
  test(dag: string, env: Readonly<Record<string, string>>): Promise<Readonly<Record<string, string>>>;
  stop(): Promise<void>;
}

/** Only what runs DAGs: the whole package brings servers that nothing here asks. */
const requirements = ["apache-airflow-core==3.3.2", "apache-airflow-providers-standard==1.21.0"];

/** Starts an Airflow that knows the DAG in one file. */
export async function startAirflow(file: string): Promise<Airflow> {
  const bin = await installPython({ name: "apache-airflow", requirements });
  const home = await mkdtemp(join(tmpdir(), "tap-s3-csv-airflow-"));
  await mkdir(join(home, "dags"));
  await cp(file, join(home, "dags/dag.py"));
  const own = { AIRFLOW_HOME: home, AIRFLOW__CORE__LOAD_EXAMPLES: "False", NO_COLOR: "1", HOME: home };
  const airflow = (args: readonly string[], env: Readonly<Record<string, string>> = {}): ReturnType<typeof run> =>
    run(join(bin, "airflow"), args, { env: { PATH: process.env["PATH"] ?? "", ...env, ...own }, maxBuffer: 2 ** 26 });
  await airflow(["db", "migrate"]);
  return {
    test: async (dag, env) => {
      await airflow(["dags", "test", dag], env).catch((error: unknown) => {
        // It tells a DAG that failed by its exit code; that is what the states say.
        if (!String(Object(error).stdout).includes("DagRun Finished")) throw error;
      });
      const query = `
import json, sqlite3
rows = sqlite3.connect("${join(home, "airflow.db")}").execute(
  "select task_id, map_index, state, try_number from task_instance where run_id = (select run_id from dag_run order by id desc limit 1)")
print(json.dumps({task if index < 0 else f"{task} {index}": f"{state} at {tries}" for task, index, state, tries in rows}))`;
      const { stdout } = await run(join(bin, "python"), ["-c", query]);
      return JSON.parse(stdout);
    },
    stop: () => rm(home, { recursive: true, force: true }),
  };
}
