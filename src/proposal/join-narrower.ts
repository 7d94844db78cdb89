import { shapePattern } from "../pattern/key-shape.ts";
import { type Draft, textLength } from "./draft.ts";
import { byLikenessAnd, joinDrafts } from "./draft-groups.ts";
import { joinSegments } from "./split-key.ts";

/** Joins drafts with those of the same kind that take their keys anyway: a hash may be all digits, or all letters. */
export function joinNarrower(drafts: readonly Draft[]): readonly Draft[] {
  return byLikenessAnd(drafts, ({ segments }) => String(segments.length)).flatMap((group) => {
    const wide: { readonly pattern: RegExp; readonly members: Draft[] }[] = [];
    for (const draft of group.toSorted((a, b) => textLength(a) - textLength(b))) {
      const wider = wide.find(({ pattern }) => draft.sample.every(({ key }) => pattern.test(key)));
      if (wider === undefined)
        wide.push({ pattern: new RegExp(shapePattern(joinSegments(draft.segments))), members: [draft] });
      else wider.members.push(draft);
    }
    return wide.map(({ members }) => joinDrafts(members, members[0]?.segments ?? []));
  });
}
