import type { Config, Table } from "../config/config.ts";
import { endsRun, TapError } from "../errors.ts";
import { isObject } from "../json.ts";
import type { Log } from "../log/log.ts";
import type { ObjectStore } from "../s3/store.ts";
import type { CatalogStream } from "../singer/catalog.ts";
import { selectionOf } from "../singer/selection.ts";
import { findDialect, tellDialect } from "../table/find-dialect.ts";
import { ObjectSample } from "../table/sample-objects.ts";
import { Survey } from "../table/survey-table.ts";
import type { TableObject } from "../table/table-object.ts";
import { heldBy } from "../table/newest-object.ts";

/** What the dialects of tables are settled with. */
export interface DialectJob {
  readonly config: Config;
  readonly catalog: readonly CatalogStream[];
  readonly store: ObjectStore;
  readonly log: Log;
}

/**
 * The config with every dialect that is to be found: as the catalog has it, or as the newest files are written. A table
 * that cannot be listed keeps its settings, because its sync is going to say why. Throws TapError of kind "usage" for a
 * catalog that has something else.
 */
export async function settleDialects(job: DialectJob): Promise<Config> {
  const tables: Table[] = [];
  for (const table of job.config.tables) tables.push(await settle(table, job));
  return { ...job.config, tables };
}

async function settle(table: Table, { config, catalog, store, log }: DialectJob): Promise<Table> {
  const entry = catalog.find(({ id }) => id === table.name);
  if (table.auto === null || entry === undefined) return table;
  const { dialect } = entry.metadata;
  if (isObject(dialect)) return table.auto.withFound(dialect);
  if (selectionOf(entry) === null) return table;
  try {
    const objects = await newestOf(table, config, store);
    const surroundings = { store, bucket: config.connection.bucket, maxExpansion: config.maxExpansion };
    const found = await findDialect(objects, table, surroundings);
    if (found === null) return table;
    log.info({ table: table.name }, tellDialect(table, found.dialect));
    return found.table;
  } catch (error) {
    if (!(error instanceof TapError) || endsRun(error)) throw error;
    return table;
  }
}

async function newestOf(table: Table, config: Config, store: ObjectStore): Promise<readonly TableObject[]> {
  const sample = new ObjectSample<TableObject>(100);
  for await (const { objects } of new Survey(table, config).pages(store)) {
    for (const object of objects) if (object.decision.kind === "read") sample.add(object);
  }
  return heldBy(sample.objects(), table);
}
