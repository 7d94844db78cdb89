import type { Surroundings } from "../files/read-heads.ts";
import type { KeyPart } from "../pattern/key-shape.ts";
import type { S3Object } from "../s3/store.ts";
import { areAlike, type Draft, type FileKind, kindId } from "./draft.ts";
import type { ShapedGroup } from "./group-keys.ts";
import type { SegmentPart, Segment } from "./key-group.ts";
import { kindsOf, type LookedAt, lookAtObjects } from "./look-at-group.ts";
import { joinTexts, splitKey } from "./split-key.ts";

/** The drafts of one group: several where something in the keys tells files of one kind from those of another. */
export async function splitGroup(
  { segments, group }: ShapedGroup,
  looks: readonly LookedAt[],
  surroundings: Surroundings,
): Promise<readonly Draft[]> {
  const sample = group.sample.objects();
  const kinds = kindsOf(looks);
  const kind = commonKind(kinds);
  if (kind === null) return [];
  const whole: Draft = { segments, kind, sample, texts: segments.map((_, at) => group.textsAt(segments, at)) };
  if (kinds.every((other) => areAlike(other, kind))) return [whole];
  for (const place of placesOf(segments)) {
    const values = group.valuesAt(place);
    if (values === null || values.size < 2) continue;
    const parted = await partBy(place, values, { looks, surroundings });
    if (parted === null) continue;
    return parted.map(({ kind: own, objects }) => ({
      segments: withTexts(segments, place, [...objects.keys()]),
      kind: own,
      sample: unique([...sample.filter(({ key }) => objects.has(textAt(key, place))), ...objects.values()]),
      texts: whole.texts.map((texts, at) =>
        texts === null || at !== place.segment
          ? texts
          : new Set([...objects.values()].map(({ key }) => key.split("/")[at] ?? "")),
      ),
    }));
  }
  return [whole];
}

/** The most frequent kind, and of several the newest. */
function commonKind(kinds: readonly FileKind[]): FileKind | null {
  const counts = new Map<string, { readonly kind: FileKind; count: number }>();
  for (const kind of kinds.toReversed()) {
    const entry = counts.get(kindId(kind)) ?? { kind, count: 0 };
    entry.count += 1;
    counts.set(kindId(kind), entry);
  }
  const [first] = [...counts.values()].sort((a, b) => b.count - a.count);
  return first?.kind ?? null;
}

/** Places of classes that may tell tables apart: not dates, nor what a program rolled for each file. */
function placesOf(segments: readonly Segment[]): readonly SegmentPart[] {
  return segments.flatMap((parts, segment) => {
    const isLast = segment === segments.length - 1;
    return parts.flatMap(({ kind }, part) =>
      nowhere.has(kind) || (isLast && rolled.has(kind)) ? [] : [{ segment, part }],
    );
  });
}

const nowhere = new Set<KeyPart["kind"]>(["text", "word", "date", "month"]);
const rolled = new Set<KeyPart["kind"]>(["uuid", "hex", "token"]);

interface Parted {
  readonly kind: FileKind;
  /** One for each text. */
  readonly objects: ReadonlyMap<string, S3Object>;
}

/** Texts whose files are of one kind, together; null where the text does not tell the kind. */
async function partBy(
  place: SegmentPart,
  values: ReadonlyMap<string, S3Object>,
  { looks, surroundings }: { readonly looks: readonly LookedAt[]; readonly surroundings: Surroundings },
): Promise<readonly Parted[] | null> {
  const parted: { readonly kind: FileKind; readonly objects: Map<string, S3Object> }[] = [];
  const kindOfText = new Map<string, FileKind>();
  for (const [text, object] of [...values].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [kind] = kindsOf(await lookAtObjects([object], surroundings));
    if (kind === undefined) return null;
    kindOfText.set(text, kind);
    const known = parted.find((each) => areAlike(each.kind, kind));
    if (known === undefined) parted.push({ kind, objects: new Map([[text, object]]) });
    else known.objects.set(text, object);
  }
  const agrees = looks.every((look) => {
    const [kind] = kindsOf([look]);
    const told = kindOfText.get(textAt(look.object.key, place));
    return kind === undefined || (told !== undefined && areAlike(told, kind));
  });
  return agrees && parted.length > 1 ? parted : null;
}

function textAt(key: string, { segment, part }: SegmentPart): string {
  const found = splitKey(key)[segment]?.[part];
  return found !== undefined && "text" in found ? found.text : "";
}

function withTexts(
  segments: readonly Segment[],
  { segment, part }: SegmentPart,
  texts: readonly string[],
): readonly Segment[] {
  const [text = ""] = texts;
  const known: KeyPart = texts.length === 1 ? { kind: "text", text } : { kind: "either", texts };
  return segments.map((parts, index) => (index === segment ? joinTexts(parts.with(part, known)) : parts));
}

function unique(objects: readonly S3Object[]): readonly S3Object[] {
  return [...new Map(objects.map((object) => [object.key, object])).values()];
}
