import { join } from "node:path";
import { isSameScope } from "../bookmark/bookmark.ts";
import { beginPlanned, isStateOf } from "../bookmark/planned.ts";
import type { Share } from "../bookmark/share.ts";
import { type Shard, shardName } from "../bookmark/shard.ts";
import type { Config } from "../config/config.ts";
import { TapError } from "../errors.ts";
import { fingerprint } from "../files/fingerprint.ts";
import type { S3Object } from "../s3/store.ts";
import type { TablePlan } from "../sync/table-planning.ts";
import type { PlannedPart, Plans } from "../sync/plans.ts";
import type { SelectedTable } from "../sync/select-tables.ts";
import { decide, type TableObject } from "../table/table-object.ts";
import { scopeOf } from "../table/table-scope.ts";
import { damaged, type PlanFile, type TableInPlan } from "./plan-file.ts";
import { readPart } from "./part-file.ts";

/** The part of this shard in a plan. */
export function plannedPart(plan: PlanFile, shard: Shard): PlannedPart {
  return {
    plansOf: (tables, config) => {
      const refuse = refusalsOf(plan, shard, config);
      return new PlannedTables(
        plan,
        shard,
        config,
        new Map(tables.map((table) => [table.table.name, { ...table, found: refuse(table) }])),
      );
    },
  };
}

interface SelectedInPlan extends SelectedTable {
  readonly found: TableInPlan;
}

/** The plans of tables as a plan has them that was made beforehand: nothing is listed. */
class PlannedTables implements Plans {
  readonly #plan: PlanFile;
  readonly #shard: Shard;
  readonly #config: Config;
  readonly #tables: ReadonlyMap<string, SelectedInPlan>;
  readonly #shares = new Map<string, Share>();
  #objects: Promise<Map<string, readonly S3Object[]>> | null = null;

  constructor(plan: PlanFile, shard: Shard, config: Config, tables: ReadonlyMap<string, SelectedInPlan>) {
    this.#plan = plan;
    this.#shard = shard;
    this.#config = config;
    this.#tables = tables;
  }

  async planOf(name: string): Promise<TablePlan> {
    const selected = this.#tables.get(name);
    if (selected === undefined) throw new Error(`the plan was not asked for table "${name}"`);
    const { table, incoming, found } = selected;
    const { planned, matching, known } = found;
    const rest = { survey: { matching, skipped: new Map() }, newest: null, complaint: null, known, newUnreadable: [] };
    if (planned === null) return { plan: null, ...rest };
    this.#objects ??= this.#read();
    const parts = await this.#objects;
    const revive = (object: S3Object): TableObject => decide(object, table);
    const objects = (parts.get(name) ?? []).map(revive);
    parts.delete(name);
    const { startDate, lookbackMs } = this.#config;
    const state = { shard: this.#shard, stream: name, incoming };
    const settings = { startDate, lookbackMs, fingerprintOf: fingerprint(table) };
    const { plan, share } = beginPlanned(planned, objects, state, settings, revive);
    this.#shares.set(name, share);
    return { plan, ...rest };
  }

  shareOf(name: string): Share | null {
    return this.#shares.get(name) ?? null;
  }

  async #read(): Promise<Map<string, readonly S3Object[]>> {
    const { folder, parts } = this.#plan;
    const part = parts[this.#shard.index];
    const objects = part === undefined ? null : await readPart(join(folder, part.file), part.sha256);
    if (objects === null) throw damaged(folder, part?.file ?? "plan.json");
    return new Map(objects);
  }
}

/** What a plan says of a table, which must have been made with what the shard is given. */
function refusalsOf(plan: PlanFile, shard: Shard, config: Config): (selected: SelectedTable) => TableInPlan {
  const { folder, bucket, lookbackMs, tables } = plan;
  const refused = (why: string): TapError =>
    new TapError("usage", `Shard ${shardName(shard)} cannot read its part of the plan in "${folder}": ${why}`);
  if (bucket !== config.connection.bucket)
    throw refused(`it is of the bucket "${bucket}", and the config reads "${config.connection.bucket}"; plan again`);
  return ({ table, incoming }) => {
    const found = tables.get(table.name);
    if (found === undefined)
      throw refused(`it does not have table "${table.name}"; plan again with this config and this catalog`);
    const { planned } = found;
    if (planned === null) return found;
    if (lookbackMs !== config.lookbackMs || !isSameScope(planned.bookmark.files.scope, scopeOf(table, config)))
      throw refused(
        `it was made with other settings of which files are read into table "${table.name}" (patterns, formats, start_date, ` +
          `lookback); give all shards the config that --plan was given, or plan again`,
      );
    if (!isStateOf(planned, { shard, stream: table.name, incoming }))
      throw refused(
        `of table "${table.name}" it was made with another state; give all shards the state that --plan was given, or plan again`,
      );
    return found;
  };
}
