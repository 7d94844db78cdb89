import { eachInOrder } from "./discovery/each-in-order.ts";
import type { TapError } from "./errors.ts";
import { bucketText, tableText, verdictText } from "./inspection/check-text.ts";
import { checkJson } from "./inspection/check-json.ts";
import { inspectTable } from "./inspection/inspect-table.ts";
import type { FilteredTable, Inspection } from "./inspection/inspection.ts";
import type { TableReport } from "./inspection/table-report.ts";
import { askCaller, type Caller } from "./s3/caller.ts";
import type { StoreEvent } from "./s3/events.ts";
import { tableFilter } from "./table/table-filter.ts";

/** What a check comes to. */
export interface Verdict {
  readonly caller: Caller;
  /** The first thing that would make a sync fail. */
  readonly failure: TapError | null;
}

/** How a check is told. */
export interface CheckStyle {
  readonly format: "text" | "json";
  /** Whether what is wrong stands out of a text. */
  readonly hasColors: boolean;
  readonly observe: (event: StoreEvent) => void;
}

/** Tables that are looked at side by side. */
const tablesAtOnce = 8;

/**
 * Tries the connection and each table the way a sync would, with a sample of the files of each. Text comes table by
 * table, as each is done.
 */
export async function* check(
  inspection: Inspection,
  { format, hasColors, observe }: CheckStyle,
): AsyncGenerator<string, Verdict, undefined> {
  const { config } = inspection;
  let source: string | null = null;
  const asked = askCaller(config.connection, (event) => {
    if (event.kind === "credentials-found") source ??= event.source;
    observe(event);
  });
  const all = config.tables.map((table): FilteredTable => ({ table, filter: tableFilter(table) }));
  const reports = eachInOrder(all, tablesAtOnce, (filtered) => inspectTable(filtered, all, inspection));
  const first = reports.next();
  first.catch(() => undefined);
  const caller = await asked;
  const bucket = { config, caller, source };
  if (format === "text") yield bucketText(bucket);
  const tables: TableReport[] = [];
  for (let next = await first; next.done !== true; next = await reports.next()) {
    tables.push(next.value);
    if (format === "text") yield tableText(next.value, hasColors);
  }
  const failure = firstFailure(tables);
  yield format === "text" ? verdictText(tables, failure) : checkJson(bucket, tables, failure);
  return { caller, failure };
}

/** A run without a catalog discovers all tables before it reads the first. */
function firstFailure(tables: readonly TableReport[]): TapError | null {
  const [failure = null] = [
    ...tables.flatMap(({ undiscovered }) => undiscovered ?? []),
    ...tables.flatMap(({ failures }) => failures),
  ];
  return failure;
}
