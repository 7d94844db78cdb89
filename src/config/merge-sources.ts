import { isObject, type JsonObject } from "../json.ts";
import { formatCount } from "../wording/amounts.ts";
import { nameKind } from "../wording/name-kind.ts";
import { coerce, readFlag } from "./coerce.ts";
import type { Findings } from "./findings.ts";
import { parseJsonText } from "./json-text.ts";
import { renameTableAliases, renameTopAliases } from "./rename-aliases.ts";
import { settingsOf, topSettings, type TableKey, type TableSection, type TopKey, type TopSection } from "./schema.ts";
import type { Settings } from "./setting.ts";
import { tableSettings } from "./table-settings.ts";
import { describeUnknownKey } from "./unknown-keys.ts";
import { validate, type Violation } from "./validate.ts";

/** The levels of a config, with our names only and with nothing in them that the schema refuses. */
export interface MergedSources {
  readonly top: TopSection;
  readonly tables: readonly TableSection[];
}

/** Merges config objects key by key, later ones winning, and says what is wrong with the result as far as the schema tells. */
export function mergeSources(sources: readonly unknown[], findings: Findings): MergedSources {
  const { tables: listed, set_empty_values_null: emptyIsNull, ...rest } = mergeKeys(sources, findings);
  const tables = readTables(listed, findings).map((table, index) => {
    const path = `tables[${index}]`;
    if (refuseTooMuch(table, path, findings)) return {};
    if (isObject(table)) return clean(renameTableAliases(table, path, findings), settingsOf.table, path, findings);
    findings.reject(path, `is ${nameKind(table)}; must be an object with "table_name" and "search_pattern"`);
    return {};
  });
  const top = clean(rest, settingsOf.top, "", findings);
  const hasTables = listed !== undefined && listed !== null && listed !== "";
  return withoutViolations(top, readEmptyIsNull(emptyIsNull, tables, findings), hasTables, findings);
}

function mergeKeys(sources: readonly unknown[], findings: Findings): JsonObject {
  const entries = sources.flatMap((source) => {
    if (refuseTooMuch(source, "config", findings)) return [];
    if (isObject(source)) return Object.entries(renameTopAliases(source, findings));
    findings.reject("config", `is ${nameKind(source)}; must be a JSON object`);
    return [];
  });
  return Object.fromEntries(entries);
}

function readTables(tables: unknown, findings: Findings): readonly unknown[] {
  let list = tables;
  if (typeof tables === "string" && tables !== "") {
    const parsed = parseJsonText(tables);
    if ("problem" in parsed) {
      findings.reject("tables", isOpened(tables) ? parsed.problem : notJson);
      return [];
    }
    list = parsed.value;
  }
  if (Array.isArray(list)) return list;
  if (list !== undefined && list !== null && list !== "") {
    findings.reject("tables", `is ${nameKind(list)}; must be an array of tables, or the same as a JSON string`);
  }
  return [];
}

