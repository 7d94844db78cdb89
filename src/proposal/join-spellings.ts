import type { KeyPart } from "../pattern/key-shape.ts";
import { quoted } from "../wording/quoted.ts";
import type { Draft } from "./draft.ts";
import { byLikenessAnd, joinDrafts } from "./draft-groups.ts";
import type { Joined } from "./join-classes.ts";
import type { Segment } from "./key-group.ts";
import { joinSegments, segmentId, segmentsText, shapeId } from "./split-key.ts";
import { isStage, tellingWords, wordsOf } from "./words.ts";

/** What programs and people put beside a name when they write it once more. */
const marks = new Set(["copy", "copie", "kopie", "copia", "final", "v", "ver", "version", "rev"]);

/**
 * Joins drafts of the same columns whose names have the same words, in capitals or not, in folders that differ at most
 * in dates and numbers: what is left is how somebody wrote a date, a number, or that it is a copy.
 */
export function joinSpellings(drafts: readonly Draft[]): Joined {
  const notes: string[] = [];
  const joined = byLikenessAnd(drafts, spellingOf).flatMap((group) => {
    const [first] = group;
    if (first === undefined || group.length === 1) return group;
    const shared = sharedFolders(group);
    const forms = group
      .map(({ segments }) => joinSegments(segments.slice(shared)))
      .sort((a, b) => a.length - b.length || (segmentId(a) < segmentId(b) ? -1 : 1));
    const whole = joinDrafts(group, [...first.segments.slice(0, shared), [{ kind: "forms", forms }]]);
    const shapes = group.map(({ segments }) => segmentsText(segments));
    notes.push(`${quoted(shapes)} are one table: they have the same columns, and their names the same words`);
    return [whole];
  });
  return { drafts: joined, notes };
}

/** What is the same in all spellings of a name. */
function spellingOf({ segments }: Draft): string {
  const folders = segments.slice(0, -1).filter((segment) => !isDated(segment));
  const name = segments.at(-1) ?? [];
  const isToldAbove = folders.some((segment) => tellingWords(segment, false).length > 0);
  const words = wordsOf(name).map((word) => word.toLowerCase());
  const own = isToldAbove && isUntold(name) ? [] : words.filter((word) => !marks.has(word));
  const isTold = isToldAbove || tellingWords(name, true).length > 0;
  return `${shapeId(isTold ? folders : segments.slice(0, -1))}/${own.join(" ")}`;
}

/** Whether a folder's name is nothing but a date or a number, or a partition. */
function isDated(segment: Segment): boolean {
  const isClass = ({ kind }: KeyPart): boolean => ["date", "month", "monthname", "number", "value"].includes(kind);
  return (
    segment.some(isClass) &&
    segment.every((part) => isClass(part) || (part.kind === "text" && !/[\p{L}](?!.*=$)/u.test(part.text)))
  );
}

/** Whether a name says only how its file was written, as in LOAD00000001.csv, and not that it is a copy. */
function isUntold(name: Segment): boolean {
  return tellingWords(name, true).length === 0 && !wordsOf(name).some(isStage);
}

/** How many folders all keys of the drafts have. */
function sharedFolders(drafts: readonly Draft[]): number {
  const least = Math.min(...drafts.map(({ segments }) => segments.length)) - 1;
  const ids = drafts.map(({ segments }) => segments.map(segmentId));
  let count = 0;
  while (count < least && ids.every((own) => own[count] === ids[0]?.[count])) count++;
  return count;
}
