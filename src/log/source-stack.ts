import { readFileSync } from "node:fs";
import { SourceMap } from "node:module";
import { basename } from "node:path";
import { getAsset, isSea } from "node:sea";

/**
 * A stack trace in terms of the sources: `src/s3/list.ts:41` for a place in the bundle. It stays as it is where the
 * build's map of a script is not beside it, or inside the binary.
 */
export function sourceStack(stack: string): string {
  const maps = new Map<string, SourceMap | null>();
  return stack.replaceAll(
    /((?:file:\/\/)?[^\s()]*(?:(?:program|seldom)\.js|setup-page\.cjs)):(\d+):(\d+)/g,
    (place, path: string, ...numbers) => {
      if (!maps.has(path)) maps.set(path, readMap(path));
      const [line, column] = numbers.map(Number);
      const entry = maps.get(path)?.findEntry(Number(line) - 1, Number(column) - 1);
      return entry === undefined || !("originalSource" in entry) || entry.originalSource === undefined
        ? place
        : `${entry.originalSource}:${entry.originalLine + 1}`;
    },
  );
}

function readMap(path: string): SourceMap | null {
  try {
    const text = isSea() ? getAsset(`${basename(path)}.map`, "utf8") : readFileSync(`${path}.map`, "utf8");
    return new SourceMap(JSON.parse(text));
  } catch {
    return null;
  }
}
