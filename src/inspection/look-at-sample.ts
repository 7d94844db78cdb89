import type { Table } from "../config/config.ts";
import { Discoveries } from "../discovery/discoveries.ts";
import { mapInOrder } from "../discovery/map-in-order.ts";
import { isOfOneFile } from "../files/in-file.ts";
import { headsOf, sniffObject } from "../files/read-heads.ts";
import type { Finding } from "../format/finding.ts";
import type { DiscoveredStream } from "../singer/catalog.ts";
import { pathNamesOf } from "../table/path-names.ts";
import type { TableObject } from "../table/table-object.ts";
import type { HeadOfObject } from "./header-kinds.ts";
import type { Inspection } from "./inspection.ts";
import type { ListedTable } from "./listed-table.ts";
import { type ReadObject, readSample } from "./read-sample.ts";
import { sampledStore } from "./sampled-store.ts";

/** Records that a head is judged by: enough for the length of a row. */
export const looked = { records: 200, bytes: 64 * 1024, every: 1 };
const looksAtOnce = 10;

/** What the sampled files of a table tell, and what a discovery and a sync make of them. */
export interface Look {
  readonly heads: readonly HeadOfObject[];
  /** The columns that keys tell. */
  readonly path: readonly string[];
  /** What of the settings does not seem to suit which file. */
  readonly sniffed: readonly Finding[];
  readonly stream: DiscoveredStream;
  readonly reads: readonly ReadObject[];
}

/** Throws TapError where the table could not be discovered. */
export async function lookAtSample(
  given: Table,
  { sample, survey, asOf }: ListedTable,
  { config, store, log }: Inspection,
): Promise<Look> {
  // What the config wants of a table without files decides here: the discovery sees but a sample.
  survey.complaint();
  const sampled = sampledStore(store, sample, asOf);
  const job = { table: given, config: { ...config, onNoFiles: "warn" as const }, store: sampled, log };
  const stream = await new Discoveries([given], job.config, sampled).streamOf(given, log);
  const table = given.auto === null ? given : given.auto.withFound(stream.dialect ?? {});
  const surroundings = { store: sampled, bucket: config.connection.bucket, maxExpansion: config.maxExpansion };
  const looks = await mapInOrder(sample, looksAtOnce, async (object) => {
    try {
      const heads = await headsOf(object, table, surroundings, looked);
      const sniffed = await sniffObject(object, table, surroundings);
      return { heads: heads.map((head) => ({ key: object.key, head })), sniffed };
    } catch (error) {
      // A sync says so as well, and is asked.
      if (!isOfOneFile(error)) throw error;
      return { heads: [], sniffed: [] };
    }
  });
  return {
    heads: looks.flatMap(({ heads }) => heads),
    path: pathNamesOf(sample, table),
    sniffed: looks.flatMap(({ sniffed }) => sniffed),
    stream,
    reads: await readSample(sample.filter(isInScope(config.startDate)), stream, { ...job, table }),
  };
}

/** What a first sync would read. */
function isInScope(startDate: Date | null): (object: TableObject) => boolean {
  return ({ lastModified }) => startDate === null || lastModified > startDate;
}
