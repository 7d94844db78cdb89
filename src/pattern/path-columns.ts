import { type NamedGroups } from "./named-groups.ts";

/** Columns whose values the key of an object tells, in their order; null is no value. Throws TapError for a key that takes too long. */
export type PathColumns = (key: string) => ReadonlyMap<string, string | null>;

/** Hive's name for the partition of rows whose value is null. */
const nullPartition = "__HIVE_DEFAULT_PARTITION__";

/** The folders `name=value` of a key, as Hive, Spark and Athena name them. Of several of one name the first counts. */
export function hiveColumns(key: string): ReadonlyMap<string, string | null> {
  const columns = new Map<string, string | null>();
  for (const folder of key.split("/").slice(0, -1)) {
    const sign = folder.indexOf("=");
    const name = decode(folder.slice(0, Math.max(0, sign)));
    if (name === "" || columns.has(name)) continue;
    const value = folder.slice(sign + 1);
    columns.set(name, value === nullPartition ? null : decode(value));
  }
  return columns;
}

/** The named groups of a pattern that are wanted, in this order. */
export function groupColumns({ read }: NamedGroups, names: readonly string[]): PathColumns {
  return (key) => {
    const texts = read(key);
    return new Map(names.map((name) => [name, texts.get(name) ?? null]));
  };
}

/** Hive writes a colon as %3A. What is no such text stands as it is. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
