import { hash } from "node:crypto";
import { fstatSync, openSync, readSync } from "node:fs";
import type { GeneratedBody } from "../../local-aws/store/content.ts";
import { startStore } from "../../local-aws/store/store.ts";

/*
 * The S3 server of a benchmark, in a process of its own: `store.js '{"objects":{"key":"path"}}'`.
 * Prints where it listens, as one line of JSON, and ends with its standard input.
 */

/** What the server holds. */
export interface StoreContent {
  /** Paths of files, by key. */
  readonly objects?: Readonly<Record<string, string>>;
  /** Small objects in a row, each of this text. */
  readonly small?: { readonly count: number; readonly text: string };
  /** Small objects in a row for each ending, all with its body, which is in base64. */
  readonly alike?: { readonly count: number; readonly bodies: Readonly<Record<string, string>> };
  /** Small objects of 48 tables in four layouts, each of this text. */
  readonly lake?: { readonly count: number; readonly text: string };
  readonly latencyMs?: number;
  /** Of each connection. */
  readonly bytesPerSecond?: number;
}

const content: StoreContent = JSON.parse(process.argv[2] ?? "{}");
const store = await startStore({ latencyMs: content.latencyMs ?? 0, bytesPerSecond: content.bytesPerSecond ?? 0 });
// Open, for programs that do not sign.
store.createBucket("bench", { anonymous: true });
const lastModified = new Date("2026-01-01T00:00:00Z");
for (const [key, path] of Object.entries(content.objects ?? {})) {
  store.put("bench", key, fileBody(path), { lastModified });
}
for (let index = 0; index < (content.small?.count ?? 0); index++) {
  const key = `small/${String(index).padStart(6, "0")}.csv`;
  store.put("bench", key, content.small?.text ?? "", { lastModified: new Date(lastModified.getTime() + index * 1000) });
}
for (const [ending, body] of Object.entries(content.alike?.bodies ?? {})) {
  for (let index = 0; index < (content.alike?.count ?? 0); index++) {
    const key = `${ending}/${String(index).padStart(6, "0")}.${ending}`;
    store.put("bench", key, Buffer.from(body, "base64"), { lastModified });
  }
}
for (let index = 0; index < (content.lake?.count ?? 0); index++) {
  store.put("bench", lakeKey(index), content.lake?.text ?? "", { lastModified, etag: "0".repeat(32) });
}
process.stdout.write(`${JSON.stringify({ url: store.url, ...store.credentials })}\n`);
process.stdin.resume().on("end", () => void store.close());

/** Partitions, tenants, ids of letters and digits, and names with dates. */
function lakeKey(index: number): string {
  const table = `table${String.fromCharCode(97 + (index % 12))}`;
  const day = new Date(Date.UTC(2015, 0, 1) + (index % 4000) * 86_400_000).toISOString().slice(0, 10);
  const digest = hash("md5", String(index));
  const id = BigInt(`0x${digest}`).toString(36).slice(0, 8);
  const layouts = [
    `warehouse/${table}s/dt=${day}/part-${digest}.csv`,
    `tenants/${index % 5000}/${table}/${day}-${index}.csv`,
    `stream/${table}/${day.replaceAll("-", "/")}/${table}_${id}.csv`,
    `customers/${id.slice(0, 4)}/${table}_${day}_${index}.csv`,
  ];
  return layouts[Math.floor(index / 12) % layouts.length] ?? "";
}

/** The file stays open until the process ends. */
function fileBody(path: string): GeneratedBody {
  const file = openSync(path, "r");
  return {
    size: fstatSync(file).size,
    *read(from, to) {
      for (let at = from; at < to;) {
        const piece = Buffer.allocUnsafe(Math.min(256 * 1024, to - at));
        at += readSync(file, piece, 0, piece.length, at);
        yield piece;
      }
    },
  };
}
