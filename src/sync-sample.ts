import { endsRun, TapError } from "./errors.ts";
import { readObject } from "./object/read-object.ts";
import { OutputBuffers } from "./record/output-buffers.ts";
import { selectAll } from "./singer/catalog.ts";
import type { SyncJob } from "./sync.ts";
import { selectTables, type SelectedTable } from "./sync/select-tables.ts";
import { StateWriter } from "./sync/state-writer.ts";
import { Survey } from "./table/survey-table.ts";

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
  const reading = {
    table,
    config,
    store,
    stream,
    rejects,
    windows: new OutputBuffers(windowSize),
    look: null,
    onLayout: nobody,
    onRead: nobody,
    onSkipped: nobody,
  };
  for await (const { objects } of new Survey(table, config).pages(store)) {
    for (const object of objects) {
      if (object.decision.kind === "skip") continue;
      for await (const { bytes } of readObject(object, store.read(object), null, reading)) {
        if (bytes.length === 0) continue;
        await output.write(bytes.subarray(0, bytes.indexOf(lineFeed) + 1));
        return;
      }
    }
  }
}

const lineFeed = 0x0a;

function nobody(): void {}
