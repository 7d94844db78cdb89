import { execFile } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { freePort } from "./free-port.ts";

/** A PostgreSQL server on 127.0.0.1 that trusts everybody, for one test. */
export interface Postgres {
  readonly port: number;
  readonly version: string;
  /** The rows of a query, each as a JSON object. */
  query(sql: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
  stop(): Promise<void>;
}

/** The folder of Debian's newest PostgreSQL, or null; in CI it is an error when there is none. */
export function findPostgres(): string | null {
  const root = "/usr/lib/postgresql";
  const versions = existsSync(root) ? readdirSync(root) : [];
  const newest = versions.sort((a, b) => Number(b) - Number(a))[0];
  if (newest !== undefined) return join(root, newest, "bin");
  if (process.env["CI"] !== undefined) throw new Error("PostgreSQL is not installed, and CI must not skip");
  return null;
}

/** Starts a server with an empty database, in about a second. */
export async function startPostgres(bin: string): Promise<Postgres> {
  const folder = await mkdtemp(join(tmpdir(), "tap-s3-csv-postgres-"));
  // The server refuses to run as root, so root runs it as Debian's user for it, who must be able to enter the folder.
  const isRoot = process.getuid?.() === 0;
  if (isRoot) await run("chown", ["postgres", folder]);
  await chmod(folder, 0o700);
  const asServer = (program: string, args: readonly string[]): Promise<unknown> =>
    isRoot
      ? run("runuser", ["-u", "postgres", "--", join(bin, program), ...args], { cwd: "/" })
      : run(join(bin, program), args, { cwd: folder });
  const data = join(folder, "data");
  const port = await freePort();
  await asServer("initdb", ["-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-sync"]);
  const options = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c fsync=off`;
  await asServer("pg_ctl", ["-D", data, "-o", options, "-l", join(folder, "log"), "-w", "start"]);
  const psql = async (sql: string): Promise<string> => {
    const address = ["-h", "127.0.0.1", "-p", String(port), "-U", "postgres"];
    const { stdout } = await run(join(bin, "psql"), ["-X", "-A", "-t", "-v", "ON_ERROR_STOP=1", ...address, "-c", sql]);
    return stdout.trim();
  };
  return {
    port,
    version: await psql("show server_version"),
    query: async (sql) => JSON.parse(await psql(`select coalesce(json_agg(row_to_json(q)), '[]') from (${sql}) q`)),
    stop: async () => {
      await asServer("pg_ctl", ["-D", data, "-m", "immediate", "-w", "stop"]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const run = promisify(execFile);
