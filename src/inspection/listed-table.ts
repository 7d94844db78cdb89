import type { Table } from "../config/config.ts";
import { endingOf, isPacked } from "../files/format-of.ts";
import { formatOfEnding } from "../format/formats.ts";
import type { S3Object } from "../s3/store.ts";
import { ObjectSample } from "../table/sample-objects.ts";
import { Survey } from "../table/survey-table.ts";
import { isOfTable, type TableFilter } from "../table/table-filter.ts";
import type { TableObject } from "../table/table-object.ts";
import type { Inspection } from "./inspection.ts";
import type { UntakenKeys } from "./table-report.ts";

/** Objects of a table that are opened: the newest, the oldest, and some spread over the rest. */
const sampleSize = 20;
const maxExamples = 5;

/** A table with its filter, to hold keys against. */
export interface FilteredTable {
  readonly table: Table;
  readonly filter: TableFilter;
}

/** What the listing alone tells of a table. */
export interface ListedTable {
  readonly survey: Survey;
  readonly sample: readonly TableObject[];
  /** Objects that can be read. */
  readonly readable: number;
  readonly asOf: Date;
  /** Objects by archive class. */
  readonly archived: ReadonlyMap<string, number>;
  /** How many objects of the table other tables take as well, by table. */
  readonly shared: ReadonlyMap<string, number>;
  readonly untaken: UntakenKeys;
}

/** Lists a table, and holds each key also against the others. Throws TapError. */
export async function listTable(
  { table, filter }: FilteredTable,
  all: readonly FilteredTable[],
  { config, store }: Inspection,
): Promise<ListedTable> {
  const survey = new Survey(table, config);
  const sample = new ObjectSample<TableObject>(sampleSize);
  const archived = new Map<string, number>();
  const shared = new Map<string, number>();
  const untaken = { count: 0, examples: new Array<string>() };
  const others = all.filter((other) => other.table !== table);
  const earlier = all.slice(
    0,
    all.findIndex((other) => other.table === table),
  );
  let asOf = new Date(0);
  for await (const page of filter.prefix === null ? [] : store.list(filter.prefix)) {
    asOf = page.asOf;
    for (const object of survey.take(page).objects) {
      if (object.decision.kind === "read") sample.add(object);
      if (isArchived(object)) count(archived, object.storageClass ?? "");
      for (const other of others) if (takes(other, object.key)) count(shared, other.table.name);
    }
    for (const { key, size } of page.objects) {
      if (isOfTable(key, filter)) continue;
      if (size === 0 || !isNamedReadable(key) || others.some((other) => takes(other, key))) continue;
      // Where tables list the same keys, the first of them tells.
      if (earlier.some((other) => other.filter.prefix !== null && key.startsWith(other.filter.prefix))) continue;
      untaken.count += 1;
      if (untaken.examples.length < maxExamples) untaken.examples.push(key);
    }
  }
  return { survey, sample: sample.objects(), readable: sample.total, asOf, archived, shared, untaken };
}

function takes({ filter }: FilteredTable, key: string): boolean {
  return filter.prefix !== null && key.startsWith(filter.prefix) && isOfTable(key, filter);
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-class-intro.html: classes to restore objects from. */
function isArchived({ storageClass }: S3Object): boolean {
  return storageClass === "GLACIER" || storageClass === "DEEP_ARCHIVE";
}

function isNamedReadable(key: string): boolean {
  return isPacked(key) || formatOfEnding(endingOf(key)) !== null;
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
