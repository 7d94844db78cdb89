import { nearestName } from "./nearest-name.ts";
import { settingsOf } from "./schema.ts";

/** A warning about a key that is no setting, with what the user probably meant. */
export function describeUnknownKey(key: string, level: "top" | "table"): string {
  const hint = level === "top" ? hintAtTop(key) : hintInTable(key);
  return hint === undefined ? "is unknown and ignored" : `is unknown and ignored; ${hint}`;
}

function hintAtTop(key: string): string | undefined {
  if (Object.hasOwn(settingsOf.table, key)) return "it belongs into a table";
  return foreignTopKeys.get(key) ?? guess(key, "top");
}

function hintInTable(key: string): string | undefined {
  if (Object.hasOwn(settingsOf.top, key)) return "it belongs to the top level";
  return foreignTableKeys.get(key) ?? guess(key, "table");
}

function guess(key: string, level: "top" | "table"): string | undefined {
  const nearest = nearestName(key, Object.keys(settingsOf[level]));
  return nearest === undefined ? undefined : `did you mean "${nearest}"?`;
}

// Keys of other S3 CSV taps that mean something this tap does in another way or not at all. The nearest name would mislead.
const foreignTopKeys: ReadonlyMap<string, string> = new Map([
  ["table_suffix", "put the suffix into each table_name"],
  ["crawl_config", "name each table under tables"],
  ["s3_proxies", "proxies are not supported"],
]);

const foreignTableKeys: ReadonlyMap<string, string> = new Map([
  ["skip_initial", "it skips records below the header, and skip_lines skips lines above it"],
  ["recursive_search", "all keys below search_prefix are searched; narrow them with search_pattern"],
  ["invalid_format_action", "on_bad_file at the top level says it for all tables"],
  ["path", "name the bucket at the top level"],
  ["guess_types", "schema_inference says how types are found"],
  ["prefer_schema_as_string", "schema_inference says how types are found"],
]);
