import { isObject } from "../json.ts";
import type { TopSection } from "./schema.ts";
import { reject, valueOf } from "./section.ts";

/** Where an S3 Inventory is: its manifest.json, in the bucket that is read or in another. */
export interface InventoryAddress {
  readonly bucket: string;
  readonly key: string;
}

/** What the keys are taken from in place of a listing; null where the store lists them. */
export function parseInventory(top: TopSection): InventoryAddress | null {
  const value = valueOf(top, "inventory");
  if (!isObject(value)) return null;
  const { manifest, ...others } = value;
  const [stray] = Object.keys(others);
  if (stray !== undefined) {
    reject(top, "inventory", `has the key ${JSON.stringify(stray)}; it takes "manifest" alone`);
    return null;
  }
  const [, bucket, key] = /^s3:\/\/([^/]+)\/(.+)$/s.exec(String(manifest)) ?? [];
  if (bucket === undefined || key === undefined || !key.endsWith("/manifest.json")) {
    const example = "s3://my-inventories/my-bucket/daily/2026-01-31T01-00Z/manifest.json";
    reject(top, "inventory", `must name a manifest.json, as in {"manifest": "${example}"}`);
    return null;
  }
  return { bucket, key };
}
