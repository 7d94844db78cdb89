import { quoted } from "../wording/quoted.ts";
import type { Draft } from "./draft.ts";
import { byKindAnd, joinDrafts } from "./draft-groups.ts";
import type { Segment } from "./key-group.ts";
import { anything, segmentsText, shapeId, splitEnding } from "./split-key.ts";
import { isCollection, isRegion, isStage, isTelling, wordsOf } from "./words.ts";

/** Joins those that differ in one word of the last name, where it is a value. `notes` are added to. */
export function joinWords(drafts: readonly Draft[], word: number, notes: string[]): readonly Draft[] {
  const candidates = byKindAnd(drafts, ({ segments }) => {
    const found = wordAt(segments.at(-1) ?? [], word);
    return found === null ? `\0${shapeId(segments)}` : shapeId([...segments.slice(0, -1), found.without]);
  });
  return candidates.flatMap((group) => {
    const [first] = group;
    const found = wordAt(first?.segments.at(-1) ?? [], word);
    if (first === undefined || group.length === 1 || found === null) return group;
    const words = group.map(({ segments }) => wordAt(segments.at(-1) ?? [], word)?.word ?? "").sort();
    if (words.some(isStage)) return group;
    const isTold = isNamed(found.others, group, drafts);
    const above = first.segments.at(-2) ?? [];
    const isOfCollection = isCollection(above) && found.others.length === 0;
    if (!isTold && !isOfCollection && !words.every(isRegion) && (words.length < manyNames || found.others.length > 0))
      return group;
    const hole = words.length > 3 ? anything : { kind: "either" as const, texts: words };
    const last: Segment = [...found.before, hole, ...found.after];
    const joined = joinDrafts(group, [...first.segments.slice(0, -1), last]);
    notes.push(
      `${quoted([segmentsText(joined.segments)])} is one table for ${quoted(words)}: they have the same columns`,
    );
    return [joined];
  });
}

/** So many names with the same columns in one folder are not those of tables. */
const manyNames = 10;

/** Whether what names share tells the table: not where names of other tables in the folder have it as well, as that of a program. */
function isNamed(shared: readonly string[], group: readonly Draft[], drafts: readonly Draft[]): boolean {
  const telling = shared.filter((word) => isTelling(word) && !isRegion(word));
  const [first] = group;
  if (telling.length === 0 || first === undefined) return false;
  const folder = shapeId(first.segments.slice(0, -1));
  return !drafts.some((other) => {
    if (group.includes(other) || shapeId(other.segments.slice(0, -1)) !== folder) return false;
    const words = wordsOf(other.segments.at(-1) ?? []);
    return telling.every((word) => words.includes(word));
  });
}

interface Word {
  readonly word: string;
  readonly before: Segment;
  readonly after: Segment;
  /** The name with a hole. */
  readonly without: Segment;
  readonly others: readonly string[];
}

/** One of the words of a name, and what is around it; null where it has not so many. */
function wordAt(segment: Segment, index: number): Word | null {
  const { stem, ending } = splitEnding(segment);
  const words = stem.flatMap((part, place) =>
    part.kind === "text"
      ? [...part.text.matchAll(/[\p{L}\p{M}]+/gu)].map((match) => ({ place, part, at: match.index, word: match[0] }))
      : [],
  );
  const found = words[index];
  if (found === undefined) return null;
  const { place, part, at, word } = found;
  const end = part.text.slice(at + word.length) + (place === stem.length - 1 ? ending : "");
  const rest = stem.slice(place + 1);
  const before = [...stem.slice(0, place), ...textOf(part.text.slice(0, at))];
  const after = [...textOf(end), ...rest, ...(place === stem.length - 1 ? [] : textOf(ending))];
  const others = words.filter((other) => other !== found).map((other) => other.word);
  return { word, before, after, without: [...before, anything, ...after], others };
}

function textOf(text: string): Segment {
  return text === "" ? [] : [{ kind: "text", text }];
}
