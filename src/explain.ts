import type { StoredBookmark } from "./bookmark/bookmark.ts";
import { readBookmark } from "./bookmark/read-bookmark.ts";
import type { Config, Table } from "./config/config.ts";
import { TapError } from "./errors.ts";
import { endingInside, packOtherwise, unreadPackingOf } from "./files/format-of.ts";
import { formatOfEnding } from "./format/formats.ts";
import type { ObjectStore, S3Object } from "./s3/store.ts";
import { bookmarkOf, type State } from "./singer/state.ts";
import { type TablePlan, TablePlanning } from "./sync/table-planning.ts";
import { TablePlans } from "./sync/table-plans.ts";
import { tableFilter } from "./table/table-filter.ts";
import { decide, type SkipReason, type TableObject } from "./table/table-object.ts";
import { printable } from "./wording/printable.ts";

/** What there is to say of a key. */
export interface Explanation {
  readonly text: string;
  /** Whether there is an object of this key. */
  readonly isThere: boolean;
}

/** Tells of one key which tables read it, and of each other table why it does not. Throws TapError. */
export async function explain(named: string, config: Config, store: ObjectStore, state: State): Promise<Explanation> {
  const key = keyOf(named, config.connection.bucket);
  const object = await store.find(key);
  const about =
    object === null
      ? "there is no object of this key in the bucket"
      : `${object.size} bytes, modified ${object.lastModified.toISOString()}`;
  const verdicts = config.tables.map((table) => ({
    table,
    verdict: explainName(key, table) ?? (object === null ? unread : explainObject(object, table, config, state)),
  }));
  const listed = verdicts.flatMap(({ table, verdict }) =>
    typeof verdict === "string" ? [] : [{ table, stored: verdict.stored }],
  );
  const job = { config: { ...config, detectMultipart: false }, store, shard: null, warn: () => undefined };
  const plans = new TablePlans(listed, job);
  const lines: string[] = [];
  for (const { table, verdict } of verdicts) {
    const text = typeof verdict === "string" ? verdict : verdict.tell(await plans.planOf(table.name));
    lines.push(`  ${table.name}: ${text}`);
  }
  return { text: [`${key}: ${about}`, ...lines].map(printable).join("\n"), isThere: object !== null };
}

const unread = "would be read, if it were there";

/** What there is to say of a table: at once, or where only the whole listing tells. Tables share it. */
type Verdict =
  | string
  | {
      readonly stored: StoredBookmark;
      readonly tell: (found: TablePlan) => string;
    };

/** Other tools name an object by its URI, and that is what is at hand. */
function keyOf(named: string, bucket: string): string {
  const [, host = "", key] = /^s3a?:\/\/([^/]*)\/(.+)$/s.exec(named) ?? [];
  if (key === undefined) return named;
  if (host === bucket) return key;
  throw new TapError("usage", `Cannot explain "${named}": the config reads the bucket "${bucket}"; name a key of that`);
}

/** Why the table does not read a key, whatever is behind it; null when it does. */
function explainName(key: string, table: Table): string | null {
  const { prefix, search, exclude } = tableFilter(table);
  if (prefix === null)
    return "not read: search_prefix and search_pattern contradict each other, so that no key matches";
  if (!key.startsWith(table.searchPrefix)) {
    return `not read: it does not begin with search_prefix "${table.searchPrefix}"`;
  }
  if (!search.matches(key)) return `not read: search_pattern "${table.searchPattern}" does not match`;
  if (exclude?.matches(key) === true) return `not read: exclude_pattern "${table.excludePattern}" matches`;
  return null;
}

function explainObject(listed: S3Object, table: Table, config: Config, state: State): Verdict {
  const object = decide(listed, table);
  if (object.decision.kind === "skip") return `skipped: ${whySkipped(object.key, object.decision.reason)}`;
  const stored = readBookmark(bookmarkOf(state, table.name), table.name);
  if (table.replace) return { stored, tell: (found) => explainNewest(object, table, found) };
  const planning = new TablePlanning(table, config, stored);
  // What holds the floor back makes no difference to what is due.
  planning.begin({ asOf: new Date(), oldestUpload: null, prefix: planning.widerPrefix ?? "" });
  switch (planning.verdictOn(object)) {
    case "due":
      return due(object, table, stored, planning);
    case "before-start":
      return `out of scope: it was not modified after start_date, ${config.startDate?.toISOString() ?? ""}`;
    case "before-floor":
    case "done":
      if (!planning.isCertain) {
        return { stored, tell: (found) => (isDue(object, found) ? due(object, table, stored, planning) : done) };
      }
      return stored.files === null ? "not read: the state of another tap says that it has been read" : done;
  }
}

const done = "not read again: the state says that it has been read";

function isDue({ key }: S3Object, { plan }: TablePlan): boolean {
  return [...(plan?.due ?? [])].some((object) => object.key === key);
}

/** Of a table that the newest file replaces. */
function explainNewest({ key }: TableObject, table: Table, { newest, plan }: TablePlan): string {
  if (newest !== null && newest.key !== key)
    return `not read: "${newest.key}" is newer, and it alone is the table, as "replace" says`;
  if (plan !== null && plan.due.length > 0) return `read whole by the next sync${unlessNamed(key, table)}`;
  return "not read: the state says that the table holds it, or it was not modified after start_date";
}

function due(object: TableObject, table: Table, { files }: StoredBookmark, { isOtherScope }: TablePlanning): string {
  const isNew = files === null || object.lastModified.getTime() > files.floor;
  const why = isOtherScope
    ? ": it belongs to the table since the table's settings were changed"
    : ": it appeared late, after newer files had been read";
  return `read by the next sync${isNew ? "" : why}${unlessNamed(object.key, table)}`;
}

/** What is packed under a name that tells nothing is looked into, and skipped where neither a name inside nor first bytes tell more. */
function unlessNamed(key: string, { format }: Table): string {
  const inside = endingInside(key);
  if (format !== null || inside === null || formatOfEnding(inside) !== null) return "";
  return '; its name tells no format: it is skipped unless what is inside does, or "format" is set on the table';
}

function whySkipped(key: string, reason: SkipReason): string {
  const packing = reason === "format" ? unreadPackingOf(key) : null;
  return packing === null ? skipReasons[reason] : `by its name it is ${packing}, which is not read; ${packOtherwise}`;
}

const skipReasons: Readonly<Record<SkipReason, string>> = {
  archived: "it is archived, and on_archived says so; it is read once it has been restored",
  empty: "it is empty",
  folder: "it stands for a folder",
  format: 'unrecognised file extension; set "format" on the table to read it all the same',
};
