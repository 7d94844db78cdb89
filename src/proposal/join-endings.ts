import type { Draft } from "./draft.ts";
import { byLikenessAnd, joinDrafts } from "./draft-groups.ts";
import type { Segment } from "./key-group.ts";
import { segmentId, shapeId, splitEnding } from "./split-key.ts";

/** Joins drafts that differ only in how their files are packed, or in how the ending of one format is spelt. */
export function joinEndings(drafts: readonly Draft[]): readonly Draft[] {
  const groups = byLikenessAnd(drafts, ({ segments }) => shapeId([...segments.slice(0, -1), stemOf(segments)]));
  return groups.flatMap((group) => {
    const [first] = group;
    if (first === undefined || group.length === 1) return group;
    const texts = [...new Set(group.map(({ segments }) => splitEnding(segments.at(-1) ?? []).ending))].sort();
    const stem = stemOf(first.segments);
    const last: Segment = [
      ...stem,
      texts.length === 1 ? { kind: "text", text: texts[0] ?? "" } : { kind: "either", texts },
    ];
    return [joinDrafts(group, [...first.segments.slice(0, -1), last])];
  });
}

function stemOf(segments: readonly Segment[]): Segment {
  const last = segments.at(-1) ?? [];
  const { stem } = splitEnding(last);
  // A name that is nothing but an ending.
  return segmentId(stem) === "" ? last : stem;
}
