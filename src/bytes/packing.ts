import type { Fail } from "./fail.ts";
import type { Feed } from "./feed.ts";
import { gunzip, storedName } from "./gzip.ts";

/** What one file can be packed in, other than an archive. */
export type Packing = "gzip" | "zstd";

const endings: Readonly<Record<Packing, RegExp>> = { gzip: /\.gz(ip)?$/i, zstd: /\.zst(d)?$/i };

/** The packing that a file's name tells of, or null. */
export function packingOf(name: string): Packing | null {
  if (endings.gzip.test(name)) return "gzip";
  return endings.zstd.test(name) ? "zstd" : null;
}

/**
 * The name of the file that is packed under `name`: the one that is stored with it, else `name` without the
 * packing's ending. Null when `name` has no such ending: then it was packed for the transfer only.
 */
export async function innerName(name: string, packing: Packing, feed: Feed): Promise<string | null> {
  if (!endings[packing].test(name)) return null;
  const stored = packing === "gzip" ? await storedName(feed) : null;
  // One without an ending, such as that of a temporary file, tells less than the name outside.
  if (stored?.includes(".") === true) return stored;
  return nameInside(name, packing);
}

/** What a file in a packing is called, by the name of that. */
export function nameInside(name: string, packing: Packing): string {
  return name.slice(name.lastIndexOf("/") + 1).replace(endings[packing], "");
}

/** What is packed. The feed is closed in the end. */
export function unpack(packing: Packing, feed: Feed, fail: Fail): AsyncIterable<Uint8Array> {
  return packing === "gzip" ? gunzip(feed, fail) : unzstd(feed, fail);
}

/** Loaded where there is such a file: most runs see none, and every run would wait. */
async function* unzstd(feed: Feed, fail: Fail): AsyncGenerator<Uint8Array, void, undefined> {
  const zstd = await import("./zstd.ts");
  yield* zstd.unzstd(feed, fail);
}
