import type { Config, Table } from "../config/config.ts";
import type { TapError } from "../errors.ts";
import type { Log } from "../log/log.ts";
import { isAddedColumn } from "../record/place-fields.ts";
import type { ObjectStore } from "../s3/store.ts";
import { addedProperties, type DiscoveredStream } from "../singer/catalog.ts";
import { isOfOneFile } from "../files/in-file.ts";
import { type FileHead, headsOf } from "../files/read-heads.ts";
import { formatEndings } from "../format/formats.ts";
import { missingColumns } from "../table/required-columns.ts";
import { Survey } from "../table/survey-table.ts";
import type { TableObject } from "../table/table-object.ts";
import { either } from "../wording/either.ts";
import { quoted } from "../wording/quoted.ts";
import { mapInOrder } from "./map-in-order.ts";
import { mergeHeaders, type OddHeader } from "./merge-headers.ts";
import { ObjectSample } from "./sample-objects.ts";
import { TypeSample } from "./type-sample.ts";

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
  const types = new TypeSample(table);
  const heads = await readSample(sample, types, table, store, config, log);
  // Where there is no header, records may leave out what they like.
  warnOfOddHeaders(mergeHeaders(heads.filter(({ isComplete }) => isComplete)).odd, table, log);
  warnOfDoubtfulHeaders(heads, log);
  const columns = mergeHeaders(heads).columns.filter((name) => !isAddedColumn(name));
  const missing = heads.length > 0 ? missingColumns(table, columns) : null;
  if (missing !== null) throw missing;
  if (heads.length > 0) warnOfUnknownTypes(table, columns, log);
  warnOfDisputedTypes([...types.disputed], table, log);
  const properties = { ...Object.fromEntries(types.properties(columns)), ...addedProperties };
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
        `that do not end in ${either(formatEndings)}; set "format" on the table if they are CSV all the same`,
    );
  }
  return sample.objects();
}

/** What is kept of a head: its sample is large, and has told what it can. */
type FileColumns = Pick<FileHead, "file" | "names" | "isComplete" | "doubt">;

function withoutSample({ file, names, isComplete, doubt }: FileHead): FileColumns {
  return { file, names, isComplete, doubt };
}

/** The headers of the sampled files, in their order. One that cannot be read is left out with a warning; if none can, that is an error. */
async function readSample(
  objects: readonly TableObject[],
  types: TypeSample,
  table: Table,
  store: ObjectStore,
  { maxExpansion, connection }: Config,
  log: Log,
): Promise<readonly FileColumns[]> {
  const records = table.schemaInference === "sample" ? sampledRows : 0;
  const wanted = { records, bytes: sampledBytes, every: 1 };
  const surroundings = { store, bucket: connection.bucket, maxExpansion };
  const failures: TapError[] = [];
  const heads = await mapInOrder(objects, samplesAtOnce, async (object) => {
    try {
      const read = await headsOf(object, table, surroundings, wanted);
      for (const head of read) types.add(head);
      return read.map(withoutSample);
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

function warnOfDisputedTypes(names: readonly string[], table: Table, log: Log): void {
  if (names.length === 0) return;
  log.warn(`The files of table "${table.name}" give different types to ${quoted(names)}, so that they are text`);
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

function warnOfDoubtfulHeaders(heads: readonly FileColumns[], log: Log): void {
  const doubtful = heads.filter(({ doubt }) => doubt !== null);
  for (const { file, names, doubt } of doubtful.slice(0, mostWarnings)) {
    log.warn({ key: file }, `The header of "${file}" ${doubt}: the tap reads ${quoted(names)}`);
  }
}

function difference(lacks: readonly string[], adds: readonly string[]): string {
  const parts = [
    ...(lacks.length > 0 ? [`lacks ${quoted(lacks)}`] : []),
    ...(adds.length > 0 ? [`has ${quoted(adds)} besides`] : []),
  ];
  return `it ${parts.join(" and ")}`;
}
