import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { isInstalled } from "../../support/is-installed.ts";
import { freePort } from "./free-port.ts";

/** A Slurm cluster of one node of two cores on 127.0.0.1, for one test. */
export interface Slurm {
  /** What its commands need in their environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** The state of every task of a job, once none is waiting or running any more. */
  ended(job: string): Promise<readonly string[]>;
  /** Kills a running task and puts it back into the queue. */
  requeue(task: string): Promise<void>;
  stop(): Promise<void>;
}

/** In CI it is an error when there is none. */
export function hasSlurm(): boolean {
  if (["slurmctld", "slurmd", "sbatch"].every(isInstalled)) return true;
  if (process.env["CI"] !== undefined) throw new Error("Slurm is not installed, and CI must not skip");
  return false;
}

/** Starts controller and node as the user who runs the test. They ask nobody who they are. */
export async function startSlurm(): Promise<Slurm> {
  const folder = await mkdtemp(join(tmpdir(), "tap-s3-csv-slurm-"));
  const file = join(folder, "slurm.conf");
  const environment = { SLURM_CONF: file };
  const run = async (program: string, ...args: readonly string[]): Promise<string> => {
    const { stdout } = await promisify(execFile)(program, args, { env: { ...process.env, ...environment } });
    return stdout.trim();
  };
  await Promise.all(["state", "spool"].map((name) => mkdir(join(folder, name))));
  await writeFile(file, settings(folder, await freePort(), await freePort()));
  await run("slurmctld");
  await run("slurmd");
  const states = async (job: string): Promise<readonly string[]> => {
    const told = await run("scontrol", "show", "job", "--oneliner", job);
    return told.split("\n").map((line) => / JobState=(\w+)/.exec(line)?.[1] ?? "");
  };
  return {
    environment,
    ended: async (job) => {
      for (;;) {
        const all = await states(job);
        if (!all.some((state) => ["PENDING", "RUNNING", "COMPLETING", "REQUEUED"].includes(state))) return all;
        await sleep(200);
      }
    },
    requeue: async (task) => {
      await run("scontrol", "requeue", task);
      while (!(await states(task)).includes("PENDING")) await sleep(200);
      // It would wait for two minutes.
      await run("scontrol", "update", `JobId=${task}`, "StartTime=now");
    },
    stop: async () => {
      for (const name of ["node.pid", "controller.pid"]) {
        process.kill(Number(await readFile(join(folder, name), "utf8")));
      }
      await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
    },
  };
}

function settings(folder: string, controllerPort: number, nodePort: number): string {
  const user = process.getuid?.() ?? 0;
  return `ClusterName=test
SlurmctldHost=${hostname()}(127.0.0.1)
SlurmUser=${user}
SlurmdUser=${user}
AuthType=auth/none
CredType=cred/none
SlurmctldPort=${controllerPort}
SlurmdPort=${nodePort}
StateSaveLocation=${folder}/state
SlurmdSpoolDir=${folder}/spool
SlurmctldPidFile=${folder}/controller.pid
SlurmdPidFile=${folder}/node.pid
SlurmctldLogFile=${folder}/controller.log
SlurmdLogFile=${folder}/node.log
ProctrackType=proctrack/pgid
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerParameters=batch_sched_delay=0,sched_interval=1
KillWait=1
MinJobAge=3600
ReturnToService=2
MpiDefault=none
NodeName=${hostname()} NodeAddr=127.0.0.1 CPUs=2
PartitionName=all Nodes=ALL Default=YES State=UP
`;
}
