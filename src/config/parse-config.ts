import type { Config, Table } from "./config.ts";
import { Findings } from "./findings.ts";
import { mergeSources } from "./merge-sources.ts";
import { parseDuration, parseSize } from "./parse-amount.ts";
import { parseConnection } from "./parse-connection.ts";
import { parseInventory } from "./parse-inventory.ts";
import { readMoment } from "../time/moment.ts";
import { parseTable } from "./parse-table.ts";
import { rejectsNameOf } from "./rejects-name.ts";
import { findSecrets } from "./secrets.ts";
import { parsedRunSettings, runSettings } from "./run-settings.ts";
import type { TableSection, TopSection } from "./schema.ts";
import { fieldsOf, optionalTextOf, pathOf, reject, valueOf } from "./section.ts";
import { excerpt } from "../wording/excerpt.ts";

/** A config that can be used, and what else is to be said about it. */
export interface ParsedConfig {
  readonly config: Config;
  readonly warnings: readonly string[];
  /** For a log at level debug. */
  readonly notes: readonly string[];
}

/**
 * Merges config objects key by key, later ones winning, into a complete config. Throws one TapError whose message has a
 * line for each violation. No text that it returns or throws holds the value of a secret. `names` are of settings that
 * do not come from a config: what gives them.
 */
export function parseConfig(sources: readonly unknown[], names: Readonly<Record<string, string>> = {}): ParsedConfig {
  const findings = new Findings(names);
  const { top, tables } = mergeSources(sources, findings);
  const parsedTables = parseTables(top, tables);
  const listsRestores = parsedTables.some(({ onArchived }) => onArchived === "skip");
  const config: Config = {
    ...fieldsOf(top, runSettings, parsedRunSettings),
    connection: { ...parseConnection(top), listsRestores },
    tables: parsedTables,
    startDate: parseStartDate(top),
    lookbackMs: parseLookback(top),
    inventory: parseInventory(top),
    secrets: findSecrets(top),
  };
  findings.throwViolations();
  return { config, warnings: findings.warnings, notes: findings.notes };
}

function parseTables(top: TopSection, sections: readonly TableSection[]): readonly Table[] {
  const common = { maxRecordSize: parseMaxRecordSize(top), onArchived: valueOf(top, "on_archived") };
  const tables = sections.map((section) => parseTable(section, common));
  const isUnlimited = parseDuration(valueOf(top, "lookback")) === Infinity;
  const firstOf = new Map<string, number>();
  for (const [index, { name, hasRejectStream, replace }] of tables.entries()) {
    if (replace && isUnlimited) {
      const problem =
        'reads the newest file alone, so that "lookback" at "unlimited" has nothing to remember; leave out one of the two';
      top.findings.reject(`tables[${index}].replace`, problem);
    }
    if (hasRejectStream && tables.some((other) => other.name === rejectsNameOf(name))) {
      const problem = `needs the name ${JSON.stringify(rejectsNameOf(name))}, which is that of another table`;
      top.findings.reject(`tables[${index}].reject_stream`, problem);
    }
    const first = firstOf.get(name);
    if (first === undefined) firstOf.set(name, index);
    else if (name !== "") {
      const problem = `${JSON.stringify(name)} is also the name of tables[${first}]; each table needs a name of its own`;
      top.findings.reject(`tables[${index}].table_name`, problem);
    }
  }
  return tables;
}

function parseStartDate(top: TopSection): Date | null {
  const text = optionalTextOf(top, "start_date");
  if (text === undefined) return null;
  const moment = readMoment(text);
  if (moment === null) {
    reject(
      top,
      "start_date",
      `${excerpt(text)} is not a date; write for example "2024-01-31T00:00:00Z" or "2024-01-31"`,
    );
    return null;
  }
  if (moment.isAmbiguous) {
    const day = moment.date.toISOString();
    top.findings.warn(
      pathOf(top, "start_date"),
      `${JSON.stringify(text)} is read with the month first, as ${day}; write it like that`,
    );
  }
  return moment.date;
}

function parseLookback(top: TopSection): number {
  const milliseconds = parseDuration(valueOf(top, "lookback"));
  if (milliseconds !== undefined) return milliseconds;
  reject(top, "lookback", 'must be a duration such as "24h", "7d" or "30m", a number of seconds, or "unlimited"');
  return 0;
}

/** Beyond it, a record no longer fits into one text of JavaScript. */
const largestRecord = 1024 ** 3;

function parseMaxRecordSize(top: TopSection): number {
  const bytes = parseSize(valueOf(top, "max_record_size"));
  if (bytes !== undefined && bytes >= 1 && bytes <= largestRecord) return bytes;
  reject(top, "max_record_size", 'must be a size from 1 byte to 1 GiB, for example "64MiB" or 67108864');
  return 0;
}
