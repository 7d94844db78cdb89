import type { TapError } from "../errors.ts";
import { isAddedColumn } from "../schema/added-columns.ts";
import { addedProperties, type DiscoveredDates, type DiscoveredStream } from "../singer/catalog.ts";
import { isOfOneFile } from "../files/in-file.ts";
import { enoughFiles, type FileHead, soundHeads, type Surroundings } from "../files/read-heads.ts";
import { tellSettings } from "../format/finding.ts";
import { formatEndings } from "../format/formats.ts";
import type { Table } from "../config/config.ts";
import { findDialect, tellDialect } from "../table/find-dialect.ts";
import { pathNamesOf } from "../table/path-names.ts";
import { missingColumns } from "../table/required-columns.ts";
import type { TableObject } from "../table/table-object.ts";
import { warnAtFirstLook } from "../table/tell-findings.ts";
import { quoted } from "../wording/quoted.ts";
import { countOf } from "../wording/count-of.ts";
import { either } from "../wording/either.ts";
import { HeaderPool } from "./header-pool.ts";
import { mapInOrder } from "./map-in-order.ts";
import { mergeHeaders } from "./merge-headers.ts";
import { pathProperties, warnOfOverridden } from "./path-properties.ts";
import {
  warnOfDisputedTypes,
  warnOfDoubtfulHeaders,
  warnOfFailures,
  warnOfOddHeaders,
  warnOfUnknownTypes,
} from "./header-warnings.ts";
import type { TableJob } from "./table-job.ts";
import type { SampledTable } from "./table-sampling.ts";
import { TypeSample } from "./type-sample.ts";

const samplesAtOnce = 10;
const sampledRows = 1000;
const sampledBytes = 256 * 1024;

/**
 * One table → its stream in the catalog. Fetches at most a few hundred kilobytes per sampled file,
 * however large the bucket is. Throws TapError.
 */
export async function discoverTable(job: TableJob, sampled: SampledTable): Promise<DiscoveredStream> {
  const { log } = job;
  const { objects } = sampled;
  warnOfNothing(sampled, job);
  const found = await findDialect(objects, job.table, surroundingsOf(job));
  if (found !== null) log.info({ table: job.table.name }, tellDialect(job.table, found.dialect));
  const { table } = found ?? job;
  const types = new TypeSample(table);
  const heads = await readSample(objects, types, { ...job, table });
  // Where there is no header, records may leave out what they like.
  const headed = heads.filter(({ isComplete, names }) => isComplete && names.length > 0);
  warnOfOddHeaders(mergeHeaders(headed).odd, headed.length, table, log);
  warnOfDoubtfulHeaders(heads, log);
  const path = pathNamesOf(objects, table);
  const own = mergeHeaders(heads).columns.filter((name) => !isAddedColumn(name));
  warnOfOverridden(path, own, table, log);
  const columns = own.filter((name) => !path.includes(name));
  const all = [...columns, ...path];
  const missing = heads.length > 0 ? missingColumns(table, all) : null;
  if (missing !== null) throw missing;
  if (heads.length > 0) warnOfUnknownTypes(table, all, log);
  warnOfDisputedTypes([...types.disputed], table, log);
  const properties = {
    ...Object.fromEntries(types.properties(columns)),
    ...pathProperties(path, table),
    ...addedProperties,
  };
  const schema = { type: "object", properties };
  const dialect = found === null ? null : { ...found.dialect };
  const dates = { orders: types.dates.orders(), format: types.dates.format() };
  if (dates.format !== null) log.info({ table: table.name }, tellDates(table, dates));
  return { id: table.name, schema, keyProperties: table.keyProperties, dialect, dates, isCompatible: false };
}

function tellDates({ name }: Table, { orders, format }: DiscoveredDates): string {
  const columns = quoted([...orders.keys()]);
  return `The sample shows that dates in columns ${columns} of table "${name}" have the day first, and the catalog says so; ${tellSettings({ date_format: format })} says it for every file`;
}

function surroundingsOf({ store, config }: TableJob): Surroundings {
  return { store, bucket: config.connection.bucket, maxExpansion: config.maxExpansion, maxFiles: enoughFiles };
}

function warnOfNothing({ survey, objects, complaint }: SampledTable, { table, log }: TableJob): void {
  if (complaint !== null) log.warn(complaint);
  else if (objects.length > 0) return;
  else if (survey.skipped.get("archived") === survey.matching) {
    log.warn(
      `All ${countOf(survey.matching, "matching file")} of table "${table.name}" are archived; its columns are not known`,
    );
  } else {
    log.warn(
      `None of the matching files of table "${table.name}" (${survey.matching}) tells what it holds: all are empty, or have names ` +
        `that do not end in ${either(formatEndings)}; set "format" on the table if they are CSV all the same`,
    );
  }
}

/** What is kept of a head: its sample is large, and has told what it can. */
type FileColumns = Pick<FileHead, "file" | "names" | "isComplete" | "doubt">;

/** The headers of the sampled files, in their order. One that cannot be read is left out with a warning; if none can, that is an error. */
async function readSample(
  objects: readonly TableObject[],
  types: TypeSample,
  job: TableJob,
): Promise<readonly FileColumns[]> {
  const { table, log } = job;
  const records = types.needsNoRecords ? 0 : sampledRows;
  const wanted = { records, bytes: sampledBytes, every: 1 };
  const look = warnAtFirstLook(table, log);
  const surroundings = surroundingsOf(job);
  const failures: TapError[] = [];
  const headers = new HeaderPool(table);
  const heads = await mapInOrder(objects, samplesAtOnce, async (object) => {
    const read: FileColumns[] = [];
    const isNewest = object === objects.at(-1);
    try {
      for await (const head of soundHeads(object, table, isNewest ? { ...surroundings, look } : surroundings, wanted)) {
        types.add(head);
        const { file, names, isComplete, doubt } = head;
        read.push({ file, names: headers.shared(names), isComplete, doubt });
      }
      return read;
    } catch (error) {
      if (headers.isFull || !isOfOneFile(error)) throw error;
      failures.push(error);
      return [];
    }
  });
  warnOfFailures(failures, log);
  const failure = failures.find(({ kind }) => kind !== "archived" || table.onArchived === "fail");
  if (failure !== undefined && failures.length === objects.length) throw failure;
  return heads.flat();
}
