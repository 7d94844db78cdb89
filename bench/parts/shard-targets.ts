import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { findPostgres, startPostgres } from "../../test/interop/programs/postgres.ts";
import { hasPython, installPython } from "../../test/interop/programs/python-program.ts";

/** What the tap is piped into. */
export interface ShardTarget {
  readonly name: string;
  /** Takes so little itself that large files can be loaded. */
  readonly isFast: boolean;
  /** The command of what loads a run of this name. */
  command(run: string): Promise<string>;
  /** Rows of the run that have arrived; null where nobody can tell. */
  rowsOf(run: string): Promise<number | null>;
  stop(): Promise<void>;
}

/** The tap alone. */
export const noTarget: ShardTarget = {
  name: "the tap alone",
  isFast: true,
  command: async () => "cat",
  rowsOf: async () => null,
  stop: async () => {},
};

/** A target that the user has, from its command. */
export function ownTarget(command: string): ShardTarget {
  const name = `into ${command.split(" ")[0]?.split("/").at(-1)}`;
  return { ...noTarget, name, isFast: false, command: async () => command };
}

const program = { name: "meltanolabs-target-postgres", requirements: ["meltanolabs-target-postgres==0.8.1"] };

/** A PostgreSQL of its own with target-postgres from PyPI, each run in a schema of its own; or why there is none. */
export async function postgresTarget(folder: string): Promise<ShardTarget | string> {
  const server = findPostgres();
  if (server === null) return "PostgreSQL is not installed in /usr/lib/postgresql";
  if (!hasPython()) return "python3 is not installed";
  const bin = await installPython(program);
  const postgres = await startPostgres(server);
  const address = { host: "127.0.0.1", port: postgres.port, user: "postgres", password: "none", database: "postgres" };
  return {
    name: "into PostgreSQL by target-postgres",
    isFast: false,
    command: async (run) => {
      const path = join(folder, `${run}.json`);
      await writeFile(path, JSON.stringify({ ...address, default_target_schema: run }));
      return `${join(bin, "target-postgres")} --config ${path}`;
    },
    rowsOf: async (run) => {
      const [first] = await postgres.query(`select count(*) as rows from ${run}.bench`);
      return Number(first?.["rows"]);
    },
    stop: () => postgres.stop(),
  };
}
