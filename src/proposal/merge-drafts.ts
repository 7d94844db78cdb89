import type { Draft } from "./draft.ts";
import { joinClasses, type Joined } from "./join-classes.ts";
import { joinCopies } from "./join-copies.ts";
import { joinEndings } from "./join-endings.ts";
import { joinIds } from "./join-ids.ts";
import { joinNarrower } from "./join-narrower.ts";
import { joinSpellings } from "./join-spellings.ts";
import { partSame } from "./part-same.ts";

/** Takes drafts together whose shapes differ in nothing that tells one table from another. */
export function mergeDrafts(drafts: readonly Draft[]): Joined {
  const { drafts: joined, notes } = joinClasses(joinIds(joinNarrower(joinEndings(joinNarrower(drafts)))));
  const spelt = joinSpellings(joinNarrower(joinEndings(joinCopies(joined))));
  const parted = partSame(joinNarrower(spelt.drafts));
  return { drafts: parted.drafts, notes: [...notes, ...spelt.notes, ...parted.notes] };
}
