import { isDeepStrictEqual } from "node:util";
import { tableAliases, topAliases } from "../config/aliases.ts";
import { Findings } from "../config/findings.ts";
import { parseJsonText } from "../config/json-text.ts";
import { renameTableAliases, renameTopAliases } from "../config/rename-aliases.ts";
import { TapError } from "../errors.ts";
import { isObject, type JsonObject } from "../json.ts";
import type { Edit } from "./edit-text.ts";

/** What stands in the form of the bucket. Secrets do not: they stay where they are. */
export const bucketKeys = ["bucket", "aws_region", "aws_endpoint_url", "aws_profile", "role_arn", "anonymous"] as const;

/** The keys of the top level that the page changes. */
export const editableKeys = [...bucketKeys, "start_date"] as const;
export type EditableKey = (typeof editableKeys)[number];

/** A table as the file has it, if it does. */
export interface DraftTable {
  readonly origin: number | null;
  readonly values: JsonObject;
}

/** The tables of a config value, under our names. Throws TapError of kind "usage" for what is no list of tables. */
export function tablesOf(config: JsonObject): readonly JsonObject[] {
  return rawTables(config).map((table, index) => renameTableAliases(table, `tables[${index}]`, new Findings()));
}

/** The top level of a config value, under our names. */
export function topOf(config: JsonObject): JsonObject {
  return renameTopAliases(config, new Findings());
}

/** The config value with these settings, where undefined is none, and these tables. */
export function withChanges(config: JsonObject, top: JsonObject, tables: readonly DraftTable[]): JsonObject {
  const changed = new Set(changedKeys(config, top));
  const kept = Object.entries(config).filter(([key]) => key !== "tables" && !isReplaced(key, topAliases, changed));
  const set = Object.entries(top).filter(([key, value]) => changed.has(key) && value !== undefined);
  return Object.fromEntries([...kept, ...set, ["tables", tables.map(({ values }) => values)]]);
}

/** What must be changed in the file of this config value to make it say the same. */
export function editsFor(config: JsonObject, top: JsonObject, tables: readonly DraftTable[]): readonly Edit[] {
  const changed = new Set(changedKeys(config, top));
  const removed = Object.keys(config).filter((key) => !changed.has(key) && isReplaced(key, topAliases, changed));
  return [
    ...removed.map((key) => ({ path: [key], value: undefined })),
    ...[...changed].map((key) => ({ path: [key], value: top[key] })),
    ...tableEdits(config, tables),
  ];
}

function changedKeys(config: JsonObject, top: JsonObject): readonly string[] {
  const before = topOf(config);
  return Object.keys(top).filter((key) => !isDeepStrictEqual(before[key] ?? undefined, top[key]));
}

/** Whether a key means one of those that are changed, by its own name or by another. */
function isReplaced(
  key: string,
  aliases: ReadonlyMap<string, { readonly key: string | null }>,
  changed: ReadonlySet<string>,
): boolean {
  return changed.has(key) || changed.has(aliases.get(key)?.key ?? "");
}

function tableEdits(config: JsonObject, tables: readonly DraftTable[]): readonly Edit[] {
  const before = rawTables(config);
  const all = tables.map(({ values }) => values);
  // As a text, or where there is none yet, the list is written whole.
  if (!Array.isArray(config["tables"])) {
    return [{ path: ["tables"], value: typeof config["tables"] === "string" ? JSON.stringify(all) : all }];
  }
  const kept = new Map(tables.flatMap(({ origin, values }) => (origin === null ? [] : [[origin, values] as const])));
  const changes = [...kept].flatMap(([index, values]) => valueEdits(["tables", index], before[index] ?? {}, values));
  const removed = before.map((_, index) => index).filter((index) => !kept.has(index));
  const added = tables.filter(({ origin }) => origin === null);
  return [
    ...changes,
    ...removed.toReversed().map((index) => ({ path: ["tables", index], value: undefined })),
    ...added.map(({ values }, index) => ({ path: ["tables", kept.size + index], value: values })),
  ];
}

function valueEdits(path: readonly (string | number)[], raw: JsonObject, values: JsonObject): readonly Edit[] {
  const before = renameTableAliases(raw, "", new Findings());
  const keys = new Set([...Object.keys(before), ...Object.keys(values)]);
  const changed = new Set([...keys].filter((key) => !isDeepStrictEqual(before[key], values[key])));
  const removed = Object.keys(raw).filter((key) => !changed.has(key) && isReplaced(key, tableAliases, changed));
  return [...removed, ...changed].map((key) => ({
    path: [...path, key],
    value: changed.has(key) ? values[key] : undefined,
  }));
}

function rawTables({ tables }: JsonObject): readonly JsonObject[] {
  const parsed = typeof tables === "string" && tables.trim() !== "" ? parseJsonText(tables) : { value: tables };
  const list = "value" in parsed ? (parsed.value ?? []) : null;
  if (list === "") return [];
  if (Array.isArray(list) && list.every(isObject)) return list;
  throw new TapError(
    "usage",
    "tables: must be an array of objects, or the same as a JSON string, for --setup to change it",
  );
}
