import { TapError } from "../errors.ts";
import { isObject, type JsonObject } from "../json.ts";
import type { Part, StoredBookmark, StoredFiles } from "./bookmark.ts";
import { readSeen } from "./seen-text.ts";
import { readTimestamp } from "./timestamp.ts";

/**
 * Reads `bookmarks[table]` of a state. What this tap added counts only if it was written together
 * with this `modified_since`: the reference tap keeps `_files` while it moves `modified_since`, and
 * people edit `modified_since` to read files again.
 */
export function readBookmark(value: unknown, table: string): StoredBookmark {
  if (value === undefined || value === null) return { modifiedSince: -Infinity, files: null };
  if (!isObject(value)) throw unreadable(table, "it is not an object");
  const text = value["modified_since"] ?? null;
  const modifiedSince = readModifiedSince(text, table);
  const files = value["_files"];
  const isOurs = isObject(files) && files["v"] === 1 && files["for"] === text;
  return { modifiedSince, files: isOurs ? readFiles(files, table) : null };
}

function readModifiedSince(value: unknown, table: string): number {
  if (value === null || value === "") return -Infinity;
  const moment = typeof value === "string" ? readTimestamp(value) : null;
  if (moment === null) throw unreadable(table, '"modified_since" is not a date like "2024-01-31T08:00:00+00:00"');
  return moment;
}

function readFiles(files: JsonObject, table: string): StoredFiles {
  const floor = files["floor"] === null ? -Infinity : readMoment(files["floor"]);
  if (floor === null) throw damaged(table, "floor");
  const seen = files["seen"];
  if (!Array.isArray(seen)) throw damaged(table, "seen");
  const versions = seen.flatMap((text: unknown) => {
    const read = typeof text === "string" ? readSeen(text) : null;
    if (read === null) throw damaged(table, "seen");
    return read;
  });
  const part = files["part"] ?? null;
  const parts = files["parts"] ?? [];
  if (!Array.isArray(parts)) throw damaged(table, "parts");
  const all: unknown[] = part === null ? parts : [part, ...parts];
  return { floor, seen: versions, parts: all.map((value) => readPart(value, table)) };
}

function readPart(value: unknown, table: string): Part {
  if (!isObject(value)) throw damaged(table, "part");
  const { key, etag, version, cfg, records, line, byte } = value;
  const lastModified = readMoment(value["lm"]);
  if (
    typeof key !== "string" ||
    typeof etag !== "string" ||
    (version !== null && typeof version !== "string") ||
    lastModified === null ||
    typeof cfg !== "string" ||
    !isCount(records) ||
    !isCount(line) ||
    !isCount(byte)
  ) {
    throw damaged(table, "part");
  }
  return { key, etag, version, lastModified, cfg, records, line, byte };
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
