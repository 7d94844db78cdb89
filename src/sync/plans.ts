import type { Share } from "../bookmark/share.ts";
import type { Config } from "../config/config.ts";
import type { TablePlan } from "./table-planning.ts";
import type { SelectedTable } from "./select-tables.ts";

/** Where the plans of tables come from. */
export interface Plans {
  /** The plan of a table, which is handed out once. Throws TapError. */
  planOf(name: string): Promise<TablePlan>;
  /** How the bookmark of a table begins whose plan was handed out, where the run is one of several; `incoming`: as the state has it. */
  shareOf(name: string, incoming: unknown): Share | null;
}

/** The part of a shard in a plan that was made beforehand. */
export interface PlannedPart {
  /** Throws TapError of kind "usage" where the plan was made with another config or state. */
  plansOf(tables: readonly SelectedTable[], config: Config): Plans;
}
