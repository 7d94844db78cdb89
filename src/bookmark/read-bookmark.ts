import { TapError } from "../errors.ts";
import { isObject, type JsonObject } from "../json.ts";
import type { Coverage, Part, Replaced, Scope, StoredBookmark, StoredFiles } from "./bookmark.ts";
import { IdSet } from "./id-set.ts";
import { readSeen } from "./seen-text.ts";
import { resultOf } from "./shared-bookmark.ts";
import { readSharedRun, type SharedRun } from "./shared-run.ts";
import { readTimestamp } from "./timestamp.ts";
import { idLength } from "./version.ts";
import { idLength1 } from "./version-1.ts";

/**
 * Reads `bookmarks[table]` of a state. What this tap added counts only if it was written together
 * with this `modified_since`: the reference tap keeps `_files` while it moves `modified_since`, and
 * people edit `modified_since` to read files again.
 */
export function readBookmark(value: unknown, table: string): StoredBookmark {
  return resultOf(readStored(value, table));
}

/** The same, with what shards have added still beside what they began with. */
export function readStored(value: unknown, table: string): StoredBookmark {
  if (value === undefined || value === null) return { modifiedSince: -Infinity, files: null };
  if (!isObject(value)) throw unreadable(table, "it is not an object");
  const text = value["modified_since"] ?? null;
  const modifiedSince = readModifiedSince(text, table);
  const files = value["_files"];
  const isOurs = isObject(files) && (files["v"] === 1 || files["v"] === 2) && files["for"] === text;
  return { modifiedSince, files: isOurs ? readFiles(files, files["v"] === 1 ? 1 : 2, table) : null };
}

function readModifiedSince(value: unknown, table: string): number {
  if (value === null || value === "") return -Infinity;
  const moment = typeof value === "string" ? readTimestamp(value) : null;
  if (moment === null) throw unreadable(table, '"modified_since" is not a date like "2024-01-31T08:00:00+00:00"');
  return moment;
}

function readFiles(files: JsonObject, version: 1 | 2, table: string): StoredFiles {
  const part = files["part"] ?? null;
  const parts = files["parts"] ?? [];
  if (!Array.isArray(parts)) throw damaged(table, "parts");
  const all: unknown[] = part === null ? parts : [part, ...parts];
  // A later version may have left its keys beside those of an earlier one: runners merge states and delete nothing.
  const earlier = version === 1 ? [] : files["earlier"];
  if (!Array.isArray(earlier)) throw damaged(table, "earlier");
  const archived = files["archived"] ?? null;
  if (archived !== null && !isIds(archived)) throw damaged(table, "archived");
  const replaced = readReplaced(files["replaced"] ?? null, table);
  const shared = readShared(files["shards"] ?? null, table);
  return {
    version,
    ...(archived === null ? {} : { archived }),
    ...(replaced === null ? {} : { replaced }),
    ...(shared === null ? {} : { shared }),
    ...readCoverage(files, version, table),
    parts: all.map((value) => readPart(value, table)),
    earlier: earlier.map((value: unknown) => {
      if (!isObject(value)) throw damaged(table, "earlier");
      return readCoverage(value, version, table);
    }),
  };
}

function readCoverage(value: JsonObject, version: 1 | 2, table: string): Coverage {
  const floor = value["floor"] === null ? -Infinity : readMoment(value["floor"]);
  if (floor === null) throw damaged(table, "floor");
  const seen = value["seen"];
  if (!Array.isArray(seen)) throw damaged(table, "seen");
  const versions = seen.flatMap((text: unknown) => {
    const read = typeof text === "string" ? readSeen(text, version === 1 ? idLength1 : idLength) : null;
    if (read === null) throw damaged(table, "seen");
    return read;
  });
  if (version === 1) return { scope: null, floor, seen: versions, below: null };
  const scope = value["scope"];
  if (!isScope(scope)) throw damaged(table, "scope");
  const below = value["below"] === null ? null : IdSet.read(value["below"]);
  if (below === null && value["below"] !== null) throw damaged(table, "below");
  return { scope, floor, seen: versions, below };
}

function readReplaced(value: unknown, table: string): Replaced | null {
  if (value === null) return null;
  const [id, version]: readonly unknown[] = Array.isArray(value) ? value : [];
  if (typeof id !== "string" || !isCount(version)) throw damaged(table, "replaced");
  return { id, version };
}

function readShared(value: unknown, table: string): SharedRun | null {
  if (value === null) return null;
  const shared = readSharedRun(value);
  if (shared === null) throw damaged(table, "shards");
  return shared;
}

function isIds(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((id) => typeof id === "string" && id.length === idLength);
}

function isScope(value: unknown): value is Scope | null {
  if (value === null) return true;
  return Array.isArray(value) && value.every((item) => item === null || typeof item === "string");
}

function readPart(value: unknown, table: string): Part {
  if (!isObject(value)) throw damaged(table, "part");
  const { key, etag, cfg, records, line, byte } = value;
  const lastModified = readMoment(value["lm"]);
  if (
    typeof key !== "string" ||
    typeof etag !== "string" ||
    lastModified === null ||
    typeof cfg !== "string" ||
    !isCount(records) ||
    !isCount(line) ||
    !isCount(byte)
  ) {
    throw damaged(table, "part");
  }
  return { key, etag, lastModified, cfg, records, line, byte };
}

function readMoment(value: unknown): number | null {
  return typeof value === "string" ? readTimestamp(value) : null;
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

function damaged(table: string, name: string): TapError {
  const cure = 'remove "_files" there to go on from "modified_since" alone';
  return unreadable(table, `"_files.${name}" is damaged: ${cure}`);
}

function unreadable(table: string, why: string): TapError {
  return new TapError("usage", `Cannot read the bookmark of table ${JSON.stringify(table)} in the state: ${why}`);
}
