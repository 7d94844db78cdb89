import type { Config, Table } from "../config/config.ts";
import type { TableReport } from "../inspection/table-report.ts";
import type { JsonObject } from "../json.ts";
import type { TableFilter } from "../table/table-filter.ts";
import type { DraftTable } from "./draft.ts";

/** One table on the page: what is set, what that means, and what its files told. */
export class SetupTable implements DraftTable {
  readonly id: string;
  readonly color: number;
  origin: number | null;
  values: JsonObject;
  /** Columns that are not to be delivered. */
  readonly untracked: Set<string>;
  /** Changes with the values: what was found out for others is old. */
  version = 0;
  problems: readonly string[] = [];
  warnings: readonly string[] = [];
  /** Null as long as the values are not valid. */
  parsed: ParsedTable | null = null;
  report: TableReport | null = null;
  #look: { readonly version: number; readonly done: Promise<void> } | null = null;

  constructor(id: number, values: JsonObject, origin: number | null, untracked: ReadonlySet<string> = new Set()) {
    this.id = `t${id}`;
    this.color = id % colors;
    this.values = values;
    this.origin = origin;
    this.untracked = new Set(untracked);
  }

  get name(): string {
    const name = this.values["table_name"];
    return typeof name === "string" && name !== "" ? name : "(no name)";
  }

  /** Takes other values; undefined takes one out. */
  change(values: JsonObject): void {
    const entries = Object.entries({ ...this.values, ...values }).filter(([, value]) => value !== undefined);
    this.values = Object.fromEntries(entries);
    this.version += 1;
    this.report = null;
  }

  /** One look for each version, whoever asks. */
  async lookOnce(look: () => Promise<TableReport | null>): Promise<void> {
    const { version } = this;
    if (this.#look?.version !== version) {
      const done = look().then((report) => {
        if (version === this.version) this.report = report;
      });
      this.#look = { version, done };
    }
    await this.#look.done;
  }
}

/** What the page tells apart by colour. */
const colors = 8;

/** A table whose values are valid. */
export interface ParsedTable {
  /** Of this table alone. */
  readonly config: Config;
  readonly table: Table;
  readonly filter: TableFilter;
}
