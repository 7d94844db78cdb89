import type { Config } from "./config/config.ts";
import { eachInOrder } from "./discovery/each-in-order.ts";
import type { Surroundings } from "./files/read-heads.ts";
import type { FilteredTable, Inspection } from "./inspection/inspection.ts";
import { inspectTable } from "./inspection/inspect-table.ts";
import type { TableReport } from "./inspection/table-report.ts";
import type { JsonObject } from "./json.ts";
import type { Log } from "./log/log.ts";
import { writtenPrefix } from "./pattern/written-prefix.ts";
import type { Draft } from "./proposal/draft.ts";
import { draftTables } from "./proposal/draft-tables.ts";
import { nameTables } from "./proposal/name-tables.ts";
import { type Filter, partPatterns } from "./proposal/part-patterns.ts";
import { bucketLine, tableLines } from "./proposal/proposal-text.ts";
import type { ProposedTable } from "./proposal/proposed-table.ts";
import { settleTable } from "./proposal/settle-table.ts";
import { segmentsText } from "./proposal/split-key.ts";
import { surveyBucket } from "./proposal/survey-bucket.ts";
import { tableOf } from "./proposal/table-of.ts";
import type { ObjectStore } from "./s3/store.ts";
import { boundHeap } from "./sync/tight-heap.ts";
import { tableFilter } from "./table/table-filter.ts";

/** What a proposal is made from. */
export interface Proposing {
  /** Its tables keep what they take. */
  readonly config: Config;
  readonly store: ObjectStore;
  /** Only keys that begin with it are looked at. */
  readonly prefix: string;
  /** Takes what a check of the tables would log. */
  readonly log: Log;
}

/** What was found. */
export interface Proposal {
  /** Each as a config has it. */
  readonly tables: readonly JsonObject[];
}

/** Tables that are looked at side by side. */
const tablesAtOnce = 8;

/** Finds the tables of a bucket by the shapes of its keys and the headers of its files. Gives what it tells line by line. */
export async function* propose(proposing: Proposing): AsyncGenerator<string, Proposal, undefined> {
  boundHeap();
  return yield* proposeTables(proposing);
}

async function* proposeTables({ config, store, prefix, log }: Proposing): AsyncGenerator<string, Proposal, undefined> {
  const existing = config.tables.map((table): FilteredTable => ({ table, filter: tableFilter(table) }));
  const surveyed = await surveyBucket(
    store,
    prefix,
    existing.map(({ filter }) => filter),
  );
  yield bucketLine(surveyed);
  const surroundings = { store, bucket: config.connection.bucket, maxExpansion: config.maxExpansion };
  const { drafts, notes, refused } = await draftTables(surveyed.groups, surroundings);
  const taken = config.tables.map(({ name }) => name);
  const names = nameTables(
    drafts.map(({ segments }) => segments),
    taken,
  );
  const filters = partPatterns(drafts);
  const written = drafts
    .map((draft, index) => ({ draft, settings: settingsOf(names[index] ?? "", filters[index], draft) }))
    .sort((a, b) => (String(a.settings["search_pattern"]) < String(b.settings["search_pattern"]) ? -1 : 1));
  const inspection = { config, store, rows: 0, log };
  const looks = eachInOrder(written, tablesAtOnce, (each) => lookAt(each, surroundings, inspection));
  const tables: JsonObject[] = [];
  for await (const { proposed, report } of looks) {
    tables.push(proposed.settings);
    for (const line of tableLines(proposed, report)) yield line;
  }
  for (const note of notes) yield note;
  for (const why of refused) yield `In no table: ${why}`;
  return { tables };
}

function settingsOf(name: string, filter: Filter | undefined, { kind }: Draft): JsonObject {
  const { prefix = "", search = "", exclude = [] } = filter ?? {};
  return {
    table_name: name,
    ...(prefix === "" ? {} : { search_prefix: writtenPrefix(prefix) }),
    search_pattern: search,
    ...(exclude.length === 0 ? {} : { exclude_pattern: exclude.join("|") }),
    ...kind.settings,
  };
}

interface Written {
  readonly draft: Draft;
  readonly settings: JsonObject;
}

/** Settles the rest of a table's settings, and looks at it as a check would. */
async function lookAt(
  { draft, settings }: Written,
  surroundings: Surroundings,
  inspection: Inspection,
): Promise<{ readonly proposed: ProposedTable; readonly report: TableReport }> {
  const settled = await settleTable(settings, draft, surroundings);
  const { mended, report } = await inspectMended(settled.settings, inspection);
  const shape = segmentsText(draft.segments);
  return { proposed: { settings: mended, shape, notes: settled.notes }, report };
}

/** Looks at a table, and once more with the settings that would mend what was found, if that leaves less to be said. */
async function inspectMended(
  settings: JsonObject,
  inspection: Inspection,
): Promise<{ readonly mended: JsonObject; readonly report: TableReport }> {
  const report = await inspect(settings, inspection);
  const advice = report.findings.map(({ settings: advised }) => advised);
  const mended: JsonObject = Object.assign({}, settings, ...advice);
  if (advice.every((advised) => Object.keys(advised).length === 0)) return { mended: settings, report };
  const better = await inspect(mended, inspection);
  return better.findings.length < report.findings.length ? { mended, report: better } : { mended: settings, report };
}

function inspect(settings: JsonObject, inspection: Inspection): Promise<TableReport> {
  const table = tableOf(settings);
  const filtered = { table, filter: tableFilter(table) };
  return inspectTable(filtered, [filtered], inspection);
}