/** Whether a text begins as JSON does, so that the place of a mistake in it helps. YAML does not. */
function isOpened(text: string): boolean {
  return /^\s*[[{"]/.test(text);
}

const notJson =
  'is not JSON; as a string it must be a JSON array, as in [{"table_name": "orders", "search_pattern": "\\\\.csv$"}]; ' +
  "YAML is read from config files only, as in --config config.yml";

/** `set_empty_values_null`, which the forks of pipelinewise-tap-s3-csv have at the top level, is a null value of every table. */
function readEmptyIsNull(value: unknown, tables: readonly JsonObject[], findings: Findings): readonly JsonObject[] {
  if (value === undefined || value === null || value === "") return tables;
  const isAsked = readFlag(value);
  if (isAsked === undefined) findings.reject("set_empty_values_null", `is ${nameKind(value)}; must be true or false`);
  if (isAsked !== true) return tables;
  findings.note("set_empty_values_null", 'is read as "" in the null_values of every table');
  return tables.map((table) => {
    const { null_values: nullValues = [] } = table;
    return Array.isArray(nullValues) ? { ...table, null_values: [...new Set([...nullValues, ""])] } : table;
  });
}

/** Drops what is absent or unknown, and reads texts as what they stand for. */
function clean(values: JsonObject, settings: Settings, path: string, findings: Findings): JsonObject {
  const entries = Object.entries(values)
    .filter(([key]) => !ignoreUnknown(key, settings, path, findings))
    .filter(([key, value]) => !refuseTooMuch(value, path === "" ? key : `${path}.${key}`, findings))
    .filter(([key, value]) => value !== null && (value !== "" || meaningfulWhenEmpty.has(key)))
    .map(([key, value]) => {
      const setting = settings[key];
      return [key, setting === undefined ? value : coerce(key, value, setting)] as const;
    });
  return Object.fromEntries(entries);
}

/** In one list or object: more columns than all files of a table may have. */
const maxEntries = 100_000;

/** Refuses what would take more memory to look at than it can mean; true where it did. */
function refuseTooMuch(value: unknown, path: string, findings: Findings): boolean {
  if (typeof value !== "object" || value === null) return false;
  const count = Object.keys(value).length;
  if (count > maxEntries)
    findings.reject(path, `has ${formatCount(count)} entries; must have ${formatCount(maxEntries)} at most`);
  return count > maxEntries;
}

/** Where an empty text says something, or is a mistake. Elsewhere it is what runners send for "not set". */
const meaningfulWhenEmpty = new Set<string>([
  "quote",
  "escape",
  "comment",
  "delimiter",
  "bucket",
  "table_name",
  "search_pattern",
] satisfies (TopKey | TableKey)[]);

/** Warns of a key that is no setting; true where it is none. */
function ignoreUnknown(key: string, settings: Settings, path: string, findings: Findings): boolean {
  if (Object.hasOwn(settings, key)) return false;
  const level = settings === settingsOf.top ? "top" : "table";
  findings.ignore(path === "" ? key : `${path}.${key}`, () => describeUnknownKey(key, level));
  return true;
}

/** Validates both levels, and takes out what was refused, so that the rest can be read and all violations be told at once. */
function withoutViolations(
  top: JsonObject,
  tables: readonly JsonObject[],
  hasTables: boolean,
  findings: Findings,
): MergedSources {
  const refused = new Map<number | null, Set<string>>();
  for (const { path, table, key, problem } of violationsOf(top, hasTables ? tables : null)) {
    if (findings.isFull) findings.rejectMore(1);
    else if (!findings.hasRejected(path)) findings.reject(path, problem);
    refused.set(table, (refused.get(table) ?? new Set()).add(key));
  }
  const keysOf = (table: number | null): ReadonlySet<string> => refused.get(table) ?? new Set();
  return {
    top: { path: "", settings: topSettings, values: without(top, keysOf(null)), findings },
    tables: tables.map((values, index) => ({
      path: `tables[${index}]`,
      settings: tableSettings,
      values: without(values, keysOf(index)),
      findings,
    })),
  };
}

/** Tables that are validated at a time: the validator tells all that is wrong with them at once, which may be much. */
const tablesAtOnce = 500;

function* violationsOf(top: JsonObject, tables: readonly JsonObject[] | null): Generator<Violation, void, undefined> {
  yield* validate(tables === null ? top : { ...top, tables: tables.slice(0, tablesAtOnce) });
  for (let first = tablesAtOnce; first < (tables?.length ?? 0); first += tablesAtOnce) {
    yield* validate({ bucket: "bucket", tables: tables?.slice(first, first + tablesAtOnce) }, first);
  }
}

function without(values: JsonObject, keys: ReadonlySet<string>): JsonObject {
  return Object.fromEntries(Object.entries(values).filter(([key]) => !keys.has(key)));
}
