import type { StoredBookmark } from "../bookmark/bookmark.ts";
import { readBookmark } from "../bookmark/read-bookmark.ts";
import type { Config, Table } from "../config/config.ts";
import { rejectsNameOf } from "../config/rejects-name.ts";
import { TapError } from "../errors.ts";
import type { Log } from "../log/log.ts";
import type { Stream } from "../record/stream.ts";
import { type CatalogStream, dateOrdersOf, isOfReference } from "../singer/catalog.ts";
import { schemaLine } from "../singer/messages.ts";
import { type Selection, selectionOf } from "../singer/selection.ts";
import { bookmarkOf, type State } from "../singer/state.ts";
import type { RejectStream } from "../table/reject-stream.ts";
import { tellOutdated } from "../table/outdated-catalog.ts";
import { streamOf } from "../table/stream-of.ts";
import { quoted } from "../wording/quoted.ts";

/** A table that the catalog selects, with its SCHEMA lines. */
export interface SelectedTable {
  readonly table: Table;
  readonly stream: Stream;
  /** What takes the table's rejects, if the config has it and the catalog selects it. */
  readonly rejects: RejectStream | null;
  /** The SCHEMA line, and that of the rejects. */
  readonly schemaLines: string;
  /** What the state holds for the table, as it stands there and as it was read. */
  readonly incoming: unknown;
  readonly stored: StoredBookmark;
}

/** What a selection is made from. */
export interface SelectionInput {
  readonly catalog: readonly CatalogStream[];
  readonly config: Config;
  readonly state: State;
  readonly log: Log;
}

/** The tables that the catalog selects. Throws TapError for a selected stream that no table of the config describes. */
export function selectTables({ catalog, config, state, log }: SelectionInput): readonly SelectedTable[] {
  const tables = new Map(config.tables.map((table) => [table.name, table]));
  const rejectNames = new Set(
    config.tables.filter((table) => table.hasRejectStream).map(({ name }) => rejectsNameOf(name)),
  );
  const selections = selectStreams(catalog, tables, log);
  for (const id of selections.keys()) {
    if (!tables.has(id) && !rejectNames.has(id)) throw unknownStream(id, [...tables.keys()]);
  }
  const selected = [...selections.values()].flatMap((stream) => {
    const table = tables.get(stream.entry.id);
    return table === undefined ? [] : [selectTable(table, stream, selections, state, log)];
  });
  if (selected.length === 0 && catalog.length > 0) {
    log.warn('The catalog selects no stream, so nothing is read; set "selected" to true in the metadata of a stream');
  }
  return selected;
}

interface SelectedStream {
  readonly entry: CatalogStream;
  readonly selection: Selection;
}

/** By id, in the order of the catalog. */
function selectStreams(
  catalog: readonly CatalogStream[],
  tables: ReadonlyMap<string, Table>,
  log: Log,
): ReadonlyMap<string, SelectedStream> {
  const selections = new Map<string, SelectedStream>();
  for (const entry of catalog) {
    const selection = selectionOf(entry, tables.get(entry.id)?.keyProperties);
    if (selection !== null && selection.unknownKeys.length > 0)
      log.warn({ table: entry.id }, unknownKeys(entry.id, selection));
    if (selection !== null && selection.retyped.length > 0 && tables.has(entry.id))
      log.warn({ table: entry.id }, retyped(entry.id, selection));
    if (selection === null) log.info({ table: entry.id }, `Stream "${entry.id}" is not selected`);
    else selections.set(entry.id, { entry, selection });
  }
  return selections;
}

function selectTable(
  table: Table,
  { entry, selection }: SelectedStream,
  selections: ReadonlyMap<string, SelectedStream>,
  state: State,
  log: Log,
): SelectedTable {
  const { name } = table;
  const keyProperties = entry.keyProperties ?? table.keyProperties;
  const rejects = table.hasRejectStream ? selections.get(rejectsNameOf(name)) : undefined;
  if (table.hasRejectStream && rejects === undefined) log.warn({ table: name }, rejectsNotSelected(table));
  const stream = streamOf(table, selection, keyProperties, {
    hasRejects: rejects !== undefined,
    isReference: isOfReference(entry),
    dateOrders: dateOrdersOf(entry),
  });
  const outdated = tellOutdated(table, stream);
  if (outdated !== null) log.warn({ table: name }, outdated);
  const own = schemaLineOf({ entry: { ...entry, keyProperties }, selection });
  const incoming = bookmarkOf(state, name);
  return {
    table,
    stream,
    rejects: rejects === undefined ? null : rejectStreamOf(rejects),
    schemaLines: rejects === undefined ? own : own + schemaLineOf(rejects),
    incoming,
    stored: readBookmark(incoming, name),
  };
}

function schemaLineOf({ entry, selection }: SelectedStream): string {
  return schemaLine(entry.id, selection.schema, entry.keyProperties ?? []);
}

function rejectStreamOf({ entry, selection }: SelectedStream): RejectStream {
  return { name: entry.id, properties: new Set(selection.properties.keys()) };
}

function unknownKeys(id: string, selection: Selection): string {
  return (
    `The catalog has no property ${quoted(selection.unknownKeys)} for stream "${id}", which are keys of it: they are ` +
    `announced as strings; discover again`
  );
}

function retyped(id: string, selection: Selection): string {
  return (
    `The catalog has types for ${quoted(selection.retyped)} of stream "${id}" that the tap's own columns do not have: they ` +
    `are announced as they are; discover again`
  );
}

function rejectsNotSelected({ name }: Table): string {
  return (
    `The catalog does not select the stream "${rejectsNameOf(name)}", so what does not fit into table "${name}" is ` +
    `treated as without "reject_stream"; discover again, or select it`
  );
}

function unknownStream(id: string, tables: readonly string[]): TapError {
  const advice = tables.some((table) => rejectsNameOf(table) === id) ? '; set "reject_stream" on the table' : "";
  return new TapError(
    "usage",
    `The catalog selects the stream "${id}", but the config has no table of that name; its tables are ${quoted(tables)}${advice}`,
  );
}
