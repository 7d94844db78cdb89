import type { FileHead } from "../files/read-heads.ts";
import { tellSettings } from "../format/finding.ts";
import { titleOf } from "../format/formats.ts";
import { isObject } from "../json.ts";
import { isAddedColumn } from "../schema/added-columns.ts";
import type { JsonSchema } from "../schema/json-schema.ts";
import type { DiscoveredStream } from "../singer/catalog.ts";
import { formatCount } from "../wording/amounts.ts";
import type { ReportedColumn } from "./table-report.ts";

/** How the files are written, where that was to be found out. */
export function describeDialect({ dialect }: Pick<DiscoveredStream, "dialect">): readonly string[] {
  if (dialect === null) return [];
  const settings = tellSettings(dialect);
  return [settings === "" ? "written as the settings say" : `found to be written with ${settings}`];
}

/** What files tell of themselves, each thing once. */
export function describeFormats(heads: readonly FileHead[]): readonly string[] {
  return [...new Set(heads.flatMap(describeFacts))];
}

function describeFacts({ format, facts }: FileHead): readonly string[] {
  if (facts === undefined) return [];
  const { compression, records } = facts;
  const packing = compression === "none" ? "not compressed" : compression;
  return [[titleOf(format), packing, ...(records === null ? [] : [`${formatCount(records)} rows`])].join(", ")];
}

/** All columns of the files and of their keys, with the types that the catalog would have; null where that is text for want of a better. */
export function reportedColumns(
  heads: readonly FileHead[],
  path: readonly string[],
  { schema }: DiscoveredStream,
): readonly ReportedColumn[] {
  const properties = isObject(schema["properties"]) ? schema["properties"] : {};
  const own = heads.flatMap(({ names }) => names).filter((name) => !isAddedColumn(name) && !path.includes(name));
  const columns = new Set([...own, ...path]);
  const known = new Set(heads.flatMap(({ types }) => [...(types?.keys() ?? [])]));
  return [...columns].map((name) => {
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
    const type = isObject(property) ? typeOf(property) : "string";
    return { name, type: type === "string" && !known.has(name) ? null : type };
  });
}

function typeOf({ type, format, anyOf }: JsonSchema): string {
  if (typeof format === "string") return format;
  if (Array.isArray(anyOf)) {
    const first = anyOf.find(isObject);
    return first === undefined ? "string" : typeOf(first);
  }
  const types = [type].flat().filter((each) => each !== "null");
  return types.join(" or ");
}

/** The first rows of a file, field by field in the order of the columns. `path`: what its key tells. */
export function sampledRows(
  [head]: readonly FileHead[],
  columns: readonly ReportedColumn[],
  count: number,
  path: ReadonlyMap<string, string | null>,
): readonly (readonly (string | null)[])[] {
  return (head?.records ?? []).slice(0, count).map((record) => {
    const own = record.map(({ name, kind, text }) => [name, kind === "null" ? null : text] as const);
    const fields = new Map([...own, ...path]);
    return columns.map(({ name }) => fields.get(name) ?? null);
  });
}
