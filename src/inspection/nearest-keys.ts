import type { Table } from "../config/config.ts";
import { nearestName } from "../config/nearest-name.ts";
import { TapError } from "../errors.ts";
import { compilePattern } from "../pattern/key-pattern.ts";
import { escapePattern } from "../pattern/key-shape.ts";
import { writtenPrefix } from "../pattern/written-prefix.ts";
import type { ObjectStore } from "../s3/store.ts";
import { quoted } from "../wording/quoted.ts";
import type { TableFinding } from "./table-report.ts";

/** Keys that are held against a pattern which matches none: enough to find a slip. */
const maxKeys = 10_000;
const maxExamples = 3;

/** What was probably meant by a table that takes no key, with settings that take some; null where nothing is near. */
export async function nearestKeys(table: Table, bucket: string, store: ObjectStore): Promise<readonly TableFinding[]> {
  const { searchPattern, searchPrefix } = table;
  const below = await keysBelow(searchPrefix, store);
  if (below.length === 0 && searchPrefix !== "") return wrongPrefix(searchPrefix, bucket, await keysBelow("", store));
  const tried: readonly (readonly [pattern: string, message: string])[] = [
    [searchPattern.replace(/^\^?s3a?:\/\/[^/]*\//, ""), `search_pattern names the bucket "${bucket}", and keys do not`],
    [searchPattern.replaceAll("\\\\", "\\"), "a doubled backslash in search_pattern stands for a backslash in the key"],
    [escapePattern(searchPattern), "search_pattern is a key as it stands, but as a pattern it means something else"],
    [`(?i)${searchPattern}`, "keys are written with other capital letters than search_pattern"],
  ];
  for (const [pattern, message] of tried) {
    const found = pattern === searchPattern ? [] : matching(pattern, below);
    if (found.length === 0) continue;
    return near(`${message}: it would match ${quoted(found.slice(0, maxExamples))}`, { search_pattern: pattern });
  }
  const nearest = nearestKey(textOf(searchPattern), below);
  return nearest === undefined ? [] : near(`the nearest key is ${quoted([nearest])}`, {});
}

/** The key that has nearly this text at its beginning or its end, folder by folder: a pattern says rarely the whole of a key, and its digits never. */
function nearestKey(text: string, keys: readonly string[]): string | undefined {
  const depth = text.replace(/\/$/, "").split("/").length;
  const parts = new Map<string, string>();
  for (const key of keys) {
    const folders = withoutDigits(key).split("/");
    for (const part of [folders.slice(-depth), folders.slice(0, depth)]) {
      const name = part.join("/");
      if (!parts.has(name)) parts.set(name, key);
    }
  }
  return parts.get(nearestName(withoutDigits(text), parts.keys()) ?? "");
}

function withoutDigits(text: string): string {
  return text.replaceAll(/\d+/g, "");
}

/** Keys below a prefix, up to a bound; none where listing that is not allowed. */
async function keysBelow(prefix: string, store: ObjectStore): Promise<readonly string[]> {
  const keys: string[] = [];
  try {
    for await (const { objects } of store.list(prefix)) {
      for (const { key } of objects) keys.push(key);
      if (keys.length >= maxKeys) break;
    }
  } catch (error) {
    if (!(error instanceof TapError)) throw error;
  }
  return keys.slice(0, maxKeys);
}

function wrongPrefix(prefix: string, bucket: string, keys: readonly string[]): readonly TableFinding[] {
  const bare = withoutBucket(prefix, bucket);
  if (bare !== prefix && keys.some((key) => key.startsWith(bare))) {
    const message = `search_prefix names the bucket "${bucket}", and keys do not`;
    return near(message, { search_prefix: writtenPrefix(bare) });
  }
  const folders = new Set(keys.flatMap((key) => foldersOf(key)));
  const anyCase = [...folders].find((folder) => folder.toLowerCase() === prefix.toLowerCase());
  const nearest = anyCase ?? nearestName(prefix, folders);
  const message = `search_prefix ${JSON.stringify(prefix)} is wrong: no key begins with it`;
  return nearest === undefined ? near(message, {}) : near(message, { search_prefix: writtenPrefix(nearest) });
}

/** A prefix as an address of S3 has it, or a path with the bucket in it, without the bucket. */
function withoutBucket(prefix: string, bucket: string): string {
  const path = prefix.replace(/^s3a?:\/\//, "/").replace(/^\//, "");
  return path === bucket || path.startsWith(`${bucket}/`) ? path.slice(bucket.length + 1) : prefix;
}

/** Every folder that a key is in, with its slash. */
function foldersOf(key: string): readonly string[] {
  return [...key.matchAll(/\//g)].map(({ index }) => key.slice(0, index + 1));
}

function matching(pattern: string, keys: readonly string[]): readonly string[] {
  try {
    const { matches } = compilePattern(pattern);
    return keys.filter((key) => matches(key));
  } catch (error) {
    if (error instanceof TapError) return [];
    throw error;
  }
}

/** A pattern without what is not text. */
function textOf(pattern: string): string {
  return pattern.replaceAll(/\\[dws][+*]?|\[[^\]]*\][+*]?|\.[*+]|\{\d+(?:,\d*)?\}|[\^$\\()?|]/g, "");
}

function near(message: string, settings: TableFinding["settings"]): readonly TableFinding[] {
  return [{ code: "nearest-keys", severity: "warning", message, settings }];
}
