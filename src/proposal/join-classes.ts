import { quoted } from "../wording/quoted.ts";
import { shapeText } from "../pattern/key-shape.ts";
import type { Draft } from "./draft.ts";
import { byKindAnd, joinDrafts } from "./draft-groups.ts";
import type { Segment } from "./key-group.ts";
import { joinSegments, segmentId, shapeId, splitEnding } from "./split-key.ts";
import { isCollection, isRegion, isStage, isTelling, tellingWords, wordsOf } from "./words.ts";

/** Drafts, and what was done to them that people should know. */
export interface Joined {
  readonly drafts: readonly Draft[];
  readonly notes: readonly string[];
}

/** Joins drafts of the same columns that differ in one name, where that name seems to be a value, as of a customer, and not that of a table. */
export function joinClasses(drafts: readonly Draft[]): Joined {
  const notes: string[] = [];
  let all = drafts;
  const depth = Math.max(0, ...drafts.map(({ segments }) => segments.length));
  for (let at = 0; at < depth; at++) all = joinFolders(all, at, notes);
  for (let word = 0; word < maxWords; word++) all = joinWords(all, word, notes);
  return { drafts: all, notes };
}

const maxWords = 12;
const anything = { kind: "word", text: "" } as const;

/** Those that differ in the folder at this depth. */
function joinFolders(drafts: readonly Draft[], at: number, notes: string[]): readonly Draft[] {
  const candidates = byKindAnd(drafts, ({ segments }) =>
    isName(segments, at) ? shapeId(segments.with(at, [])) : `\0${shapeId(segments)}`,
  );
  const grids = gridsOf(candidates, at);
  return candidates.flatMap((group) => {
    const [first] = group;
    if (first === undefined || group.length === 1) return group;
    const names = group.map(({ segments }) => segmentId(segments[at] ?? []));
    if (!isValue(first.segments, at, names, grids)) {
      notes.push(`${quoted(group.map(shapeOf))} have the same columns, and are kept apart`);
      return group;
    }
    const joined = joinDrafts(group, first.segments.with(at, [anything]));
    notes.push(`${quoted([shapeOf(joined)])} is one table for ${quoted(names)}: they have the same columns`);
    return [joined];
  });
}

/** How often the same folders have the same below them: two of one folder, and all of several. */
interface Grids {
  readonly pairs: ReadonlyMap<string, number>;
  readonly sets: ReadonlyMap<string, number>;
}

function gridsOf(candidates: readonly (readonly Draft[])[], at: number): Grids {
  const pairs = new Map<string, number>();
  const sets = new Map<string, number>();
  for (const group of candidates) {
    if (group.length < 2) continue;
    const id = namesId(group.map(({ segments }) => segmentId(segments[at] ?? [])));
    sets.set(id, (sets.get(id) ?? 0) + 1);
    const [first, ...others] = group.map(({ segments }) => shapeId(segments.slice(0, at + 1)));
    for (const other of others) pairs.set(`${first}\n${other}`, (pairs.get(`${first}\n${other}`) ?? 0) + 1);
  }
  return { pairs, sets };
}

function namesId(names: readonly string[]): string {
  return names.toSorted().join("/");
}

/** Whether the folder's name is a value: of a known sort, or one of several above what tells the table. */
function isValue(segments: readonly Segment[], at: number, names: readonly string[], { pairs, sets }: Grids): boolean {
  if (names.some(isStage)) return false;
  if (isCollection(segments[at - 1] ?? []) || names.every(isRegion)) return true;
  if (names.length >= 3 && (sets.get(namesId(names)) ?? 0) > 1) return true;
  const isTold = segments.slice(at + 1).some((segment, index) => {
    return tellingWords(segment, at + 1 + index === segments.length - 1).length > 0;
  });
  if (!isTold) return false;
  if (names.length >= 3) return true;
  const [first, second] = names.map((name) => [...segments.slice(0, at).map(segmentId), name].join("/"));
  return (pairs.get(`${first}\n${second}`) ?? 0) > 1;
}

/** Those that differ in one word of the last name. */
function joinWords(drafts: readonly Draft[], word: number, notes: string[]): readonly Draft[] {
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
    notes.push(`${quoted([shapeOf(joined)])} is one table for ${quoted(words)}: they have the same columns`);
    return [joined];
  });
}

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

/** So many names with the same columns in one folder are not those of tables. */
const manyNames = 10;

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
  return { word, before, after, without: [...before, { kind: "word", text: "" }, ...after], others };
}

function textOf(text: string): Segment {
  return text === "" ? [] : [{ kind: "text", text }];
}

/** Whether a folder has a name, and nothing that differs from file to file. */
function isName(segments: readonly Segment[], at: number): boolean {
  const segment = segments[at] ?? [];
  return at < segments.length - 1 && segment.length === 1 && segment[0]?.kind === "text";
}

function shapeOf({ segments }: Draft): string {
  return shapeText(joinSegments(segments));
}
