import { hash } from "node:crypto";
import { depthOfJson } from "../config/json-depth.ts";
import type { InventoryAddress } from "../config/parse-inventory.ts";
import { TapError } from "../errors.ts";
import { isObject } from "../json.ts";
import type { ObjectStore } from "../s3/store.ts";
import { quoted } from "../wording/quoted.ts";
import { columnName, neededColumns } from "./columns.ts";

/** What a manifest.json says: https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-inventory-location.html */
export interface Manifest {
  /** When the inventory was begun: what is stamped long before it, the inventory knows. */
  readonly asOf: Date;
  readonly sourceBucket: string;
  readonly format: "csv" | "parquet";
  /** The columns of CSV, in their order. */
  readonly columns: readonly string[];
  readonly files: readonly DataFile[];
}

/** A part of an inventory. */
export interface DataFile {
  readonly key: string;
  /** In hexadecimal digits. */
  readonly md5: string;
}

/** Reads a manifest and holds it against its checksum. Throws TapError where it is no whole inventory that can be read. */
export async function readManifest(address: InventoryAddress, store: ObjectStore): Promise<Manifest> {
  const text = await readSmall(address, store, "name the manifest.json of an inventory that is there");
  const checksumKey = address.key.replace(/json$/, "checksum");
  const advice = "S3 writes it last, so the inventory is not complete, or it was copied without it";
  const checksum = await readSmall({ ...address, key: checksumKey }, store, advice);
  if (checksum.trim().toLowerCase() !== hash("md5", text)) {
    throw new TapError(
      "corrupt",
      `Cannot use the inventory "${addressText(address)}": its MD5 is not the one in manifest.checksum; name another inventory`,
      { place: address },
    );
  }
  return parseManifest(text, address);
}

/** As people write it. */
export function addressText({ bucket, key }: InventoryAddress): string {
  return `s3://${bucket}/${key}`;
}

/** Each data file, of millions of keys, takes 150 bytes in a manifest. */
const maxBytes = 4 * 1024 * 1024;
/** A manifest has objects in a list. */
const maxDepth = 100;

async function readSmall(address: InventoryAddress, store: ObjectStore, advice: string): Promise<string> {
  const object = await store.find(address.key);
  if (object === null) {
    throw new TapError("usage", `Cannot read "${addressText(address)}": there is no such object; ${advice}`, {
      place: address,
    });
  }
  if (object.size > maxBytes) {
    const why = `it has ${object.size} bytes, and no file of an inventory that is read whole has more than ${maxBytes}`;
    throw unusable(address, `${why}; name its manifest.json`);
  }
  const chunks: Uint8Array[] = [];
  for await (const chunk of store.read(object)) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
}

function parseManifest(text: string, address: InventoryAddress): Manifest {
  const value = jsonOf(text);
  if (!isObject(value))
    throw unusable(address, "its manifest is not a JSON object; name a manifest.json of S3 Inventory");
  const { sourceBucket, creationTimestamp, fileFormat, fileSchema, files } = value;
  const asOf = new Date(Number(creationTimestamp));
  if (typeof sourceBucket !== "string" || Number.isNaN(asOf.getTime()) || !Array.isArray(files)) {
    throw unusable(address, "its manifest lacks sourceBucket, creationTimestamp or files; name one of S3 Inventory");
  }
  const format = formats.get(fileFormat);
  if (format === undefined) {
    throw unusable(address, `its format is ${JSON.stringify(fileFormat)}; let S3 write CSV or Apache Parquet`);
  }
  const columns = format === "csv" ? String(fileSchema).split(",").map(columnName) : [];
  const missing = format === "csv" ? neededColumns.filter((name) => !columns.includes(name)) : [];
  if (missing.length > 0) throw unusable(address, lacking(missing));
  return { asOf, sourceBucket, format, columns, files: files.map((file) => dataFileOf(file, address)) };
}

const formats: ReadonlyMap<unknown, Manifest["format"]> = new Map([
  ["CSV", "csv"],
  ["Parquet", "parquet"],
]);

function jsonOf(text: string): unknown {
  try {
    return depthOfJson(text) > maxDepth ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

function dataFileOf(value: unknown, address: InventoryAddress): DataFile {
  const { key, MD5checksum: md5 } = isObject(value) ? value : {};
  if (typeof key !== "string" || typeof md5 !== "string") {
    throw unusable(address, "its manifest names a data file without key or MD5checksum; name one of S3 Inventory");
  }
  return { key, md5: md5.toLowerCase() };
}

/** Why the columns of an inventory are not enough, as the end of a sentence. */
export function lacking(columns: readonly string[]): string {
  return `it has no column ${quoted(columns)}; add size, last modified and ETag to the fields of the inventory`;
}

/** An inventory that cannot stand for a listing. */
export function unusable(address: InventoryAddress, why: string): TapError {
  return new TapError("usage", `Cannot use the inventory "${addressText(address)}": ${why}`, { place: address });
}
