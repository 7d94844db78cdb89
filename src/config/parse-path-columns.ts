import { TapError } from "../errors.ts";
import { namedGroups } from "../pattern/named-groups.ts";
import { groupColumns, hiveColumns, type PathColumns } from "../pattern/path-columns.ts";
import { quoted } from "../wording/quoted.ts";
import { isAddedColumn } from "../schema/added-columns.ts";
import type { TableSection } from "./schema.ts";
import { reject, textOf, textsOf } from "./section.ts";

/** How the keys of a table's objects become columns; null where they do not. */
export function parsePathColumns(table: TableSection): PathColumns | null {
  const names = textsOf(table, "path_columns");
  if (names.length === 0) return null;
  if (isHive(names)) return hiveColumns;
  for (const name of names.filter(isAddedColumn)) {
    reject(table, "path_columns", `names "${name}", a column that the tap adds; call the group otherwise`);
  }
  try {
    const groups = namedGroups(textOf(table, "search_pattern"));
    const unknown = names.filter((name) => !groups.names.includes(name));
    if (unknown.length > 0) reject(table, "path_columns", noGroup(unknown, groups.names));
    return groupColumns(groups, names);
  } catch (error) {
    // The pattern itself has been told.
    if (!(error instanceof TapError)) throw error;
    return null;
  }
}

/** The names that columns of the key will have, as far as the config tells them; null where the keys do. */
export function givenPathNames(table: TableSection): readonly string[] | null {
  const names = textsOf(table, "path_columns");
  return isHive(names) ? null : names;
}

/** A single text has become a list by now. */
function isHive(names: readonly string[]): boolean {
  return names.length === 1 && names[0] === "hive";
}

function noGroup(unknown: readonly string[], names: readonly string[]): string {
  const known = names.length === 0 ? "has no named groups" : `has the groups ${quoted(names)}`;
  return (
    `names ${quoted(unknown)}, but search_pattern ${known}; write (?P<${unknown[0] ?? "name"}>...) around the part ` +
    `of the key that is meant, or set "hive" for folders such as dt=2024-01-01/`
  );
}
