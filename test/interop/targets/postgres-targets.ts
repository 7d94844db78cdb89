import type { Postgres } from "../programs/postgres.ts";
import type { Target } from "./target.ts";

/** The targets that load into PostgreSQL, one of each of the two big families. */
export function postgresTargets(postgres: Postgres): readonly Target[] {
  const rows = (schema: string) => (stream: string) => postgres.query(`select * from ${schema}.${stream}`);
  const server = { host: "127.0.0.1", port: postgres.port, user: "postgres", password: "none" };
  return [
    {
      name: "meltanolabs-target-postgres",
      command: "target-postgres",
      requirements: ["meltanolabs-target-postgres==0.8.1"],
      knowsKeys: true,
      versions: { hard_delete: true },
      config: () => ({ ...server, database: "postgres", default_target_schema: "meltano" }),
      rows: rows("meltano"),
    },
    {
      name: "pipelinewise-target-postgres",
      command: "target-postgres",
      requirements: ["pipelinewise-target-postgres==2.1.2"],
      knowsKeys: true,
      // It hands JSON's escapes on to COPY, which does not undo them.
      keeps: (text) => text.replaceAll("\n", "\\n").replaceAll("\r", "\\r"),
      config: () => ({
        ...server,
        dbname: "postgres",
        default_target_schema: "pipelinewise",
        primary_key_required: false,
      }),
      rows: rows("pipelinewise"),
    },
  ];
}
