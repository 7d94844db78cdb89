import { dirname, join } from "node:path";
import { readJson } from "../command-line/read-json.ts";
import { isObject, type JsonObject } from "../json.ts";
import { parseCatalog } from "../singer/catalog.ts";
import { selectionOf } from "../singer/selection.ts";
import { replaceFile } from "./write-file.ts";

/** The catalog beside a config. */
export function catalogPath(configPath: string): string {
  return join(dirname(configPath), "catalog.json");
}

/** The columns that an earlier catalog does not select, by table; none where there is no catalog. */
export async function readUntracked(path: string): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const json = await readJson(path, "catalog").catch(() => ({ streams: [] }));
  const streams = parseCatalog(json);
  return new Map(streams.map((stream) => [stream.id, selectionOf(stream)?.deselected ?? new Set()]));
}

/** Writes a catalog that selects everything but these columns. */
export async function writeCatalog(
  path: string,
  catalog: JsonObject,
  untracked: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<void> {
  const streams = Array.isArray(catalog["streams"]) ? catalog["streams"].filter(isObject) : [];
  const selected = streams.map((stream) => select(stream, untracked.get(String(stream["tap_stream_id"])) ?? new Set()));
  await replaceFile(path, `${JSON.stringify({ streams: selected }, null, 2)}\n`);
}

function select(stream: JsonObject, untracked: ReadonlySet<string>): JsonObject {
  const entries = Array.isArray(stream["metadata"]) ? stream["metadata"].filter(isObject) : [];
  const metadata = entries.map(({ breadcrumb, metadata }) => {
    const name = Array.isArray(breadcrumb) ? breadcrumb[1] : undefined;
    return {
      breadcrumb,
      metadata: { ...Object(metadata), selected: !untracked.has(String(name ?? "")) || name === undefined },
    };
  });
  return { ...stream, metadata };
}
