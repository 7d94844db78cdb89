import { type Draft, kindId } from "./draft.ts";

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

/** One draft for all of these, whose files are alike, with the shape that is given. */
export function joinDrafts(drafts: readonly Draft[], segments: Draft["segments"]): Draft {
  const [first] = drafts;
  if (first === undefined) throw new Error("there is no draft to be joined");
  const encoding = drafts.find(({ kind }) => kind.settings.encoding !== undefined)?.kind.settings.encoding;
  const settings = { ...first.kind.settings, ...(encoding === undefined ? {} : { encoding }) };
  const kind = { ...first.kind, settings, hasRows: drafts.some((draft) => draft.kind.hasRows) };
  return { segments, kind, sample: drafts.flatMap(({ sample }) => sample) };
}
