import { shapeText } from "../pattern/key-shape.ts";
import { quoted } from "../wording/quoted.ts";
import type { Draft } from "./draft.ts";
import { byKindAnd, joinDrafts } from "./draft-groups.ts";
import type { Joined } from "./join-classes.ts";
import { joinSegments, segmentId, shapeId } from "./split-key.ts";
import { wordsOf } from "./words.ts";

/** What programs and people put beside a name when they write it once more. */
const marks = new Set(["copy", "copie", "kopie", "copia", "final", "v", "ver", "version", "rev"]);

/**
 * Joins drafts of one folder and of the same columns whose names have the same words, in capitals or not: what is left
 * is how somebody wrote a date, a number, or that it is a copy.
 */
export function joinSpellings(drafts: readonly Draft[]): Joined {
  const notes: string[] = [];
  const joined = byKindAnd(drafts, spellingOf).flatMap((group) => {
    const [first] = group;
    if (first === undefined || group.length === 1) return group;
    const forms = group
      .map(({ segments }) => segments.at(-1) ?? [])
      .sort((a, b) => a.length - b.length || (segmentId(a) < segmentId(b) ? -1 : 1));
    const whole = joinDrafts(group, [...first.segments.slice(0, -1), [{ kind: "forms", forms }]]);
    const shapes = group.map(({ segments }) => shapeText(joinSegments(segments)));
    notes.push(`${quoted(shapes)} are one table: they have the same columns, and their names the same words`);
    return [whole];
  });
  return { drafts: joined, notes };
}

function spellingOf({ segments }: Draft): string {
  const words = wordsOf(segments.at(-1) ?? []).map((word) => word.toLowerCase());
  const own = words.filter((word) => !marks.has(word));
  return `${shapeId(segments.slice(0, -1))}/${own.join(" ")}`;
}
