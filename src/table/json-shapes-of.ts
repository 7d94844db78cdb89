import type { Table } from "../config/config.ts";
import { JsonShape } from "../schema/json-shape.ts";

/** One for each column that the config calls JSON, to learn by a sample which of its kinds it is. */
export function jsonShapesOf({ columns }: Table): ReadonlyMap<string, JsonShape> {
  return new Map([...columns].flatMap(([name, kind]) => (kind === "json" ? [[name, new JsonShape()] as const] : [])));
}
