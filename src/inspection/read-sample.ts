import type { Config, Table } from "../config/config.ts";
import { mapInOrder } from "../discovery/map-in-order.ts";
import type { TapError } from "../errors.ts";
import { isOfOneFile } from "../files/in-file.ts";
import type { Log } from "../log/log.ts";
import { readObject, unobserved } from "../object/read-object.ts";
import type { Layout } from "../record/layout.ts";
import { OutputBuffers } from "../record/output-buffers.ts";
import type { ObjectStore } from "../s3/store.ts";
import { catalogOf, type DiscoveredStream, parseCatalog, selectAll } from "../singer/catalog.ts";
import { parseState } from "../singer/state.ts";
import { selectTables } from "../sync/select-tables.ts";
import type { TableObject } from "../table/table-object.ts";
import { discoverRejects } from "../table/reject-stream.ts";

/** Bytes of RECORD lines after which a file has told enough. */
const maxBytes = 1024 * 1024;
const windowSize = 64 * 1024;
/** Each takes a few megabytes; the beginnings of the objects are at hand by now. */
const readsAtOnce = 3;

/** What a sync would say of one object. */
export interface ReadObject {
  readonly object: TableObject;
  readonly layouts: readonly Layout[];
  /** What is inside the object and not read. */
  readonly skipped: readonly SkippedFile[];
  readonly failure: TapError | null;
}

/** A file inside an object that is not read, and why, as the end of a sentence. */
export interface SkippedFile {
  readonly file: string;
  readonly what: string;
}

/** What the sample is read with. */
export interface SampleJob {
  readonly table: Table;
  readonly config: Config;
  readonly store: ObjectStore;
  readonly log: Log;
}

/** Reads the beginning of each object as a sync that has discovered this stream would, and keeps what it would say. */
export async function readSample(
  objects: readonly TableObject[],
  discovered: DiscoveredStream,
  { table, config, store, log }: SampleJob,
): Promise<readonly ReadObject[]> {
  const streams = table.hasRejectStream ? [discovered, discoverRejects(table)] : [discovered];
  const catalog = selectAll(parseCatalog(catalogOf(streams)));
  const [selected] = selectTables({ catalog, config: { ...config, tables: [table] }, state: parseState(null), log });
  if (selected === undefined) return [];
  const { stream, rejects } = selected;
  const free: OutputBuffers[] = [];
  return mapInOrder(objects, readsAtOnce, async (object) => {
    const windows = free.pop() ?? new OutputBuffers(windowSize);
    const layouts: Layout[] = [];
    const skipped: SkippedFile[] = [];
    const reading = {
      table,
      config,
      store,
      stream,
      rejects,
      windows,
      ...unobserved,
      onLayout: (layout: Layout) => void layouts.push(layout),
      onSkipped: (file: string, what: string) => void skipped.push({ file, what }),
    };
    let bytes = 0;
    try {
      for await (const pieces of readObject(object, store.read(object), null, reading)) {
        for (const piece of pieces) bytes += piece.bytes.length;
        if (bytes >= maxBytes) break;
      }
      return { object, layouts, skipped, failure: null };
    } catch (error) {
      if (!isOfOneFile(error)) throw error;
      return { object, layouts, skipped, failure: error };
    } finally {
      free.push(windows);
    }
  });
}
