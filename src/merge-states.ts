import { mergeBookmarks } from "./bookmark/merge-bookmarks.ts";
import { readStored } from "./bookmark/read-bookmark.ts";
import { openShards } from "./bookmark/shared-run.ts";
import { readStates } from "./command-line/read-json.ts";
import { TapError } from "./errors.ts";
import { isObject } from "./json.ts";
import type { Log } from "./log/log.ts";
import { bookmarkOf, parseState, type State } from "./singer/state.ts";
import { quoted } from "./wording/quoted.ts";

/** Where the shards were given no state. */
const noBase = "none";

const remedy =
  "take the last line that its target printed, or leave it out: its shard then counts as one that has not run";

/** The state that one run would have left, from those of its shards. Throws TapError of kind "usage". */
export async function mergeStates(base: string, files: readonly string[], log: Log): Promise<State> {
  const before =
    base === noBase
      ? parseState(null)
      : stateIn(base, await readStates(base), "name the state that the shards were given");
  const states: { readonly file: string; readonly state: State }[] = [];
  for (const file of files) {
    const value = await readStates(file, remedy, true);
    // One that was killed at its first STATE may have left half of it: engines merge without anybody who could look.
    if (value === null) log.warn(`The state "${file}" has no whole line: its shard counts as one that has not run`);
    else states.push({ file, state: stateIn(file, value, remedy) });
  }
  const streams = new Set([before, ...states.map(({ state }) => state)].flatMap(streamsOf));
  const bookmarks = [...streams].toSorted().flatMap((stream): [string, unknown][] => {
    const left = states.map(({ file, state }) => ({ file, value: bookmarkOf(state, stream) }));
    const merged = mergeBookmarks(stream, bookmarkOf(before, stream), left);
    if (merged === undefined) return [];
    tellOpenShards(stream, merged, log);
    return [[stream, merged]];
  });
  return { ...before, bookmarks: Object.fromEntries(bookmarks) };
}

/** Of many files, the one that is none is named. */
function stateIn(file: string, value: unknown, whatToDo: string): State {
  try {
    return parseState(value, whatToDo);
  } catch (error) {
    if (!(error instanceof TapError)) throw error;
    throw new TapError("usage", `The file "${file}" is no state: ${error.message}`, { cause: error });
  }
}

function tellOpenShards(stream: string, merged: unknown, log: Log): void {
  const shared = readStored(merged, stream).files?.shared;
  if (shared === undefined) return;
  const { missing, unfinished } = openShards(shared);
  const told = [
    ...(missing.length === 0 ? [] : [`no state of ${listOf(missing, shared.shards)}`]),
    ...(unfinished.length === 0 ? [] : [`files left to read in ${listOf(unfinished, shared.shards)}`]),
  ];
  if (told.length > 0) log.warn(`Table "${stream}": ${told.join(", ")}; the next run reads what is left`);
}

function listOf(indexes: readonly number[], shards: number): string {
  return `${indexes.length === 1 ? "shard" : "shards"} ${quoted(indexes.map((index) => `${index}/${shards}`))}`;
}

function streamsOf({ bookmarks }: State): readonly string[] {
  return isObject(bookmarks) ? Object.keys(bookmarks) : [];
}
