import type { Config } from "./config/config.ts";
import { endsRun, TapError } from "./errors.ts";
import type { Log } from "./log/log.ts";
import { TableSummary } from "./log/summary.ts";
import { prepareFolder, type PlanTotals, type TableToPlan, writePlan } from "./plan/write-plan.ts";
import { readBookmark } from "./bookmark/read-bookmark.ts";
import type { ObjectStore } from "./s3/store.ts";
import type { CatalogStream } from "./singer/catalog.ts";
import { bookmarkOf, type State } from "./singer/state.ts";
import { TablePlans } from "./sync/table-plans.ts";
import { type SelectedTable, selectTables } from "./sync/select-tables.ts";
import { tellPlan } from "./sync/tell-plan.ts";
import { formatBytes } from "./wording/amounts.ts";
import { countOf } from "./wording/count-of.ts";
import { quoted } from "./wording/quoted.ts";

/** What a plan is made of. */
export interface PlanJob {
  readonly config: Config;
  /** Null: all tables. */
  readonly catalog: readonly CatalogStream[] | null;
  readonly state: State;
  readonly store: ObjectStore;
  readonly shards: number;
  /** The folder that the plan is written to. */
  readonly out: string;
  readonly log: Log;
}

/**
 * Lists once, and writes which shard is to read what. Gives a text for people, or the failures: of half a plan the shards
 * would leave a state that takes the other half for read.
 */
export async function plan(job: PlanJob): Promise<string | readonly TapError[]> {
  const { config, store, log, out, shards } = job;
  await prepareFolder(out);
  const tables = tablesOf(job);
  const plans = new TablePlans(tables, { config, store, shard: null, warn: (sentence) => log.warn(sentence) });
  const failures: TapError[] = [];
  const found: TableToPlan[] = [];
  for (const { table, incoming } of tables) {
    try {
      const { plan: ofTable, ...rest } = await plans.planOf(table.name);
      if (rest.complaint !== null) log.warn(rest.complaint);
      if (ofTable !== null) tellPlan(ofTable, rest, { table, config, summary: new TableSummary(table.name), log });
      found.push({ name: table.name, incoming, found: { plan: ofTable, ...rest } });
    } catch (error) {
      if (!(error instanceof TapError) || endsRun(error)) throw error;
      log.error({ table: table.name, ...error.place }, error.message);
      failures.push(error);
    }
  }
  return failures.length > 0 ? failures : textOf(await writePlan(out, found, shards, config), job);
}

/** Those that shards can read. */
function tablesOf({
  config,
  catalog,
  state,
  log,
}: PlanJob): readonly Pick<SelectedTable, "table" | "incoming" | "stored">[] {
  const all =
    catalog === null
      ? config.tables.map((table) => {
          const incoming = bookmarkOf(state, table.name);
          return { table, incoming, stored: readBookmark(incoming, table.name) };
        })
      : selectTables({ catalog, config, state, log });
  const replaced = all.filter(({ table }) => table.replace).map(({ table }) => table.name);
  if (replaced.length > 0)
    log.warn(
      `The plan leaves out table ${quoted(replaced)}: with "replace" the newest file is the whole table, and there is nothing to ` +
        `share; deselect it in the catalog of the shards, and sync it by a run of its own`,
    );
  return all.filter(({ table }) => !table.replace);
}

function textOf({ files, bytes, largest }: PlanTotals, { out, shards }: PlanJob): string {
  const ofMean = bytes === 0 ? 1 : (largest.bytes * shards) / bytes;
  return (
    `${countOf(files, "file")} of ${formatBytes(bytes)} in ${countOf(shards, "part")} in ${JSON.stringify(out)}; ` +
    `the largest has ${formatBytes(largest.bytes)} in ${countOf(largest.files, "file")}, ${ofMean.toFixed(2)} of the mean`
  );
}
