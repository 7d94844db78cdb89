import { type FileRead, readObject } from "../object/read-object.ts";
import type { Beginning } from "../format/file-format.ts";
import type { Piece } from "../object/pieces.ts";
import type { Layout } from "../record/layout.ts";
import type { S3Object } from "../s3/store.ts";
import { activateVersionLine } from "../singer/messages.ts";
import { isOfOneFile } from "../files/in-file.ts";
import { decide, type TableObject } from "../table/table-object.ts";
import { versionAfterFailure } from "./version-after-failure.ts";
import type { ObjectJob } from "./object-job.ts";
import { tellRead } from "./tell-read.ts";
import { warnOfLayout } from "./warn-of-layout.ts";
import { warnOfTally } from "./warn-of-tally.ts";
import { now } from "../now.ts";

/**
 * One listed object → its records on stdout, or the reason why not. Throws only what stops the
 * whole table: an object that cannot be read is counted, and the bookmark waits for it.
 */
export async function syncObject(
  listed: TableObject,
  opened: AsyncIterable<Uint8Array> | null,
  job: ObjectJob,
): Promise<void> {
  let object = listed;
  let bytes = opened;
  for (let versions = 1; ; versions++) {
    if (object.decision.kind === "skip") return dismiss(object, object.decision.reason, job);
    if (object !== listed && isBeforeStart(object, job)) return dismiss(object, "before start_date", job);
    try {
      await writeRecords(object, bytes, job);
      job.summary.files += 1;
      job.summary.bytes += object.size;
      return await job.bookmark.finished(object);
    } catch (error) {
      if (!isOfOneFile(error)) throw error;
      const next = await versionAfterFailure(error, object, versions, job);
      if (next === null) return;
      if (job.bookmark.isDone(next)) return await job.bookmark.finished(next);
      object = decide(next, job.reading.table);
      bytes = job.reading.store.read(object);
    }
  }
}

/** What replaced an object may be older than it, a replica or a version that was restored. */
function isBeforeStart({ lastModified }: S3Object, { reading }: ObjectJob): boolean {
  const { startDate } = reading.config;
  return startDate !== null && lastModified <= startDate;
}

function dismiss(object: S3Object, reason: string, { summary, bookmark }: ObjectJob): void {
  summary.countSkipped(reason);
  bookmark.dismissed(object);
}

/** Reads one version of an object and writes its records, noting how far that has come. */
async function writeRecords(
  object: TableObject,
  opened: AsyncIterable<Uint8Array> | null,
  job: ObjectJob,
): Promise<void> {
  const { reading, output, bookmark, summary, log, stop } = job;
  const { checkpointRecords } = reading.config;
  // One at a time: an archive may have tens of thousands of files, and one file ends before the next begins.
  let layout: Layout | null = null;
  const onLayout = (next: Layout): void => {
    settle(layout, job);
    layout = next;
    warnOfLayout(next, job.goneColumns, log);
  };
  const onSkipped = (file: string, what: string): void => {
    summary.countSkipped("format");
    log.write("warn", "in archives were skipped", { file }, `"${file}" was skipped: ${what}`);
  };
  const began = now();
  const onRead = (read: FileRead): void =>
    tellRead(read, object, { ms: now() - began, encoding: reading.table.encoding }, log);
  const version = reading.table.replace ? bookmark.nextVersion() : null;
  const progress = bookmark.progressOf(object);
  const begun = progress?.records ?? 0;
  let saved = begun;
  // Of what replaces its table the next run sends the whole again: only then no record of it is there twice.
  const isKept = version === null && checkpointRecords > 0;
  const own = { ...reading, onLayout, onRead, onSkipped, ...(version === null ? {} : { version }) };
  try {
    for await (const pieces of readObject(object, opened, progress, own)) {
      let last: Piece | null = null;
      try {
        for (const piece of pieces) {
          const taken = output.write(piece.bytes);
          if (taken !== null) await taken;
          if (piece.rejects.length > 0) await output.write(piece.rejectLines);
          summary.records += piece.records;
          summary.rejects += piece.rejects.length;
          last = piece;
        }
      } finally {
        // What is packed is read from its start again: up to where it was begun, it has not come any further.
        if (last !== null && isKept && last.total >= begun) bookmark.reached(object, placeBehind(last));
      }
      stop.check();
      if (!isKept || last === null || last.total - saved < checkpointRecords) continue;
      saved = last.total;
      await bookmark.write();
    }
    if (version !== null) await output.write(Buffer.from(activateVersionLine(reading.stream.name, version)));
  } finally {
    settle(layout, job);
  }
}

/** Within a batch only counting tells how far the file has come, which is of use when its next record fails. */
function placeBehind({ total, isBoundary, offset }: Piece): Beginning {
  return { records: total, byte: isBoundary ? (offset ?? 0) : 0 };
}

/** Counts and tells what did not go as the columns of a file wanted it, which has been read as far as it will be. */
function settle(layout: Layout | null, { summary, log }: ObjectJob): void {
  if (layout === null) return;
  summary.countMismatches(layout.tally.mismatches);
  summary.raggedRows += layout.tally.raggedRows;
  warnOfTally(layout, log);
}
