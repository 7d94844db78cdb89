import { TapError } from "../errors.ts";
import { mapInOrder } from "../discovery/map-in-order.ts";
import { endingOf, isNamedReadable, isPacked } from "../files/format-of.ts";
import type { Surroundings } from "../files/read-heads.ts";
import type { S3Object } from "../s3/store.ts";
import type { Draft, FileKind } from "./draft.ts";
import type { ShapedGroup } from "./group-keys.ts";
import { kindsOf, type LookedAt, lookAtObjects } from "./look-at-group.ts";
import { mergeDrafts } from "./merge-drafts.ts";
import { splitGroup } from "./split-groups.ts";
import { segmentsText } from "./split-key.ts";

const looksAtOnce = 16;

/** What may become tables, and what may not. */
export interface Drafts {
  readonly drafts: readonly Draft[];
  readonly notes: readonly string[];
  /** Groups of readable keys that are of no table: what they are, and why. */
  readonly refused: readonly string[];
}

/** Looks at files of each group, and finds out which groups are of one table, and which of several. */
export async function draftTables(groups: readonly ShapedGroup[], surroundings: Surroundings): Promise<Drafts> {
  const looked = await mapInOrder(groups, looksAtOnce, async (shaped) => {
    const looks = await lookAtObjects(fewOf(shaped.group.sample.objects(), groups.length), surroundings);
    const why = whyNoTable(looks);
    if (why !== null) return { drafts: [], refused: [refusal(shaped, why)] };
    return { drafts: await splitGroup(shaped, looks, surroundings), refused: [] };
  });
  const { drafts, notes } = mergeDrafts(looked.flatMap((each) => each.drafts));
  return { drafts, notes, refused: looked.flatMap(({ refused }) => refused) };
}

/** Where groups are many, each is told by fewer of its objects: the newest and the oldest. */
function fewOf(objects: readonly S3Object[], groups: number): readonly S3Object[] {
  if (groups < 500) return objects;
  return [...new Set([...objects.slice(0, 1), ...objects.slice(-1)])];
}

/** Why a group is no table; null where it may be one. */
function whyNoTable(looks: readonly LookedAt[]): string | null {
  const kinds = kindsOf(looks);
  if (kinds.length === 0) {
    const failure = looks.find(({ kind }) => kind instanceof TapError)?.kind;
    if (failure instanceof TapError) return failure.message;
    return looks.every(({ object }) => isNamedReadable(object.key) && !isPacked(object.key))
      ? "it holds no columns"
      : 'its name does not tell a format, and it does not read like a table; if it is one, write it with "format"';
  }
  return looks.every(({ object }) => isText(object.key)) && kinds.every(isProse)
    ? "it reads like a text and not like a table"
    : null;
}

function isText(key: string): boolean {
  return endingOf(key) === "txt";
}

/** One column, or a header that is a sentence. */
function isProse({ names, settings }: FileKind): boolean {
  return settings.format !== "jsonl" && (names.length === 1 || names.some((name) => name.length > 60));
}

function refusal({ segments, group }: ShapedGroup, why: string): string {
  const { total } = group.sample;
  return `${segmentsText(segments)} (${total} ${total === 1 ? "file" : "files"}): ${why}`;
}
