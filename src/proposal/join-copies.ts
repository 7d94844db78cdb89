import type { KeyPart } from "../pattern/key-shape.ts";
import type { Draft } from "./draft.ts";
import { byLikenessAnd, joinDrafts } from "./draft-groups.ts";
import type { Segment } from "./key-group.ts";
import { segmentId, shapeId, splitEnding } from "./split-key.ts";

/** Joins a file with those that have its name and a number or a date behind it, as in "orders.csv" and "orders (1).csv". */
export function joinCopies(drafts: readonly Draft[]): readonly Draft[] {
  return byLikenessAnd(drafts, ({ segments }) => baseId(segments)).flatMap((group) => {
    const plain = group.find(({ segments }) => suffixOf(stemOf(segments)) === null);
    const [copies, ...others] = group.filter((draft) => draft !== plain);
    if (plain === undefined || copies === undefined || others.length > 0) return group;
    const suffix = suffixOf(stemOf(copies.segments));
    if (suffix === null) return group;
    const { ending } = splitEnding(plain.segments.at(-1) ?? []);
    const last: Segment = [
      ...stemOf(plain.segments),
      { kind: "optional", parts: suffix },
      { kind: "text", text: ending },
    ];
    return [joinDrafts([plain, copies], [...plain.segments.slice(0, -1), last])];
  });
}

/** The shape without what stands behind the name. */
function baseId(segments: readonly Segment[]): string {
  const stem = stemOf(segments);
  const base = segmentId(stem.slice(0, 1)).replace(/[^\p{L}\p{M}\d]+$/u, "");
  const { ending } = splitEnding(segments.at(-1) ?? []);
  return stem[0]?.kind === "text" && base !== "" && (stem.length === 1 || suffixOf(stem) !== null)
    ? `${shapeId(segments.slice(0, -1))}/${base}\n${ending}`
    : `\0${shapeId(segments)}`;
}

/** What stands behind the words of a name, where that is no word; null for none. */
function suffixOf(stem: Segment): readonly KeyPart[] | null {
  const [first, ...others] = stem;
  if (first?.kind !== "text" || others.length === 0) return null;
  if (others.some((part) => part.kind === "text" && /\p{L}/u.test(part.text))) return null;
  const marks = /[^\p{L}\p{M}\d]+$/u.exec(first.text)?.[0] ?? "";
  return marks === "" ? null : [{ kind: "text", text: marks }, ...others];
}

function stemOf(segments: readonly Segment[]): Segment {
  return splitEnding(segments.at(-1) ?? []).stem;
}
