import type { Draft } from "./draft.ts";
import { joinFolders } from "./join-folders.ts";
import { joinWords } from "./join-words.ts";

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
