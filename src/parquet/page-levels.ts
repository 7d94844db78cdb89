import { damaged } from "./damaged.ts";
import { decodeHybrid } from "./decode-hybrid.ts";
import type { Page } from "./page.ts";
import type { Leaf } from "./shape.ts";

/** How the values of a page belong to rows; each list is null where every level would be the same. */
export interface Levels {
  readonly repetitions: Uint8Array | null;
  readonly definitions: Uint8Array | null;
  /** Values that are there. */
  readonly present: number;
  /** Where in the page the values begin. */
  readonly end: number;
}

/** The levels with which a page begins. */
export function levelsOf(page: Page, { maxRepetition, maxDefinition }: Leaf): Levels {
  const repetition = levelsAt(page, 0, maxRepetition, page.levels?.repetition ?? null);
  const definition = levelsAt(page, repetition.end, maxDefinition, page.levels?.definition ?? null);
  const present = definition.levels === null ? page.count : countOf(definition.levels, maxDefinition);
  // Most columns that may have nulls have none.
  const definitions = present === page.count ? null : definition.levels;
  return { repetitions: repetition.levels, definitions, present, end: definition.end };
}

interface LevelList {
  readonly levels: Uint8Array | null;
  readonly end: number;
}

/** `length` is that of the list where the page's header tells it; else it stands before the list. */
function levelsAt({ bytes, count }: Page, at: number, max: number, length: number | null): LevelList {
  if (max === 0) return { levels: null, end: at + (length ?? 0) };
  const from = length === null ? at + 4 : at;
  const end = from + (length ?? lengthAt(bytes, at));
  if (end > bytes.length) throw damaged("the levels of a page are longer than the page");
  const levels = new Uint8Array(count);
  decodeHybrid(bytes, from, end, 32 - Math.clz32(max), levels);
  if (levels.some((level) => level > max)) throw damaged("a page has levels that its column has not");
  return { levels, end };
}

function lengthAt(bytes: Uint8Array, at: number): number {
  if (at + 4 > bytes.length) throw damaged("a page ends before its levels do");
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(at, true);
}

function countOf(levels: Uint8Array, wanted: number): number {
  let count = 0;
  for (const level of levels) if (level === wanted) count++;
  return count;
}
