import { isObject, type JsonObject } from "../json.ts";
import type { CatalogStream } from "./catalog.ts";
import { ownProperties, ownSchema } from "./own-schema.ts";

/** What is left of a stream once the deselected properties are taken out. */
export interface Selection {
  /** The schema to announce: selected properties only, everything else as the catalog has it. */
  readonly schema: JsonObject;
  readonly properties: ReadonlyMap<string, JsonObject>;
  /** Properties that the catalog knows and that are not wanted. */
  readonly deselected: ReadonlySet<string>;
  /** The catalog names no property at all: whatever the files have is wanted. */
  readonly isEmpty: boolean;
  /** Keys that the catalog has no property for, though it has others: they are announced as strings. */
  readonly unknownKeys: readonly string[];
  /** The tap's own columns whose types in the catalog do not admit what it writes: they are announced as they are. */
  readonly retyped: readonly string[];
}

/**
 * What a catalog selects of a stream, or null when it does not select the stream. The order of the
 * rules is the Meltano SDK's: unsupported, automatic, `selected`, `selected-by-default`, the parent. What is a key by the
 * catalog or by the config, which `keys` are of, is automatic: a SCHEMA must have its keys.
 */
export function selectionOf(stream: CatalogStream, keys: readonly string[] = []): Selection | null {
  if (!isStreamSelected(stream)) return null;
  const all = isObject(stream.schema["properties"]) ? stream.schema["properties"] : {};
  const properties = new Map<string, JsonObject>();
  const deselected = new Set<string>();
  const retyped: string[] = [];
  const isKey = new Set([...(stream.keyProperties ?? []), ...keys]);
  for (const [name, property] of Object.entries(all)) {
    const schema = isObject(property) ? property : {};
    if (!isKey.has(name) && !isPropertySelected(stream, name, schema)) {
      deselected.add(name);
      continue;
    }
    const own = ownSchema(name, schema);
    if (own !== null) retyped.push(name);
    properties.set(name, own ?? schema);
  }
  const isEmpty = Object.keys(all).length === 0;
  const unknownKeys = isEmpty ? [] : (stream.keyProperties ?? keys).filter((name) => !Object.hasOwn(all, name));
  for (const name of unknownKeys) properties.set(name, ownProperties.get(name) ?? { type: ["null", "string"] });
  return {
    schema: { ...stream.schema, properties: Object.fromEntries(properties) },
    properties,
    deselected,
    isEmpty,
    unknownKeys,
    retyped,
  };
}

function isStreamSelected({ metadata, schema }: CatalogStream): boolean {
  if (metadata["inclusion"] === "unsupported") return false;
  return flag(metadata["selected"]) ?? flag(schema["selected"]) ?? flag(metadata["selected-by-default"]) ?? false;
}

function isPropertySelected(stream: CatalogStream, name: string, schema: JsonObject): boolean {
  const metadata = stream.propertyMetadata.get(name) ?? {};
  const inclusion = metadata["inclusion"] ?? schema["inclusion"];
  if (inclusion === "unsupported") return false;
  if (inclusion === "automatic") return true;
  return flag(metadata["selected"]) ?? flag(schema["selected"]) ?? flag(metadata["selected-by-default"]) ?? true;
}

/** Hand-written catalogs, and the Singer documentation itself, also write "true" as a string. */
function flag(value: unknown): boolean | undefined {
  if (typeof value === "boolean") return value;
  if (typeof value !== "string") return undefined;
  const text = value.toLowerCase();
  return text === "true" ? true : text === "false" ? false : undefined;
}
