import { countOf } from "../wording/count-of.ts";
import type { Draft } from "./draft.ts";
import { joinDrafts } from "./draft-groups.ts";
import type { Joined } from "./join-classes.ts";
import type { Segment } from "./key-group.ts";
import { segmentsText, shapeId } from "./split-key.ts";

/**
 * Parts drafts of the same shape whose files are not alike, by a folder that has a name of its own in each, as the id of
 * a source is. Where nothing parts them they are one table, as a folder of results of all sorts of queries is.
 */
export function partSame(drafts: readonly Draft[]): Joined {
  const notes: string[] = [];
  const shapes = new Map<string, Draft[]>();
  for (const draft of drafts) {
    const id = shapeId(draft.segments);
    const known = shapes.get(id);
    if (known === undefined) shapes.set(id, [draft]);
    else known.push(draft);
  }
  const parted = [...shapes.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined || group.length === 1) return group;
    const at = first.segments.findIndex((_, index) => tellsApart(group, index));
    if (at !== -1) return group.map((draft) => withTexts(draft, at));
    const shape = segmentsText(first.segments);
    notes.push(
      `"${shape}" is one table for ${countOf(group.length, "kind")} of files: nothing in their keys parts them`,
    );
    const [most = first] = group.toSorted((a, b) => b.sample.length - a.sample.length);
    return [joinDrafts([most, ...group.filter((draft) => draft !== most)], first.segments)];
  });
  return { drafts: parted, notes };
}

/** Whether no two drafts share a text there. */
function tellsApart(drafts: readonly Draft[], at: number): boolean {
  const seen = new Set<string>();
  return drafts.every(({ texts }) => {
    const own = texts[at] ?? null;
    if (own === null || [...own].some((text) => seen.has(text))) return false;
    for (const text of own) seen.add(text);
    return true;
  });
}

function withTexts(draft: Draft, at: number): Draft {
  const texts = [...(draft.texts[at] ?? [])].sort();
  const [text = ""] = texts;
  const segment: Segment = [texts.length === 1 ? { kind: "text", text } : { kind: "either", texts }];
  return { ...draft, segments: draft.segments.with(at, segment) };
}
