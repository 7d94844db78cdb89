import type { KeyPart } from "../pattern/key-shape.ts";
import type { Draft } from "./draft.ts";
import { byLikenessAnd, joinDrafts } from "./draft-groups.ts";
import type { Segment } from "./key-group.ts";
import { anything, joinTexts, shapeId, splitKey } from "./split-key.ts";

/** Runs of letters and digits of one folder or name that are looked at. */
const maxRuns = 16;

/**
 * Joins drafts whose keys differ in runs of letters and digits that a program rolled: short hashes, and ids such as
 * "7vs36p1s", which are of another shape in each key.
 */
export function joinIds(drafts: readonly Draft[]): readonly Draft[] {
  // What is told in one run tells those of other runs.
  const classified = [shapeId, namelessId, shapeId].reduce(classifyRuns, drafts);
  return byLikenessAnd(classified, ({ segments }) => shapeId(segments)).map((group) =>
    joinDrafts(group, group[0]?.segments ?? []),
  );
}

/** Writes rolled runs as what they are, where they are told by those at the same place in other keys. `idOf` tells which keys these are. */
function classifyRuns(drafts: readonly Draft[], idOf: (segments: readonly Segment[]) => string): readonly Draft[] {
  const depth = Math.max(0, ...drafts.map(({ segments }) => segments.length));
  let all = drafts;
  for (let at = 0; at < depth; at++) for (let run = 0; run < maxRuns; run++) all = classifyRun(all, { at, run }, idOf);
  return all;
}

function classifyRun(
  drafts: readonly Draft[],
  { at, run }: { readonly at: number; readonly run: number },
  idOf: (segments: readonly Segment[]) => string,
): readonly Draft[] {
  const places = new Map<string, Draft[]>();
  for (const draft of drafts) {
    const without = replaceRun(draft.segments[at] ?? [], run, anything);
    if (without === null) continue;
    const id = idOf(draft.segments.with(at, without));
    const known = places.get(id);
    if (known === undefined) places.set(id, [draft]);
    else known.push(draft);
  }
  const kinds = new Map<Draft, "hex" | "token">();
  for (const group of places.values()) {
    if (group.length < 2) continue;
    const kind = rolledClass([...new Set(group.flatMap(({ sample }) => sample.map(({ key }) => runOf(key, at, run))))]);
    if (kind !== null) for (const draft of group) kinds.set(draft, kind);
  }
  return drafts.map((draft) => {
    const kind = kinds.get(draft);
    const own = kind === undefined ? null : replaceRun(draft.segments[at] ?? [], run, { kind, text: "" });
    return own === null ? draft : { ...draft, segments: draft.segments.with(at, own) };
  });
}

/** What tells shapes apart whatever their folders are called, which may be ids as well. */
function namelessId(segments: readonly Segment[]): string {
  const last = segments.length - 1;
  return shapeId(segments.map((segment, at) => (at < last && isName(segment) ? [anything] : segment)));
}

/** Whether a folder's name is a single run of letters and digits, or has nothing that differs. */
function isName(segment: Segment): boolean {
  const [run, ...others] = runsOf(segment);
  return run !== undefined && others.length === 0 ? run.isRun : segment.length === 1 && segment[0]?.kind === "text";
}

/** What these texts are if they were rolled: all of one length, with letters and digits that take turns. */
function rolledClass(texts: readonly string[]): "hex" | "token" | null {
  const [{ length } = ""] = texts;
  if (texts.length < 3 || texts.some((text) => text.length !== length || !/^[0-9A-Za-z]+$/.test(text))) return null;
  const mixed = texts.filter((text) => /\d/.test(text) && /[A-Za-z]/.test(text));
  // Not "sensor1" and "sensor2".
  const turning = mixed.filter((text) => /\d[A-Za-z]/.test(text));
  if (2 * mixed.length < texts.length || 4 * turning.length < mixed.length) return null;
  const isHex = [/^[0-9a-f]+$/, /^[0-9A-F]+$/].some((digits) => texts.every((text) => digits.test(text)));
  if (isHex) return "hex";
  return length >= 5 ? "token" : null;
}

/** The run as a key has it. */
function runOf(key: string, at: number, run: number): string {
  const found = runsOf(splitKey(key)[at] ?? []).filter(({ isRun }) => isRun)[run];
  return found?.parts.map((part) => ("text" in part ? part.text : "")).join("") ?? "";
}

/** The segment with something else for one of its runs; null where it has fewer. */
function replaceRun(segment: Segment, run: number, part: KeyPart): Segment | null {
  const runs = runsOf(segment);
  const replaced = runs.filter(({ isRun }) => isRun)[run];
  if (replaced === undefined) return null;
  return joinTexts(runs.flatMap((each) => (each === replaced ? [part] : each.parts)));
}

interface Run {
  readonly isRun: boolean;
  readonly parts: KeyPart[];
}

/** The segment cut into runs of letters and digits and what is between them. */
function runsOf(segment: Segment): readonly Run[] {
  const runs: Run[] = [];
  for (const { part, isRun } of segment.flatMap(piecesOf)) {
    const last = runs.at(-1);
    if (last?.isRun && isRun) last.parts.push(part);
    else runs.push({ isRun, parts: [part] });
  }
  return runs;
}

function piecesOf(part: KeyPart): readonly { readonly part: KeyPart; readonly isRun: boolean }[] {
  if (part.kind !== "text") return [{ part, isRun: ["number", "hex", "token", "monthname"].includes(part.kind) }];
  const texts = part.text.match(/[\p{L}\p{M}\d]+|[^\p{L}\p{M}\d]+/gu) ?? [];
  return texts.map((text) => ({ part: { kind: "text", text }, isRun: /^[\p{L}\p{M}\d]/u.test(text) }));
}
