import type { TapError } from "../errors.ts";
import { isAddedColumn } from "../schema/added-columns.ts";
import type { S3Object } from "../s3/store.ts";
import { addedProperties, noDates, type DiscoveredStream } from "../singer/catalog.ts";
import { isOfOneFile } from "../files/in-file.ts";
import { readHeads } from "../files/read-heads.ts";
import { warnAtFirstLook } from "../table/tell-findings.ts";
import type { FirstLook } from "../files/first-look.ts";
import { pathNamesOf } from "../table/path-names.ts";
import { missingColumns } from "../table/required-columns.ts";
import { CompatibleSample, compatibleSampling } from "./compatible-sample.ts";
import type { OrderedObjects } from "./ordered-objects.ts";
import { pathProperties, warnOfOverridden } from "./path-properties.ts";
import type { TableJob } from "./table-job.ts";

/**
 * One table → its stream in the catalog as the reference tap prints it: types from
 * every fifth row of the first five files by key. Throws TapError.
 */
export async function discoverCompatible(job: TableJob, objects: OrderedObjects): Promise<DiscoveredStream> {
  const { table, log } = job;
  const sample = new CompatibleSample(table);
  const path = pathNamesOf(await fill(sample, objects, job), table);
  const columns = [...sample.names].filter((name) => !isAddedColumn(name));
  warnOfOverridden(path, columns, table, log);
  const missing = sample.names.size > 0 ? missingColumns(table, [...columns, ...path]) : null;
  if (missing !== null) throw missing;
  const isOther = (name: string): boolean => isAddedColumn(name) || path.includes(name);
  const own = [...sample.properties()].filter(([name]) => !isOther(name));
  const properties = { ...Object.fromEntries(own), ...pathProperties(path, table), ...addedProperties };
  const { isEmpty } = sample;
  if (isEmpty) log.warn(`No row of table "${table.name}" could be sampled, so its schema is empty`);
  return {
    id: table.name,
    schema: isEmpty ? { type: "object", properties: {} } : { type: ["null", "object"], properties },
    keyProperties: table.keyProperties,
    dialect: null,
    dates: noDates,
    isCompatible: true,
  };
}

/** Reads files in the order of their keys, which is that of the listing, until there are enough, and gives those it read. */
async function fill(sample: CompatibleSample, objects: OrderedObjects, job: TableJob): Promise<readonly S3Object[]> {
  const { table, log } = job;
  const read: S3Object[] = [];
  const look = warnAtFirstLook(table, log);
  let failure: TapError | null = null;
  for await (const object of objects.of(table.name)) {
    try {
      await addFiles(sample, object, look, job);
      read.push(object);
    } catch (error) {
      if (!isOfOneFile(error)) throw error;
      failure = error;
      log.warn({ key: object.key }, `"${object.key}" could not be sampled: ${error.message}`);
    }
    if (sample.isFull) return read;
  }
  if (failure !== null && sample.names.size === 0) throw failure;
  const complaint = objects.complaintOf(table.name);
  if (complaint !== null) log.warn(complaint);
  return read;
}

async function addFiles(
  sample: CompatibleSample,
  object: S3Object,
  look: FirstLook,
  { table, config, store }: TableJob,
): Promise<void> {
  const surroundings = { store, bucket: config.connection.bucket, maxExpansion: config.maxExpansion, look };
  for await (const head of readHeads(object, table, surroundings, compatibleSampling)) {
    sample.add(head);
    if (head.failure !== null) throw head.failure;
    if (sample.isFull) return;
  }
}
