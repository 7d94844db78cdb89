import type { FileHead } from "../files/read-heads.ts";
import { keyParts, shapePattern, shapeText } from "../pattern/key-shape.ts";
import { quoted } from "../wording/quoted.ts";
import type { HeaderKind, TableFinding } from "./table-report.ts";

/** The beginning of one file, and the object that it is in. */
export interface HeadOfObject {
  readonly key: string;
  readonly head: FileHead;
}

/** The headers of the files, those of the same names as one, the most frequent first. */
export function headerKinds(heads: readonly HeadOfObject[]): readonly HeaderKind[] {
  const kinds = new Map<string, HeadOfObject[]>();
  // Where there is no header, records may leave out what they like.
  for (const each of heads.filter(({ head }) => head.isComplete && head.names.length > 0)) {
    const id = JSON.stringify(each.head.names.toSorted());
    kinds.set(id, [...(kinds.get(id) ?? []), each]);
  }
  const all = [...kinds.values()];
  return all
    .map((files) => ({
      files: files.length,
      columns: files[0]?.head.names ?? [],
      example: files[0]?.head.file ?? "",
      pattern: patternOf(files, all.filter((other) => other !== files).flat()),
    }))
    .sort((a, b) => b.files - a.files);
}

/** What several kinds of headers mean: a pattern that takes too much, or columns that came and went. */
export function tellHeaderKinds(kinds: readonly HeaderKind[], lookedAt: string): readonly TableFinding[] {
  if (kinds.length < 2) return [];
  const told = kinds.slice(0, maxKinds).map(({ files, columns, example }) => {
    return `${files} × (${quoted(columns)}) as in ${quoted([example])}`;
  });
  const more = kinds.length > maxKinds ? `, and ${kinds.length - maxKinds} more` : "";
  const patterns = kinds.flatMap(({ pattern }) => pattern ?? []);
  const advice =
    patterns.length === kinds.length && kinds.length <= maxKinds
      ? `; if these are several tables, ${quoted(patterns)} would part them`
      : "";
  const message = `${kinds.length} kinds of headers in ${lookedAt}: ${told.join(", ")}${more}${advice}`;
  return [{ code: "several-headers", severity: "warning", message, settings: {} }];
}

const maxKinds = 5;

/** Of the shapes of the files of one kind; null where a file of another has one of them. */
function patternOf(files: readonly HeadOfObject[], others: readonly HeadOfObject[]): string | null {
  const shapes = new Map(files.map(({ key }) => [shapeText(keyParts(key)), shapePattern(keyParts(key))]));
  const [pattern] = shapes.values();
  if (pattern === undefined || shapes.size > 1) return null;
  return others.some(({ key }) => shapes.has(shapeText(keyParts(key)))) ? null : pattern;
}
