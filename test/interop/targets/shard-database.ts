import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import { type Postgres, startPostgres } from "../programs/postgres.ts";
import { installPython } from "../programs/python-program.ts";
import { pipe } from "./pipe.ts";

/** What the tap is given. */
interface Given {
  readonly config: object;
  readonly catalog: object;
  readonly args?: readonly string[];
}

const columns = "_sdc_source_file, _sdc_source_lineno, id, text";

/** A PostgreSQL into which shards load by target-postgres, the table "t" of each run in a schema of its own. */
export class ShardDatabase {
  readonly #postgres: Postgres;
  readonly #bin: string;

  private constructor(postgres: Postgres, bin: string) {
    this.#postgres = postgres;
    this.#bin = bin;
  }

  static async start(server: string): Promise<ShardDatabase> {
    const target = { name: "meltanolabs-target-postgres", requirements: ["meltanolabs-target-postgres==0.8.1"] };
    const [postgres, bin] = await Promise.all([startPostgres(server), installPython(target)]);
    return new ShardDatabase(postgres, bin);
  }

  /** Loads what one run of the tap sends, and gives the command of a target that loads more into that schema. */
  async load(schema: string, given: Given, folder: string): Promise<string> {
    const file = join(folder, `${schema}.json`);
    const server = { host: "127.0.0.1", port: this.#postgres.port, user: "postgres", password: "none" };
    await writeFile(file, JSON.stringify({ ...server, database: "postgres", default_target_schema: schema }));
    const target = [join(this.#bin, "target-postgres"), "--config", file];
    const { tapCode, targetCode, stderr } = await pipe(given, target, folder);
    expect([tapCode, targetCode], stderr).toEqual([0, 0]);
    return target.join(" ");
  }

  countOf(schema: string): Promise<number> {
    return this.#count(`${schema}.t`);
  }

  /** How many rows one has that the other has not, as often. */
  countOfMore(one: string, other: string): Promise<number> {
    return this.#count(`(select ${columns} from ${one}.t except all select ${columns} from ${other}.t) more`);
  }

  async stop(): Promise<void> {
    await this.#postgres.stop();
  }

  async #count(rows: string): Promise<number> {
    const [first] = await this.#postgres.query(`select count(*) as rows from ${rows}`);
    return Number(first?.["rows"]);
  }
}
