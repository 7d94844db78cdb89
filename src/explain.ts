import { Planner } from "./bookmark/plan.ts";
import { readBookmark } from "./bookmark/read-bookmark.ts";
import type { Config, Table } from "./config/config.ts";
import { TapError } from "./errors.ts";
import { fingerprint } from "./files/fingerprint.ts";
import type { ObjectStore, S3Object } from "./s3/store.ts";
import { bookmarkOf, type State } from "./singer/state.ts";
import { tableFilter } from "./table/table-filter.ts";
import { decide, type SkipReason } from "./table/table-object.ts";
import { printable } from "./wording/printable.ts";

/** Tells of one key which tables read it, and of each other table why it does not. Throws TapError. */
export async function explain(named: string, config: Config, store: ObjectStore, state: State): Promise<string> {
  const key = keyOf(named, config.connection.bucket);
  const object = await store.find(key);
  const about =
    object === null
      ? "there is no object of this key in the bucket"
      : `${object.size} bytes, modified ${object.lastModified.toISOString()}`;
  const lines = config.tables.map((table) => {
    const verdict = explainName(key, table) ?? (object === null ? null : explainObject(object, table, config, state));
    return `  ${table.name}: ${verdict ?? "would be read, if it were there"}`;
  });
  return [`${key}: ${about}`, ...lines].map(printable).join("\n");
}

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

function explainObject(object: S3Object, table: Table, config: Config, state: State): string {
  const { decision } = decide(object, table);
  if (decision.kind === "skip") return `passed over: ${skipReasons[decision.reason]}`;
  const stored = readBookmark(bookmarkOf(state, table.name), table.name);
  const planner = new Planner<S3Object>(stored, {
    asOf: new Date(),
    oldestUpload: null,
    startDate: config.startDate,
    lookbackMs: config.lookbackMs,
    replayEqual: false,
    cfg: fingerprint(table),
  });
  const hasBookmark = stored.files !== null || stored.modifiedSince > -Infinity;
  switch (planner.consider(object)) {
    case "due":
      return "read by the next sync";
    case "done":
      return "not read again: the state says that it has been read";
    case "before-floor":
      return hasBookmark
        ? "not read: it is older than all that the state leaves to be read"
        : `not read: it was not modified after start_date, ${config.startDate?.toISOString() ?? ""}`;
  }
}

const skipReasons: Readonly<Record<SkipReason, string>> = {
  empty: "it is empty",
  folder: "it stands for a folder",
  format: 'its name does not tell its format; set "format" on the table to read it all the same',
};
