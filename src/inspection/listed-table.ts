import type { S3Object } from "../s3/store.ts";
import { ObjectSample } from "../table/sample-objects.ts";
import { Survey } from "../table/survey-table.ts";
import type { TableObject } from "../table/table-object.ts";
import type { FilteredTable, Inspection } from "./inspection.ts";
import { OtherTables } from "./other-tables.ts";
import { heldBy } from "../table/newest-object.ts";

/** Objects of a table that are opened: the newest, the oldest, and some spread over the rest. */
const sampleSize = 20;

/** What the listing alone tells of a table. */
export interface ListedTable {
  readonly survey: Survey;
  readonly sample: readonly TableObject[];
  /** Objects that can be read. */
  readonly readable: number;
  readonly asOf: Date;
  /** Objects by archive class. */
  readonly archived: ReadonlyMap<string, number>;
  readonly others: OtherTables;
}

/** Lists a table, and holds each key also against the others. Throws TapError. */
export async function listTable(
  filtered: FilteredTable,
  all: readonly FilteredTable[],
  { config, store }: Inspection,
): Promise<ListedTable> {
  const { table, filter } = filtered;
  const survey = new Survey(table, config);
  const sample = new ObjectSample<TableObject>(sampleSize);
  const archived = new Map<string, number>();
  const others = new OtherTables(filtered, all);
  let asOf = new Date(0);
  for await (const page of filter.prefix === null ? [] : store.list(filter.prefix)) {
    asOf = page.asOf;
    const own = survey.take(page).objects;
    for (const object of own) {
      if (object.decision.kind === "read") sample.add(object);
      if (isArchived(object)) count(archived, object.storageClass ?? "");
    }
    others.see(page.objects, new Set(own.map(({ key }) => key)));
  }
  return { survey, sample: heldBy(sample.objects(), table), readable: sample.total, asOf, archived, others };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-class-intro.html: classes to restore objects from. */
function isArchived({ storageClass }: S3Object): boolean {
  return storageClass === "GLACIER" || storageClass === "DEEP_ARCHIVE";
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
