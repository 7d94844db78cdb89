import { noTable } from "../command-line/load-unfinished-config.ts";
import type { Config } from "../config/config.ts";
import { variableOf } from "../config/environment.ts";
import type { ParsedConfig } from "../config/parse-config.ts";
import { settingsOf } from "../config/schema.ts";
import { TapError } from "../errors.ts";
import type { JsonObject } from "../json.ts";
import { tableFilter } from "../table/table-filter.ts";
import type { ConfigFile } from "./config-file.ts";
import { type DraftTable, type EditableKey, editableKeys, editsFor, topOf, withChanges } from "./draft.ts";
import { settingField, valueOfText } from "./setting-text.ts";
import type { ParsedTable, SetupTable } from "./setup-table.ts";
import type { FieldView } from "./view.ts";

/** The file's config with what was changed on the page, and what the environment says before it. */
export class SetupConfig {
  readonly file: ConfigFile;
  readonly #environment: JsonObject;
  readonly #resolve: (sources: readonly unknown[]) => Promise<ParsedConfig>;
  /** Every key that can be changed; undefined where it is not set. */
  #top: JsonObject;

  constructor(
    file: ConfigFile,
    environment: JsonObject,
    resolve: (sources: readonly unknown[]) => Promise<ParsedConfig>,
  ) {
    this.file = file;
    this.#environment = environment;
    this.#resolve = resolve;
    const top = topOf(file.value);
    this.#top = Object.fromEntries(editableKeys.map((key) => [key, top[key] ?? undefined]));
  }

  get hasBucket(): boolean {
    return [this.#top["bucket"], this.#environment["bucket"]].some((name) => name !== undefined && name !== "");
  }

  field(key: EditableKey, problem: string | null): FieldView {
    const isFixed = Object.hasOwn(this.#environment, key);
    const setting = settingsOf.top[key];
    if (setting === undefined) throw new Error(`There is no setting ${key}`);
    const field = settingField(key, isFixed ? this.#environment[key] : this.#top[key], setting);
    return { ...field, fixedBy: isFixed ? variableOf(key) : null, problem };
  }

  /** What a form says of these settings; those that the environment decides stay as they are. */
  change(values: Readonly<Record<string, string>>): void {
    for (const key of editableKeys) {
      const [text, setting] = [values[key], settingsOf.top[key]];
      if (text === undefined || setting === undefined || Object.hasOwn(this.#environment, key)) continue;
      this.#top = { ...this.#top, [key]: valueOfText(key, text, setting) };
    }
  }

  /** The config for listing below a prefix, whatever the tables are; or what is wrong with the top level. */
  async parseTop(prefix: string): Promise<{ readonly config: Config | null; readonly problems: readonly string[] }> {
    try {
      const table = { table_name: "t", search_pattern: ".", search_prefix: prefix };
      return { config: (await this.#resolveTables([table])).config, problems: [] };
    } catch (error) {
      return { config: null, problems: linesOf(error) };
    }
  }

  /** Finds out what the values of a table mean, or what is wrong with them. */
  async parseTable(table: SetupTable): Promise<void> {
    const { version } = table;
    const found = await this.#parsed(table.values);
    if (version !== table.version) return;
    table.parsed = found.parsed;
    table.problems = found.problems;
    table.warnings = found.warnings;
  }

  async #parsed(values: JsonObject): Promise<{
    readonly parsed: ParsedTable | null;
    readonly problems: readonly string[];
    readonly warnings: readonly string[];
  }> {
    try {
      const { config, warnings } = await this.#resolveTables([values]);
      const [table] = config.tables;
      if (table === undefined) throw new Error("A config of one table has none");
      return { parsed: { config, table, filter: tableFilter(table) }, problems: [], warnings: ofTable(warnings) };
    } catch (error) {
      return { parsed: null, problems: ofTable(linesOf(error)), warnings: [] };
    }
  }

  /** The whole config. Throws TapError with a line for each thing that is wrong. */
  async whole(tables: readonly DraftTable[]): Promise<Config> {
    return (await this.#resolveTables(tables.map(({ values }) => values))).config;
  }

  /** The config with these tables, or with one that takes nothing where there is none. Throws TapError. */
  async beside(tables: readonly DraftTable[]): Promise<Config> {
    return this.whole(tables.length > 0 ? tables : [{ origin: null, values: noTable }]);
  }

  async save(tables: readonly DraftTable[]): Promise<void> {
    await this.file.save(editsFor(this.file.value, this.#top, tables));
  }

  #resolveTables(tables: readonly JsonObject[]): Promise<ParsedConfig> {
    return this.#resolve([{ ...withChanges(this.file.value, this.#top, []), tables }, this.#environment]);
  }
}

/** A line for each violation. Anything but a TapError is a bug. */
function linesOf(error: unknown): readonly string[] {
  if (error instanceof TapError) return error.message.split("\n");
  throw error;
}

/** What is said of the only table, without its path. */
function ofTable(lines: readonly string[]): readonly string[] {
  return lines
    .filter((line) => line.startsWith(tablePath))
    .map((line) => line.slice(tablePath.length).replace(/^\./, ""));
}

const tablePath = "tables[0]";
