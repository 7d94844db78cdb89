import { isAddedColumn } from "../schema/added-columns.ts";
import type { Stream } from "./stream.ts";

/** What is odd about a header. */
export interface HeaderFindings {
  /** Names that occur more than once: the first occurrence is the column, the others go into `_sdc_extra`. */
  readonly duplicates: readonly string[];
  /** Names that the catalog does not know; they go into `_sdc_extra`. */
  readonly unknown: readonly string[];
  /** Names that belong to the tap; they go into `_sdc_extra`. */
  readonly reserved: readonly string[];
  /** Names that the key of the file tells as well, which goes before; they go into `_sdc_extra`. */
  readonly overridden: readonly string[];
  /** Columns of the stream that are not among the names. */
  readonly missing: readonly string[];
}

/** Where each field of a row goes. */
export interface Places {
  readonly places: readonly ("column" | "extra" | "nowhere")[];
  readonly columns: ReadonlySet<string>;
  readonly extras: ReadonlyMap<string, readonly number[]>;
  readonly findings: HeaderFindings;
}

/**
 * Decides by its name where each field goes: the first of a name may be a column, all others are surplus. The columns
 * `told` by the key of the file are none of its fields.
 */
export function placeFields(header: readonly string[], stream: Stream, told: ReadonlySet<string>): Places {
  const named: Readonly<Record<Fate, Set<string>>> = {
    column: new Set(),
    nowhere: new Set(),
    reserved: new Set(),
    overridden: new Set(),
    unknown: new Set(),
  };
  const duplicates = new Set<string>();
  const extras = new Map<string, number[]>();
  const places = header.map((name, field) => {
    const fate = told.has(name) ? "overridden" : fateOf(name, stream);
    const isFirst = !named[fate].has(name);
    if (isFirst) named[fate].add(name);
    else duplicates.add(name);
    if (fate === "nowhere" || (fate === "column" && isFirst)) return fate;
    const fields = extras.get(name);
    if (fields === undefined) extras.set(name, [field]);
    else fields.push(field);
    return "extra";
  });
  const findings = {
    duplicates: [...duplicates],
    unknown: [...named.unknown],
    reserved: [...named.reserved],
    overridden: [...named.overridden],
    missing: [...stream.columns.keys()].filter((name) => !named.column.has(name) && !told.has(name)),
  };
  return { places, columns: named.column, extras, findings };
}

/** Where the first field of a name goes, and if into `_sdc_extra`, why. */
type Fate = "column" | "nowhere" | "reserved" | "overridden" | "unknown";

function fateOf(name: string, stream: Stream): Fate {
  if (isAddedColumn(name)) return "reserved";
  if (stream.columns.has(name)) return "column";
  if (stream.deselected.has(name)) return "nowhere";
  return stream.takesEveryColumn ? "column" : "unknown";
}
