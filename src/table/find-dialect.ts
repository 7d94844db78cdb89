import type { AutoDialect, Table } from "../config/config.ts";
import { TapError } from "../errors.ts";
import { isOfOneFile } from "../files/in-file.ts";
import { sniffObject, type Surroundings } from "../files/read-heads.ts";
import { type FoundSettings, tellSettings } from "../format/finding.ts";
import type { TableObject } from "./table-object.ts";

/** A dialect that was found, and the table with it. */
interface FoundDialect {
  readonly dialect: FoundSettings;
  readonly table: Table;
}

/** Files that are looked at: enough that one odd file does not decide. */
const maxFiles = 5;

/**
 * How the files of a table are written, as most of the newest are; of several ways that are as frequent, the newest.
 * Null where nothing is to be found. `objects` are in the order of their age, the oldest first. Files that cannot be read are left for whoever reads them.
 */
export async function findDialect(
  objects: readonly TableObject[],
  table: Table,
  surroundings: Surroundings,
): Promise<FoundDialect | null> {
  if (table.auto === null) return null;
  const votes = new Map<string, { readonly found: FoundSettings; count: number }>();
  for (const object of objects.slice(-maxFiles).reverse()) {
    const found = await foundIn(object, table, table.auto, surroundings);
    if (found === null) continue;
    const key = JSON.stringify(found);
    const vote = votes.get(key) ?? { found, count: 0 };
    vote.count += 1;
    votes.set(key, vote);
  }
  const [most] = [...votes.values()].sort((a, b) => b.count - a.count);
  const dialect = withoutDoubtfulFooter(most?.found ?? {}, votes.size);
  return { dialect, table: table.auto.withFound({ ...dialect }) };
}

/** Rows must not be lost as a footer: where files differ, nothing is left out below them. */
function withoutDoubtfulFooter(found: FoundSettings, kinds: number): FoundSettings {
  const { skip_footer_lines: lines, ...rest } = found;
  return lines === undefined || kinds === 1 ? found : rest;
}

async function foundIn(
  object: TableObject,
  table: Table,
  { set }: AutoDialect,
  surroundings: Surroundings,
): Promise<FoundSettings | null> {
  try {
    const findings = await sniffObject(object, table, surroundings, set);
    // Another format is another table: which names are read depends on it.
    return Object.assign({}, ...findings.filter(({ code }) => code !== "format").map(({ settings }) => settings));
  } catch (error) {
    if (error instanceof TapError && isOfOneFile(error)) return null;
    throw error;
  }
}

/** What was found, for the log. */
export function tellDialect({ name }: Table, dialect: FoundSettings): string {
  const settings = tellSettings(dialect);
  if (settings === "") return `The newest files of table "${name}" are written as its settings say`;
  return `The newest files of table "${name}" are read with ${settings}, as they are written`;
}
