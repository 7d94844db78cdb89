import { endingOf, isNamedReadable, mayTellByContent } from "../files/format-of.ts";
import type { ListPage, ObjectStore } from "../s3/store.ts";
import { isOfTable, type TableFilter } from "../table/table-filter.ts";
import { GroupedKeys, type ShapedGroup } from "./group-keys.ts";

/** What a listing tells of a bucket. */
export interface SurveyedBucket {
  readonly objects: number;
  readonly readable: number;
  /** Objects whose names do not tell what they are, so that their content must. */
  readonly unidentified: number;
  /** Of those that are read by nobody, the endings of their names, or the names where they have none. */
  readonly skipped: readonly string[];
  readonly skippedCount: number;
  /** Readable objects that tables of the config take already. */
  readonly taken: number;
  /** Readable objects in folders of programs that are still at work, or that keep their books there. */
  readonly hidden: number;
  readonly groups: readonly ShapedGroup[];
}

const maxEndings = 12;
/** Where Spark, Delta and Iceberg keep what is no table yet, or no more. */
const hiddenFolder = /(?:^|\/)(?:_temporary|_spark_metadata|_delta_log|_committed|_started|\.[^/.][^/]*)(?:\/|$)/;

/** Groups the readable keys that no table takes yet. */
export async function surveyBucket(
  store: Pick<ObjectStore, "list" | "listInAnyOrder">,
  prefix: string,
  tables: readonly TableFilter[],
): Promise<SurveyedBucket> {
  const { surveyed, isComplete } = await surveyPages(store.listInAnyOrder(prefix), tables);
  if (isComplete) return surveyed;
  // Shapes that are too many to be held are taken together as the keys come, which is to be the same each time.
  const inOrder = await surveyPages(store.list(prefix), tables);
  return inOrder.surveyed;
}

interface Survey {
  readonly surveyed: SurveyedBucket;
  /** The keys in any other order give the same. */
  readonly isComplete: boolean;
}

async function surveyPages(pages: AsyncIterable<ListPage>, tables: readonly TableFilter[]): Promise<Survey> {
  const grouped = new GroupedKeys();
  const endings = new Map<string, number>();
  const counts = { objects: 0, readable: 0, unidentified: 0, skippedCount: 0, taken: 0, hidden: 0 };
  for await (const { objects } of pages) {
    for (const object of objects) {
      const { key, size } = object;
      if (size === 0 && key.endsWith("/")) continue;
      counts.objects += 1;
      const isTold = isNamedReadable(key);
      if (size === 0 || !(isTold || mayTellByContent(key))) {
        counts.skippedCount += 1;
        countEnding(endings, key, size);
        continue;
      }
      if (isTold) counts.readable += 1;
      else counts.unidentified += 1;
      if (tables.some((table) => isOfTable(key, table))) counts.taken += 1;
      else if (hiddenFolder.test(key)) counts.hidden += 1;
      else grouped.add(object);
    }
  }
  const { isComplete } = grouped;
  return { isComplete, surveyed: { ...counts, skipped: byCount(endings), groups: grouped.groups() } };
}

/** A hundred names without an ending say no more than ten. */
const maxKnown = 1000;

function countEnding(endings: Map<string, number>, key: string, size: number): void {
  const name = key.slice(key.lastIndexOf("/") + 1);
  const ending = size === 0 && isNamedReadable(key) ? "empty" : name.lastIndexOf(".") > 0 ? `.${endingOf(name)}` : name;
  if (endings.has(ending) || endings.size < maxKnown) endings.set(ending, (endings.get(ending) ?? 0) + 1);
}

function byCount(endings: ReadonlyMap<string, number>): readonly string[] {
  const all = [...endings].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([ending]) => ending);
  return all.length > maxEndings ? [...all.slice(0, maxEndings), "…"] : all;
}
