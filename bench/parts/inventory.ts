import { hash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { startStore, type Store } from "../../local-aws/store/store.ts";
import type { Findings } from "../figure.ts";
import { measure } from "../measure.ts";
import { syncCommand } from "../tap.ts";

const bucket = "bench";
const manifest = "inventory/manifest.json";

/** A run that finds nothing new among the many keys of an inventory. */
export async function measureInventory(keys: number): Promise<Findings> {
  const store = await startStore();
  try {
    store.createBucket(bucket);
    putInventory(store, keys);
    const schema = { type: "object", properties: { id: { type: ["null", "string"] } } };
    const metadata = [{ breadcrumb: [], metadata: { selected: true } }];
    const catalog = { streams: [{ tap_stream_id: "t", stream: "t", schema, metadata }] };
    const config = {
      tables: [{ table_name: "t", search_pattern: "^in/.*csv$" }],
      start_date: "2026-01-01T00:00:00Z",
      inventory: { manifest: `s3://${bucket}/${manifest}` },
    };
    store.resetRequests();
    const { wallMs, cpuMs, peakKb } = await measure(syncCommand(store, config, { catalog }));
    const name = `nothing new among ${keys} keys of an inventory`;
    const figures = [
      { name: `${name}: wall time`, value: wallMs / 1000, unit: "s" },
      { name: `${name}: CPU`, value: cpuMs / 1000, unit: "s" },
      { name: `${name}: peak memory`, value: peakKb / 1024, unit: "MB", goal: { atMost: 250 } },
      { name: `${name}: requests`, value: store.requests.length, unit: "" },
    ];
    return { figures, results: [], remarks: [] };
  } finally {
    await store.close();
  }
}

const keysOfFile = 1_000_000;

function putInventory(store: Store, keys: number): void {
  const files = [];
  for (let from = 0; from < keys; from += keysOfFile) {
    const rows = Array.from({ length: Math.min(keysOfFile, keys - from) }, (_, index) => rowOf(from + index));
    const body = gzipSync(rows.join(""), { level: 1 });
    const key = `inventory/data/${from}.csv.gz`;
    store.put(bucket, key, body);
    files.push({ key, size: body.length, MD5checksum: hash("md5", body) });
  }
  const text = JSON.stringify({
    sourceBucket: bucket,
    creationTimestamp: String(Date.now()),
    fileFormat: "CSV",
    fileSchema: "Bucket, Key, Size, LastModifiedDate, ETag, StorageClass",
    files,
  });
  store.put(bucket, manifest, text);
  store.put(bucket, manifest.replace(/json$/, "checksum"), hash("md5", text));
}

function rowOf(number: number): string {
  const stamp = new Date(Date.UTC(2025, 0, 1) + number * 1000).toISOString();
  const key = `in/region%3D${number % 16}/${String(number).padStart(9, "0")}.csv`;
  return `"${bucket}","${key}","1000","${stamp}","${hash("md5", String(number))}","STANDARD"\n`;
}
