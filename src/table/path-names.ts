import type { Table } from "../config/config.ts";
import { isAddedColumn } from "../schema/added-columns.ts";

/** The columns that the keys of these objects tell, in the order of first appearance. */
export function pathNamesOf(objects: Iterable<{ readonly key: string }>, { pathColumns }: Table): readonly string[] {
  if (pathColumns === null) return [];
  const names = new Set<string>();
  for (const { key } of objects) for (const name of pathColumns(key).keys()) if (!isAddedColumn(name)) names.add(name);
  return [...names];
}
