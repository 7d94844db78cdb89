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
  const columns = new Set<string>();
  const extras = new Map<string, number[]>();
  const found = {
    duplicates: new Set<string>(),
    unknown: new Set<string>(),
    reserved: new Set<string>(),
    overridden: new Set<string>(),
  };
  const seen = new Set<string>();
  const places = header.map((name, field) => {
    if (seen.has(name)) found.duplicates.add(name);
    const isFirst = !seen.has(name);
    seen.add(name);
    const place = told.has(name) ? "overridden" : placeOf(name, stream);
    if (place === "column" && isFirst) {
      columns.add(name);
      return "column";
    }
    if (place === "nowhere") return "nowhere";
    if (place === "reserved") found.reserved.add(name);
    if (place === "overridden") found.overridden.add(name);
    if (place === "unknown") found.unknown.add(name);
    const fields = extras.get(name);
    if (fields === undefined) extras.set(name, [field]);
    else fields.push(field);
    return "extra";
  });
  const findings = {
    duplicates: [...found.duplicates],
    unknown: [...found.unknown],
    reserved: [...found.reserved],
    overridden: [...found.overridden],
    missing: [...stream.columns.keys()].filter((name) => !columns.has(name) && !told.has(name)),
  };
  return { places, columns, extras, findings };
}

function placeOf(name: string, stream: Stream): "column" | "nowhere" | "reserved" | "unknown" {
  if (isAddedColumn(name)) return "reserved";
  if (stream.columns.has(name)) return "column";
  if (stream.deselected.has(name)) return "nowhere";
  return stream.takesEveryColumn ? "column" : "unknown";
}
