import type { Config, Table } from "../config/config.ts";
import type { TapError } from "../errors.ts";
import type { Log } from "../log/log.ts";
import { isAddedColumn } from "../record/place-fields.ts";
import type { ObjectStore, S3Object } from "../s3/store.ts";
import { addedProperties, type DiscoveredStream } from "../singer/catalog.ts";
import { reasonToSkip } from "../table/file-format.ts";
import { filesIn } from "../table/files-in.ts";
import { isOfOneFile } from "../table/in-file.ts";
import { listTable, tableFilter } from "../table/list-table.ts";
import { noFiles } from "../table/no-files.ts";
import { missingColumns } from "../table/required-columns.ts";
import { CompatibleSample } from "./compatible-sample.ts";

/**
 * One table → its stream in the catalog as the tap that this one replaces prints it: types from
 * every fifth row of the first five files by key. Throws TapError.
 */
export async function discoverCompatible(
  table: Table,
  store: ObjectStore,
  config: Config,
  log: Log,
): Promise<DiscoveredStream> {
  const sample = new CompatibleSample(table);
  await fill(sample, table, store, config, log);
  const columns = [...sample.names].filter((name) => !isAddedColumn(name));
  const missing = sample.names.size > 0 ? missingColumns(table, columns) : null;
  if (missing !== null) throw missing;
  const properties = [...sample.properties()].filter(([name]) => !isAddedColumn(name));
  const { isEmpty } = sample;
  if (isEmpty) log.warn(`No row of table "${table.name}" could be sampled, so its schema is empty`);
  return {
    id: table.name,
    schema: isEmpty
      ? { type: "object", properties: {} }
      : { type: ["null", "object"], properties: { ...Object.fromEntries(properties), ...addedProperties } },
    keyProperties: table.keyProperties,
    isCompatible: true,
  };
}

/** Reads files in the order of their keys, which is that of the listing, until there are enough. */
async function fill(
  sample: CompatibleSample,
  table: Table,
  store: ObjectStore,
  config: Config,
  log: Log,
): Promise<void> {
  let matching = 0;
  let others = 0;
  let failure: TapError | null = null;
  for await (const page of listTable(store, tableFilter(table))) {
    matching += page.objects.length;
    others += page.others;
    for (const object of page.objects) {
      if (sample.isFull) return;
      if (reasonToSkip(object, table) !== null) continue;
      try {
        await addFiles(sample, object, table, store, config);
      } catch (error) {
        if (!isOfOneFile(error)) throw error;
        failure = error;
        log.warn({ key: object.key }, `"${object.key}" could not be sampled: ${error.message}`);
      }
    }
  }
  if (failure !== null && sample.names.size === 0) throw failure;
  if (matching > 0) return;
  const error = noFiles(table, config, others);
  if (config.onNoFiles === "fail") throw error;
  log.warn(error.message);
}

async function addFiles(
  sample: CompatibleSample,
  object: S3Object,
  table: Table,
  store: ObjectStore,
  { maxExpansion, connection }: Config,
): Promise<void> {
  for await (const { format, text, fail } of filesIn(store, connection.bucket, object, table, { maxExpansion })) {
    if (sample.isFull) return;
    try {
      await sample.add(text, format);
    } catch (error) {
      throw fail(error);
    }
  }
}
