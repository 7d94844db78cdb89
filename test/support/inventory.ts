import { hash } from "node:crypto";
import { gzipSync } from "node:zlib";
import type { Store } from "../../local-aws/store/store.ts";
import { parquetFile } from "./parquet-file.ts";
import { int64s, texts } from "./parquet-values.ts";

/** A row of an inventory. */
export interface Entry {
  readonly key: string;
  readonly size: number;
  readonly lastModified: Date;
  /** Without quotes. */
  readonly etag: string;
  readonly storageClass?: string;
  readonly isLatest?: boolean;
  readonly isDeleteMarker?: boolean;
}

/** The bucket that inventories are written to. */
export const inventoryBucket = "inventories";

const folder = "lake/daily/2026-01-31T01-00Z";

/** The setting that names the inventory of `putInventory`. */
export const inventorySetting = { inventory: { manifest: `s3://${inventoryBucket}/${folder}/manifest.json` } };

interface InventoryOf {
  readonly format?: "CSV" | "Parquet" | "ORC";
  readonly made: Date;
  /** Fields of the manifest in the place of the truth. */
  readonly claims?: object;
  /** Left out of the manifest's columns. */
  readonly without?: string;
}

/** Writes an inventory as S3 does: data files, two where there are several rows, a manifest and its checksum. */
export function putInventory(
  store: Store,
  entries: readonly Entry[],
  { format = "CSV", made, claims = {}, without = "" }: InventoryOf,
): void {
  store.createBucket(inventoryBucket);
  const middle = Math.ceil(entries.length / 2);
  const files = [entries.slice(0, middle), entries.slice(middle)].map((rows, index) => {
    const body = format === "CSV" ? gzipSync(csvOf(rows)) : parquetOf(rows);
    const key = `lake/daily/data/${index}.${format === "CSV" ? "csv.gz" : "parquet"}`;
    store.put(inventoryBucket, key, body);
    return { key, size: body.length, MD5checksum: hash("md5", body) };
  });
  const manifest = {
    sourceBucket: "lake",
    destinationBucket: `arn:aws:s3:::${inventoryBucket}`,
    version: "2016-11-30",
    creationTimestamp: String(made.getTime()),
    fileFormat: format,
    fileSchema: columns.filter((name) => name !== without).join(", "),
    files,
    ...claims,
  };
  const text = JSON.stringify(manifest);
  store.put(inventoryBucket, `${folder}/manifest.json`, text);
  store.put(inventoryBucket, `${folder}/manifest.checksum`, hash("md5", text));
}

const columns = [
  "Bucket",
  "Key",
  "VersionId",
  "IsLatest",
  "IsDeleteMarker",
  "Size",
  "LastModifiedDate",
  "ETag",
  "StorageClass",
];

function csvOf(entries: readonly Entry[]): string {
  return entries
    .map(({ key, size, lastModified, etag, storageClass = "STANDARD", isLatest = true, isDeleteMarker = false }) =>
      ["lake", encodeURIComponent(key), "", String(isLatest), String(isDeleteMarker)]
        .concat(
          isDeleteMarker
            ? ["", lastModified.toISOString(), "", ""]
            : [String(size), lastModified.toISOString(), etag, storageClass],
        )
        .map((value) => `"${value}"`)
        .join(","),
    )
    .map((line) => `${line}\n`)
    .join("");
}

/** Of versions that are not the latest, a Parquet file of these tests has none. */
function parquetOf(entries: readonly Entry[]): Buffer {
  const schema = [
    { name: "schema", type: null, repetition: 0, children: 5 },
    { name: "key", type: 6, repetition: 0, converted: 0 },
    { name: "size", type: 2, repetition: 0 },
    { name: "last_modified_date", type: 2, repetition: 0, converted: 9 },
    { name: "e_tag", type: 6, repetition: 0, converted: 0 },
    { name: "storage_class", type: 6, repetition: 0, converted: 0 },
  ] as const;
  const contents = [
    texts(...entries.map(({ key }) => key)),
    int64s(...entries.map(({ size }) => BigInt(size))),
    int64s(...entries.map(({ lastModified }) => BigInt(lastModified.getTime()))),
    texts(...entries.map(({ etag }) => etag)),
    texts(...entries.map(({ storageClass = "STANDARD" }) => storageClass)),
  ];
  const chunks = schema.slice(1).map(({ name, type }, index) => ({
    path: [name],
    type: type ?? 0,
    values: entries.length,
    pages: [{ content: contents[index] ?? Buffer.alloc(0), values: entries.length }],
  }));
  return parquetFile(schema, [{ rows: entries.length, chunks }]);
}
