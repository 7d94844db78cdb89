import type { StoredBookmark } from "../bookmark/bookmark.ts";
import { type Plan, Planner } from "../bookmark/plan.ts";
import type { Config, Table } from "../config/config.ts";
import type { TapError } from "../errors.ts";
import { CappedLog } from "../log/capped-log.ts";
import type { Log } from "../log/log.ts";
import type { TableSummary } from "../log/summary.ts";
import { fingerprint } from "../files/fingerprint.ts";
import { isReadByRanges } from "../format/formats.ts";
import type { Stream } from "../record/stream.ts";
import type { Windows } from "../record/windows.ts";
import { readAhead } from "../s3/read-ahead.ts";
import type { ObjectStore } from "../s3/store.ts";
import type { RecordSink } from "../singer/record-sink.ts";
import type { RejectStream } from "../table/reject-stream.ts";
import { Survey } from "../table/survey-table.ts";
import type { TableObject } from "../table/table-object.ts";
import { countOf } from "../wording/count-of.ts";
import type { StateWriter } from "./state-writer.ts";
import type { Stop } from "./stop.ts";
import { syncObject } from "./sync-object.ts";
import { TableBookmark } from "./table-bookmark.ts";

/** What one table is synced with. */
export interface TableJob {
  readonly table: Table;
  readonly config: Config;
  readonly store: ObjectStore;
  readonly stream: Stream;
  /** The SCHEMA line, and that of the rejects. */
  readonly schemaLines: string;
  readonly rejects: RejectStream | null;
  /** What the state held for this table when the run began, as it stands there and as it was read. */
  readonly incoming: unknown;
  readonly stored: StoredBookmark;
  readonly output: RecordSink;
  readonly states: StateWriter;
  readonly windows: Windows;
  readonly summary: TableSummary;
  readonly stop: Stop;
  readonly log: Log;
}

/**
 * One table → SCHEMA, RECORDs and STATEs. Returns the failures of single objects; throws TapError
 * when the table as a whole cannot go on.
 */
export async function syncTable(job: TableJob): Promise<readonly TapError[]> {
  const { table, config, store, output, summary, stop, windows, stream, rejects } = job;
  const plan = await planTable(job);
  await output.write(Buffer.from(job.schemaLines));
  if (plan === null) return [];
  const bookmark = new TableBookmark(plan, job.states, {
    stream: table.name,
    incoming: job.incoming,
    // Who wants every id kept has been told what that costs.
    seenLimit: config.lookbackMs === Infinity ? Infinity : config.seenLimit,
    onForgotten: (floor) => job.log.warn(forgotten(table, floor)),
  });
  if (plan.isAdopting) await bookmark.write();
  const reading = { table, config, store, stream, rejects, windows };
  const log = new CappedLog(job.log);
  const failures: TapError[] = [];
  // Nothing is asked for early of what will not be read, or not from its first byte. What is packed always is,
  // also when an earlier run has written the first of its records.
  const isReadWhole = (object: TableObject): boolean =>
    isStreamed(object) && (bookmark.progressOf(object)?.byte ?? 0) === 0;
  const open = (object: TableObject): AsyncIterable<Uint8Array> =>
    isReadWhole(object) ? counted(store.read(object), summary) : nothing();
  const sizeOf = (object: TableObject): number => (isReadWhole(object) ? object.size : 0);
  try {
    for await (const { item, bytes } of readAhead(plan.due, open, sizeOf)) {
      stop.check();
      await syncObject(item, bytes, { reading, output, bookmark, summary, log, stop, failures });
    }
  } finally {
    log.end();
    await bookmark.end();
  }
  return failures;
}

function isStreamed({ decision }: TableObject): boolean {
  return decision.kind === "read" && (decision.format === null || !isReadByRanges(decision.format));
}

async function* counted(bytes: AsyncIterable<Uint8Array>, summary: TableSummary): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    summary.fetched += chunk.length;
    yield chunk;
  }
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

