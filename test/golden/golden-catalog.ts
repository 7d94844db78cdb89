import type { PlacedCase } from "./golden-bucket.ts";
import { type CatalogEntry, ownColumns } from "./golden-case.ts";

/** A stream as a compatible discovery prints it. */
export interface GoldenStream {
  readonly stream: string;
  readonly tap_stream_id: string;
  readonly schema: object;
  readonly metadata: readonly { readonly breadcrumb: readonly string[]; readonly metadata: object }[];
}

/** The entry that a compatible discovery must print for a case. */
export function expectedStream({ id, columns = {}, table }: PlacedCase): GoldenStream {
  const isExact = "exactly" in columns;
  const schema = isExact ? columns["exactly"] : { type: ["null", "object"], properties: { ...columns, ...ownColumns } };
  return streamOf(id, schema ?? {}, keysOf(table?.["key_properties"]), {});
}

/** The entry of a case in the catalog of the sync: its own, or the discovered one with its stream selected. */
export function catalogStream(golden: PlacedCase, discovered: GoldenStream | undefined): GoldenStream {
  const { id, catalog, table } = golden;
  if (catalog !== undefined) return ownStream(id, catalog, keysOf(table?.["key_properties"]));
  if (discovered === undefined) throw new Error(`Discovery found nothing of "${golden.name}"`);
  const metadata = discovered.metadata.map(({ breadcrumb, metadata }) =>
    breadcrumb.length === 0 ? { breadcrumb, metadata: { ...metadata, selected: true } } : { breadcrumb, metadata },
  );
  return { ...discovered, metadata };
}

function ownStream(
  id: string,
  { properties = {}, schema, keys, isUnselected = false, metadata = {} }: CatalogEntry,
  tableKeys: readonly string[],
): GoldenStream {
  const whole = schema ?? { type: ["null", "object"], properties: { ...properties, ...ownColumns } };
  return streamOf(id, whole, keys ?? tableKeys, { "": isUnselected ? {} : { selected: true }, ...metadata });
}

function streamOf(
  id: string,
  schema: object,
  keys: readonly string[],
  more: Readonly<Record<string, object>>,
): GoldenStream {
  const properties: object =
    "properties" in schema && typeof schema.properties === "object" ? (schema.properties ?? {}) : {};
  return {
    stream: id,
    tap_stream_id: id,
    schema,
    metadata: [
      { breadcrumb: [], metadata: { "table-key-properties": keys, ...more[""] } },
      ...Object.keys(properties).map((name) => ({
        breadcrumb: ["properties", name],
        metadata: { inclusion: keys.includes(name) ? "automatic" : "available", ...more[name] },
      })),
    ],
  };
}

function keysOf(keys: unknown): readonly string[] {
  if (typeof keys === "string") return keys === "" ? [] : keys.split(",").map((key) => key.trim());
  return Array.isArray(keys) ? keys.map(String) : [];
}
