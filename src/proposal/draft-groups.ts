import { areAlike, type Draft, dialectId, kindId, type SegmentTexts } from "./draft.ts";

/** Drafts that have the same id and files of the same kind, in the order of the first of each. */
export function byKindAnd(drafts: readonly Draft[], idOf: (draft: Draft) => string): readonly (readonly Draft[])[] {
  const groups = new Map<string, Draft[]>();
  for (const draft of drafts) {
    const id = JSON.stringify([idOf(draft), kindId(draft.kind)]);
    const group = groups.get(id);
    if (group === undefined) groups.set(id, [draft]);
    else group.push(draft);
  }
  return [...groups.values()];
}

/** Drafts that have the same id and files that are alike: columns come and go. */
export function byLikenessAnd(drafts: readonly Draft[], idOf: (draft: Draft) => string): readonly (readonly Draft[])[] {
  const groups = new Map<string, Draft[][]>();
  for (const draft of drafts) {
    const id = JSON.stringify([idOf(draft), dialectId(draft.kind)]);
    const known = groups.get(id) ?? [];
    groups.set(id, known);
    const alike = known.find(([first]) => first !== undefined && areAlike(first.kind, draft.kind));
    if (alike === undefined) known.push([draft]);
    else alike.push(draft);
  }
  return [...groups.values()].flat();
}

/** One draft for all of these, whose files are alike, with the shape that is given. */
export function joinDrafts(drafts: readonly Draft[], segments: Draft["segments"]): Draft {
  const [first] = drafts;
  if (first === undefined) throw new Error("there is no draft to be joined");
  const encoding = drafts.find(({ kind }) => kind.settings.encoding !== undefined)?.kind.settings.encoding;
  const settings = { ...first.kind.settings, ...(encoding === undefined ? {} : { encoding }) };
  const kind = { ...first.kind, settings, hasRows: drafts.some((draft) => draft.kind.hasRows) };
  const texts = segments.map((_, at) => joinTextSets(drafts.map((draft) => draft.texts[at] ?? null)));
  return { segments, kind, sample: drafts.flatMap(({ sample }) => sample), texts };
}

/** Null where they are not known, or so many that nobody wants to name them. */
function joinTextSets(sets: readonly SegmentTexts[]): SegmentTexts {
  const joined = new Set(sets.flatMap((set) => [...(set ?? [])]));
  return sets.includes(null) || joined.size > maxTexts ? null : joined;
}

const maxTexts = 24;
