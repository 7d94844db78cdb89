import type { Config, Table } from "./config/config.ts";
import { endsRun, TapError } from "./errors.ts";
import { readObject, unobserved } from "./object/read-object.ts";
import { OutputBuffers } from "./record/output-buffers.ts";
import type { ObjectStore } from "./s3/store.ts";
import { selectAll } from "./singer/catalog.ts";
import type { SyncJob } from "./sync.ts";
import { selectTables, type SelectedTable } from "./sync/select-tables.ts";
import { StateWriter } from "./sync/state-writer.ts";
import { Survey } from "./table/survey-table.ts";
import type { TableObject } from "./table/table-object.ts";

const windowSize = 64 * 1024;

/**
 * The `--test` of the Meltano SDK: shows the messages of every stream, selected or not, without
 * reading more than one record of each, and moves no bookmark.
 */
export async function syncSample(job: SyncJob, test: "schema" | "records"): Promise<readonly TapError[]> {
  const failures: TapError[] = [];
  await new StateWriter(job.output, job.state).begin();
  for (const selected of selectTables({ ...job, catalog: selectAll(job.catalog) })) {
    try {
      await job.output.write(Buffer.from(selected.schemaLines));
      if (test === "records") await writeFirstRecord(selected, job);
    } catch (error) {
      if (!(error instanceof TapError) || endsRun(error)) throw error;
      job.log.error({ table: selected.table.name, ...error.place }, error.message);
      failures.push(error);
    }
  }
  await job.output.flush();
  return failures;
}

async function writeFirstRecord(
  { table, stream, rejects }: SelectedTable,
  { config, store, output }: SyncJob,
): Promise<void> {
  const windows = new OutputBuffers(windowSize);
  const reading = { table, config, store, stream, rejects, windows, ...unobserved };
  for await (const objects of readableOf(table, config, store)) {
    for (const object of objects) {
      for await (const pieces of readObject(object, store.read(object), null, reading)) {
        for (const { bytes } of pieces) {
          if (bytes.length === 0) continue;
          await output.write(bytes.subarray(0, bytes.indexOf(lineFeed) + 1));
          return;
        }
      }
    }
  }
}

/** The objects of a table that can be read, page by page; of one that is replaced, the newest. */
async function* readableOf(
  table: Table,
  config: Config,
  store: ObjectStore,
): AsyncGenerator<readonly TableObject[], void, undefined> {
  const survey = new Survey(table, config);
  for await (const { objects } of survey.pages(store)) {
    if (!table.replace) yield objects.filter(({ decision }) => decision.kind === "read");
  }
  if (table.replace && survey.newest !== null) yield [survey.newest];
}

const lineFeed = 0x0a;