/** An upload that has been open for longer is taken for abandoned; it would hold the bookmark back for ever. */
const maxUploadAgeMs = 7 * 24 * 3600 * 1000;

/** Lists the table's objects and decides which are due. Null when it has none and that is no failure. */
async function planTable(job: TableJob): Promise<Plan<TableObject> | null> {
  const { table, config, store, summary, log } = job;
  const survey = new Survey(table, config);
  const { prefix } = survey.filter;
  // Must be asked before the listing begins, or an upload could be finished in between and be in neither.
  const asked = performance.now();
  const oldestUpload = config.detectMultipart && prefix !== null ? await askForUploads(prefix, job) : null;
  let planner: Planner<TableObject> | null = null;
  for await (const { asOf, objects } of survey.pages(store)) {
    planner ??= new Planner<TableObject>(job.stored, {
      // An upload that began behind the question is not known either: the run speaks as of the question.
      asOf: earlier(asOf, performance.now() - asked),
      oldestUpload,
      startDate: config.startDate,
      lookbackMs: config.lookbackMs,
      replayEqual: false,
      cfg: fingerprint(table),
    });
    for (const object of objects) if (planner.consider(object) !== "due") summary.known += 1;
  }
  const complaint = survey.complaint();
  if (complaint !== null) log.warn(complaint);
  const plan = planner?.finish() ?? null;
  if (plan !== null) tellPlan(plan, survey.matching, job);
  return plan;
}

/** In whole seconds, as most stores stamp. */
function earlier(moment: Date, milliseconds: number): Date {
  return new Date(Math.floor((moment.getTime() - milliseconds) / 1000) * 1000);
}

async function askForUploads(prefix: string, { store, log, table }: TableJob): Promise<Date | null> {
  const answer = await store.oldestUpload(prefix, maxUploadAgeMs);
  switch (answer.kind) {
    case "none":
      return null;
    case "oldest":
      return answer.began;
    case "unknown":
      log.warn(
        { table: table.name },
        `Unfinished uploads cannot be seen: ${answer.why}; a file whose upload takes longer than "lookback" would be missed. ` +
          `Allow s3:ListBucketMultipartUploads, or set "detect_multipart" to false`,
      );
      return null;
  }
}

function tellPlan(plan: Plan<TableObject>, matching: number, { table, log, config, summary }: TableJob): void {
  summary.due = { files: plan.due.length, bytes: plan.due.reduce((sum, { size }) => sum + size, 0) };
  log.info(
    { table: table.name, matching, due: plan.due.length },
    `Table "${table.name}": ${countOf(matching, "matching file")}, ${plan.due.length} to be read`,
  );
  const unreadable = plan.due.filter(({ decision }) => decision.kind === "skip" && decision.reason === "format");
  const [first] = unreadable;
  if (first !== undefined) {
    log.warn({ table: table.name, count: unreadable.length }, unknownFormat(first.key, unreadable.length, table));
  }
  if (plan.isAdopting && plan.atBookmark > 1) {
    log.warn(
      { table: table.name },
      `${plan.atBookmark} files of table "${table.name}" carry exactly the time of the bookmark that another tap wrote in ` +
        `bucket "${config.connection.bucket}"; it may have read only some of them. To read them again, set modified_since back by a second`,
    );
  }
}

function unknownFormat(key: string, count: number, { name }: Table): string {
  return count === 1
    ? `"${key}" is passed over because its name does not tell its format; set "format" on table "${name}" to read it, ` +
        `or leave it out by exclude_pattern`
    : `${count} files of table "${name}" are passed over because their names do not tell their format, such as ` +
        `"${key}"; set "format" on the table to read them, or leave them out by exclude_pattern`;
}

function forgotten(table: Table, floor: Date): string {
  return (
    `Table "${table.name}" has more files within "lookback" than "seen_limit" remembers: a file that appears late is ` +
    `missed if it is older than ${floor.toISOString()}. Raise "seen_limit" or shorten "lookback"`
  );
}
