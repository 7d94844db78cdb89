import { quoted } from "../wording/quoted.ts";
import type { Draft } from "./draft.ts";
import { byKindAnd, joinDrafts } from "./draft-groups.ts";
import type { Segment } from "./key-group.ts";
import { anything, segmentId, segmentsText, shapeId } from "./split-key.ts";
import { isCollection, isRegion, isStage, tellingWords } from "./words.ts";

/** Joins those that differ in the folder at this depth, where its name is a value. `notes` are added to. */
export function joinFolders(drafts: readonly Draft[], at: number, notes: string[]): readonly Draft[] {
  const candidates = byKindAnd(drafts, ({ segments }) =>
    isName(segments, at) ? shapeId(segments.with(at, [])) : `\0${shapeId(segments)}`,
  );
  const grids = gridsOf(candidates, at);
  return candidates.flatMap((group) => {
    const [first] = group;
    if (first === undefined || group.length === 1) return group;
    const names = group.map(({ segments }) => segmentId(segments[at] ?? []));
    if (!isValue(first.segments, at, names, grids)) {
      notes.push(
        `${quoted(group.map(({ segments }) => segmentsText(segments)))} have the same columns, and are kept apart`,
      );
      return group;
    }
    const joined = joinDrafts(group, first.segments.with(at, [anything]));
    notes.push(
      `${quoted([segmentsText(joined.segments)])} is one table for ${quoted(names)}: they have the same columns`,
    );
    return [joined];
  });
}

/** Whether a folder has a name, and nothing that differs from file to file. */
function isName(segments: readonly Segment[], at: number): boolean {
  const segment = segments[at] ?? [];
  return at < segments.length - 1 && segment.length === 1 && segment[0]?.kind === "text";
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
