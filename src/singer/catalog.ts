import { TapError } from "../errors.ts";
import { isObject, type JsonObject } from "../json.ts";

/** One stream of a catalog, as far as a tap needs it. */
export interface CatalogStream {
  readonly id: string;
  readonly schema: JsonObject;
  /** Null when the catalog says nothing of keys. */
  readonly keyProperties: readonly string[] | null;
  /** Metadata of the stream itself: the breadcrumb []. */
  readonly metadata: JsonObject;
  /** Metadata of each property: the breadcrumb ["properties", name]. */
  readonly propertyMetadata: ReadonlyMap<string, JsonObject>;
}

/** Whether the reference tap wrote the schema of a stream: its release 2, or release 1 by its own form of `_sdc_extra`. */
export function isOfReference({ schema }: Pick<CatalogStream, "schema">): boolean {
  if (Array.isArray(schema["type"])) return true;
  const extra = isObject(schema["properties"]) ? schema["properties"]["_sdc_extra"] : undefined;
  return isObject(extra) && extra["type"] === "array";
}

/** A catalog file, parsed. Throws TapError of kind "usage" that names the stream and what is wrong with it. */
export function parseCatalog(json: unknown): readonly CatalogStream[] {
  const streams = isObject(json) ? json["streams"] : undefined;
  if (!Array.isArray(streams)) {
    throw new TapError("usage", 'The catalog must be an object with an array "streams"; --discover prints one');
  }
  return streams.map((stream: unknown, index) => parseStream(stream, `streams[${index}]`));
}

function parseStream(json: unknown, path: string): CatalogStream {
  if (!isObject(json)) throw new TapError("usage", `catalog: ${path} must be an object`);
  const id = json["tap_stream_id"] ?? json["stream"];
  if (typeof id !== "string") throw new TapError("usage", `catalog: ${path}.tap_stream_id must be the name of a table`);
  const schema = json["schema"];
  if (!isObject(schema))
    throw new TapError("usage", `catalog: ${path}.schema of stream "${id}" must be a JSON Schema object`);
  const { stream, properties } = parseMetadata(json["metadata"]);
  return {
    id,
    schema,
    keyProperties: parseKeys(stream["table-key-properties"] ?? json["key_properties"], id),
    metadata: stream,
    propertyMetadata: properties,
  };
}

function parseMetadata(json: unknown): { stream: JsonObject; properties: ReadonlyMap<string, JsonObject> } {
  let stream: JsonObject = {};
  const properties = new Map<string, JsonObject>();
  for (const entry of Array.isArray(json) ? json : []) {
    if (!isObject(entry) || !Array.isArray(entry["breadcrumb"]) || !isObject(entry["metadata"])) continue;
    const [root, name] = entry["breadcrumb"];
    if (root === undefined) stream = entry["metadata"];
    else if (root === "properties" && typeof name === "string") properties.set(name, entry["metadata"]);
  }
  return { stream, properties };
}

function parseKeys(json: unknown, id: string): readonly string[] | null {
  if (json === undefined || json === null) return null;
  if (Array.isArray(json) && json.every((key) => typeof key === "string")) return json;
  throw new TapError("usage", `catalog: "table-key-properties" of stream "${id}" must be an array of column names`);
}

/** What discovery found out about one table. */
export interface DiscoveredStream {
  readonly id: string;
  readonly schema: JsonObject;
  readonly keyProperties: readonly string[];
  /** Settings that tell how its files are written, as they were found; null where only the config tells it. */
  readonly dialect: JsonObject | null;
  readonly dates: DiscoveredDates;
  /** The entry is to say no more than one of the reference tap. */
  readonly isCompatible: boolean;
}

/** What was found out about dates whose day and month only their order tells apart. */
export interface DiscoveredDates {
  /** By column, what comes first. */
  readonly orders: ReadonlyMap<string, "day-first" | "month-first">;
  /** A `date_format` that reads all of them, where the day comes first and the config has none. */
  readonly format: string | null;
}

/** For a stream of which no dates were looked at. */
export const noDates: DiscoveredDates = { orders: new Map(), format: null };

/** The order of day and month that a catalog has for columns, as discovery writes it. */
export function dateOrdersOf({ propertyMetadata }: CatalogStream): DiscoveredDates["orders"] {
  return new Map(
    [...propertyMetadata].flatMap(([name, { "date-order": order }]) =>
      order === "day-first" || order === "month-first" ? [[name, order] as const] : [],
    ),
  );
}

/** The tap's own columns, as the reference tap announces them. */
export const addedProperties = {
  _sdc_source_bucket: { type: "string" },
  _sdc_source_file: { type: "string" },
  _sdc_source_lineno: { type: "integer" },
  _sdc_extra: { type: ["null", "array"], items: { type: "object", properties: {} } },
};

/** The streams with every one of them selected, whatever the catalog says. */
export function selectAll(streams: readonly CatalogStream[]): readonly CatalogStream[] {
  return streams.map((stream) => ({ ...stream, metadata: { ...stream.metadata, selected: true } }));
}

/**
 * The catalog that --discover prints. `selected-by-default` without `selected` suits both kinds of
 * runner: those that select everything unless told otherwise, and those that ask the user.
 */
export function catalogOf(streams: readonly DiscoveredStream[]): JsonObject {
  return { streams: streams.map(catalogEntry) };
}

function catalogEntry({ id, schema, keyProperties, dialect, dates, isCompatible }: DiscoveredStream): JsonObject {
  const properties = isObject(schema["properties"]) ? Object.keys(schema["properties"]) : [];
  const keys = new Set(keyProperties);
  const stream = { "table-key-properties": keyProperties };
  const byDefault = isCompatible ? {} : { "selected-by-default": true };
  const found = dialect === null ? {} : { dialect };
  const method = { "forced-replication-method": "INCREMENTAL" };
  return {
    tap_stream_id: id,
    stream: id,
    schema,
    ...(isCompatible ? {} : { key_properties: keyProperties, replication_method: "INCREMENTAL" }),
    metadata: [
      {
        breadcrumb: [],
        metadata: isCompatible ? stream : { inclusion: "available", ...byDefault, ...stream, ...method, ...found },
      },
      ...properties.map((name) => ({
        breadcrumb: ["properties", name],
        metadata: {
          inclusion: keys.has(name) ? "automatic" : "available",
          ...byDefault,
          ...(dates.orders.has(name) ? { "date-order": dates.orders.get(name) } : {}),
        },
      })),
    ],
  };
}
