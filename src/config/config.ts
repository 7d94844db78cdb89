import type { FileSettings } from "../format/file-settings.ts";
import type { JsonObject } from "../json.ts";
import type { PathColumns } from "../pattern/path-columns.ts";
import type { Connection } from "../s3/connection.ts";
import type { ValueKind } from "../schema/column-type.ts";
import type { InventoryAddress } from "./parse-inventory.ts";
import type { parsedRunSettings, runSettings } from "./run-settings.ts";
import type { Fields } from "./section.ts";
import type { parsedTableSettings, tableSettings } from "./table-settings.ts";

/**
 * The whole configuration, parsed and complete: every default is filled in. Settings that are a mere value are fields as
 * run-settings.ts declares them.
 */
export interface Config extends Fields<typeof runSettings, (typeof parsedRunSettings)[number]> {
  readonly connection: Connection;
  readonly tables: readonly Table[];
  /** Only objects modified after it are read on the first run. */
  readonly startDate: Date | null;
  /** Milliseconds; Infinity keeps every id. */
  readonly lookbackMs: number;
  /** Where whole listings come from; null: from the store. */
  readonly inventory: InventoryAddress | null;
  /** Every text in the config that must never be logged. */
  readonly secrets: readonly string[];
}

/** One table: which objects it reads, and how. Settings that are a mere value are fields as table-settings.ts declares them. */
export interface Table extends FileSettings, Fields<typeof tableSettings, (typeof parsedTableSettings)[number]> {
  readonly name: string;
  readonly searchPattern: string;
  readonly excludePattern: string | null;
  readonly searchPrefix: string;
  readonly keyProperties: readonly string[];
  readonly dateOverrides: readonly string[];
  readonly dateFormat: string | null;
  /** One character. */
  readonly decimal: string;
  /** One character, or null for none. */
  readonly thousands: string | null;
  readonly columns: ReadonlyMap<string, ValueKind>;
  /** Null where keys tell no columns. */
  readonly pathColumns: PathColumns | null;
  /** Values and rows that do not fit go into a stream of their own. */
  readonly hasRejectStream: boolean;
  readonly onArchived: "fail" | "skip";
  /** How files are written is to be found out, or has been; null where the settings alone say it. */
  readonly auto: AutoDialect | null;
}

/** A dialect that is found out. */
export interface AutoDialect {
  /** The names of the settings that the config has: nothing that is found changes them. */
  readonly set: ReadonlySet<string>;
  /** The table with settings that were found, under their names in a config. Throws TapError of kind "usage" for a value that is none. */
  withFound(found: JsonObject): Table;
}
