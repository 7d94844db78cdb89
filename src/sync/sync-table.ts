import type { Config, Table } from "../config/config.ts";
import type { TapError } from "../errors.ts";
import { isArchive } from "../files/format-of.ts";
import { CappedLog } from "../log/capped-log.ts";
import type { Log } from "../log/log.ts";
import type { TableSummary } from "../log/summary.ts";
import { smallObject } from "../format/byte-source.ts";
import { isReadByRanges } from "../format/formats.ts";
import type { Stream } from "../record/stream.ts";
import type { OutputBuffers } from "../record/output-buffers.ts";
import { readAhead } from "../s3/read-ahead.ts";
import type { ObjectStore } from "../s3/store.ts";
import type { RecordSink } from "../singer/record-sink.ts";
import type { RejectStream } from "../table/reject-stream.ts";
import type { TableObject } from "../table/table-object.ts";
import { warnAtFirstLook } from "../table/tell-findings.ts";
import { countReads } from "./count-reads.ts";
import { GoneColumns } from "./gone-columns.ts";
import { noteInput } from "./large-input.ts";
import type { StateWriter } from "./state-writer.ts";
import type { Stop } from "./stop.ts";
import { syncObject } from "./sync-object.ts";
import type { Plans } from "./plans.ts";
import { TableBookmark } from "./table-bookmark.ts";
import { tellDeselected, tellEnd, tellPlan } from "./tell-plan.ts";

/** What one table is synced with. */
export interface TableJob {
  readonly table: Table;
  readonly config: Config;
  readonly store: ObjectStore;
  readonly stream: Stream;
  /** The SCHEMA line, and that of the rejects. */
  readonly schemaLines: string;
  readonly rejects: RejectStream | null;
  /** What the state held for this table when the run began. */
  readonly incoming: unknown;
  readonly output: RecordSink;
  readonly states: StateWriter;
  readonly plans: Plans;
  readonly windows: OutputBuffers;
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
  const { plan, ...found } = await job.plans.planOf(table.name);
  if (found.complaint !== null) job.log.warn(found.complaint);
  await output.write(Buffer.from(job.schemaLines));
  if (plan === null) return [];
  tellPlan(plan, found, job);
  tellDeselected(stream, job.log);
  const bookmark = new TableBookmark(plan, job.states, {
    stream: table.name,
    incoming: job.incoming,
    // Who wants every id kept has been told what that costs.
    seenLimit: config.lookbackMs === Infinity ? Infinity : config.seenLimit,
    share: job.plans.shareOf(table.name, job.incoming),
  });
  if (plan.isAdopting) await bookmark.adopt();
  const counted = countReads(store, (bytes) => {
    summary.fetched += bytes;
    noteInput(bytes);
  });
  const look = warnAtFirstLook(table, job.log);
  const reading = { table, config, store: counted, stream, rejects, windows, look };
  const log = new CappedLog(job.log);
  const goneColumns = new GoneColumns(plan.modifiedSince !== -Infinity);
  const failures: TapError[] = [];
  // Nothing is asked for early of what will not be read, or not from its first byte. What is packed always is,
  // also when an earlier run has written the first of its records.
  const isReadWhole = (object: TableObject): boolean =>
    isOpenedWhole(object) && (bookmark.progressOf(object)?.byte ?? 0) === 0;
  const open = (object: TableObject): AsyncIterable<Uint8Array> | null =>
    isReadWhole(object) ? counted.read(object) : null;
  const sizeOf = (object: TableObject): number => (isReadWhole(object) ? object.size : 0);
  try {
    for await (const { item, bytes } of readAhead(plan.due, open, sizeOf)) {
      stop.check();
      await syncObject(item, bytes, { reading, output, bookmark, summary, goneColumns, log, stop, failures });
    }
  } finally {
    log.end();
    tellEnd(bookmark.end(), job);
  }
  return failures;
}

/** Of an archive, as of a file that is read by ranges, the end comes first, unless all of it comes at once. */
function isOpenedWhole({ key, size, decision }: TableObject): boolean {
  if (decision.kind !== "read") return false;
  return size <= smallObject || !(decision.format === null ? isArchive(key) : isReadByRanges(decision.format));
}
