import type { Config, Table } from "../config/config.ts";
import type { TapError } from "../errors.ts";
import type { Log } from "../log/log.ts";
import { isAddedColumn } from "../record/place-fields.ts";
import type { ObjectStore } from "../s3/store.ts";
import { addedProperties, type DiscoveredStream } from "../singer/catalog.ts";
import { isOfOneFile } from "../files/in-file.ts";
import { doubtOf, type Head, readHeads } from "../files/read-heads.ts";
import { missingColumns } from "../table/required-columns.ts";
import { Survey } from "../table/survey-table.ts";
import type { TableObject } from "../table/table-object.ts";
import { quoted } from "../wording/quoted.ts";
import { inferColumns } from "./infer-columns.ts";
import { mapInOrder } from "./map-in-order.ts";
import { mergeHeaders, type OddHeader } from "./merge-headers.ts";
import { ObjectSample } from "./sample-objects.ts";

/** Objects whose headers are read: enough to see every column, few enough for a discovery before each run. */
const sampleSize = 100;
const samplesAtOnce = 10;
const sampledRows = 1000;
const sampledBytes = 256 * 1024;

/**
 * One table → its stream in the catalog. Fetches at most a few hundred kilobytes per sampled file,
 * however large the bucket is. Throws TapError.
 */
export async function discoverTable(
  table: Table,
  store: ObjectStore,
  config: Config,
  log: Log,
): Promise<DiscoveredStream> {
  const sample = await sampleTable(table, store, config, log);
  const heads = await headsOf(sample, table, store, config, log);
  // Objects of JSON Lines may leave out what they like.
  warnOfOddHeaders(mergeHeaders(heads.filter(({ format }) => format !== "jsonl")).odd, table, log);
  warnOfDoubtfulHeaders(heads, log);
  const columns = mergeHeaders(heads).columns.filter((name) => !isAddedColumn(name));
  const missing = heads.length > 0 ? missingColumns(table, columns) : null;
  if (missing !== null) throw missing;
  if (heads.length > 0) warnOfUnknownTypes(table, columns, log);
  const properties = { ...Object.fromEntries(inferColumns(columns, heads, table)), ...addedProperties };
  const schema = { type: "object", properties };
  return { id: table.name, schema, keyProperties: table.keyProperties, isCompatible: false };
}

async function sampleTable(
  table: Table,
  store: ObjectStore,
  config: Config,
  log: Log,
): Promise<readonly TableObject[]> {
  const survey = new Survey(table, config);
  const sample = new ObjectSample<TableObject>(sampleSize);
  for await (const { objects } of survey.pages(store)) {
    for (const object of objects) {
      if (object.decision.kind === "read") sample.add(object);
    }
  }
  const complaint = survey.complaint();
  if (complaint !== null) log.warn(complaint);
  else if (sample.total === 0) {
    log.warn(
      `None of the matching files of table "${table.name}" (${survey.matching}) tells what it holds: all are empty, or have names ` +
        `that do not end in .csv, .txt, .tsv or .jsonl; set "format" on the table if they are CSV all the same`,
    );
  }
  return sample.objects();
}

/** The headers of the sampled files, in their order. One that cannot be read is left out with a warning; if none can, that is an error. */
async function headsOf(
  objects: readonly TableObject[],
  table: Table,
  store: ObjectStore,
  { maxExpansion, connection }: Config,
  log: Log,
): Promise<readonly Head[]> {
  const rows = table.schemaInference === "sample" ? sampledRows : 0;
  const options = { maxExpansion, rows, bytes: sampledBytes };
  const failures: TapError[] = [];
  const heads = await mapInOrder(objects, samplesAtOnce, async (object) => {
    try {
      return await readHeads(store, connection.bucket, object, table, options);
    } catch (error) {
      if (!isOfOneFile(error)) throw error;
      failures.push(error);
      log.warn({ key: object.key }, `The columns of "${object.key}" are not known: ${error.message}`);
      return [];
    }
  });
  const [failure] = failures;
  if (failure !== undefined && failures.length === objects.length) throw failure;
  return heads.flat();
}

/** A name that is misspelt in the setting would otherwise leave its column as text without a word. */
function warnOfUnknownTypes(table: Table, columns: readonly string[], log: Log): void {
  const known = new Set(columns);
  const unknown = [...table.columns.keys()].filter((name) => !known.has(name));
  if (unknown.length === 0) return;
  log.warn(
    `The setting "columns" of table "${table.name}" names ${quoted(unknown)}, which no file that was looked at has`,
  );
}

/** More warnings than this of one kind say nothing new. */
const mostWarnings = 10;

function warnOfOddHeaders(odd: readonly OddHeader[], table: Table, log: Log): void {
  for (const { file, lacks, adds } of odd.slice(0, mostWarnings)) {
    log.warn({ key: file }, `The header of "${file}" differs from that of most files: ${difference(lacks, adds)}`);
  }
  if (odd.length > mostWarnings) {
    log.warn(`${odd.length - mostWarnings} more files of table "${table.name}" have headers that differ`);
  }
}

function warnOfDoubtfulHeaders(heads: readonly Head[], log: Log): void {
  const doubtful = heads.filter(({ isDoubtful }) => isDoubtful);
  for (const { file, names } of doubtful.slice(0, mostWarnings)) {
    log.warn({ key: file }, `${doubtOf(file)}: the tap reads ${quoted(names)}`);
  }
}

function difference(lacks: readonly string[], adds: readonly string[]): string {
  const parts = [
    ...(lacks.length > 0 ? [`lacks ${quoted(lacks)}`] : []),
    ...(adds.length > 0 ? [`has ${quoted(adds)} besides`] : []),
  ];
  return `it ${parts.join(" and ")}`;
}
