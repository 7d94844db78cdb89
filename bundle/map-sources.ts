import { relative } from "node:path";
import { decode, encode, type SourceMapSegment } from "@jridgewell/sourcemap-codec";
import type { Plugin } from "rolldown";

/**
 * Leaves beside the program a map from its lines to those of `src/`, by which a bug is told. Packages are not in it, nor
 * columns, nor the sources themselves: a tenth of what the bundler would write.
 */
export const mapSources: Plugin = {
  name: "map-sources",
  generateBundle({ dir = "" }, files) {
    for (const file of Object.values(files)) {
      if (file.type !== "chunk" || file.map === null) continue;
      const paths = file.map.sources.map((source) => relative(".", `${dir}/${source}`));
      const sources = paths.filter((path) => path.startsWith("src/"));
      const indexes = paths.map((path) => sources.indexOf(path));
      const lines = decode(file.map.mappings).map((segments) => linesOf(segments, indexes));
      const map = { version: 3, file: file.fileName, sources, names: [], mappings: encode(lines) };
      delete files[`${file.fileName}.map`];
      this.emitFile({ type: "asset", fileName: `${file.fileName}.map`, source: JSON.stringify(map) });
    }
  },
};

/** A line of so few characters in the program closes something, and no error comes from there. */
const closing = 2;

/** One segment where another line of the sources begins, and one without a source where something else does. */
function linesOf(segments: readonly SourceMapSegment[], indexes: readonly number[]): SourceMapSegment[] {
  let before = "";
  const all = segments.flatMap((segment): SourceMapSegment[] => {
    const [column, file = -1, line = 0] = segment;
    const source = indexes[file] ?? -1;
    const place = source < 0 ? "" : `${source}:${line}`;
    if (place === before) return [];
    before = place;
    return [source < 0 ? [column] : [column, source, line, 0]];
  });
  return all.filter(([column], index) => (all[index + 1]?.[0] ?? Infinity) - column > closing);
}
