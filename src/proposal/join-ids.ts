import type { KeyPart } from "../pattern/key-shape.ts";
import type { Draft } from "./draft.ts";
import { byLikenessAnd, joinDrafts } from "./draft-groups.ts";
import type { Segment } from "./key-group.ts";
import { joinTexts, shapeId, splitKey } from "./split-key.ts";

/** Runs of letters and digits of one folder or name that are looked at. */
const maxRuns = 16;

/**
 * Joins drafts whose keys differ in one run of letters and digits that a program rolled: short hashes, and ids such as
 * "7vs36p1s", which are of another shape in each key.
 */
export function joinIds(drafts: readonly Draft[]): readonly Draft[] {
  const depth = Math.max(0, ...drafts.map(({ segments }) => segments.length));
  let all = drafts;
  for (let at = 0; at < depth; at++) for (let run = 0; run < maxRuns; run++) all = joinRuns(all, at, run);
  return all;
}

/** Those that differ in this run of the segment at this depth. */
function joinRuns(drafts: readonly Draft[], at: number, run: number): readonly Draft[] {
  const groups = byLikenessAnd(drafts, ({ segments }) => {
    const without = replaceRun(segments[at] ?? [], run, hole);
    return shapeId(without === null ? [[hole], ...segments] : segments.with(at, without));
  });
  return groups.flatMap((group) => {
    const [first] = group;
    if (first === undefined || group.length === 1) return group;
    const kind = rolledClass([...new Set(group.flatMap(({ sample }) => sample.map(({ key }) => runOf(key, at, run))))]);
    const joined = kind === null ? null : replaceRun(first.segments[at] ?? [], run, { kind, text: "" });
    return joined === null ? group : [joinDrafts(group, first.segments.with(at, joined))];
  });
}

const hole: KeyPart = { kind: "word", text: "" };

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
