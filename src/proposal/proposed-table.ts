import type { JsonObject } from "../json.ts";

/** A table as a config has it, and what people are told of it. */
export interface ProposedTable {
  readonly settings: JsonObject;
  /** Its keys, as people read them. */
  readonly shape: string;
  readonly notes: readonly string[];
}
