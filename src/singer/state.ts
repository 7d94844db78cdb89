import { TapError } from "../errors.ts";
import { isObject, type JsonObject } from "../json.ts";
import { nameKind } from "../wording/name-kind.ts";
import { quoted } from "../wording/quoted.ts";

/**
 * The value of a STATE message. Only `bookmarks.<stream>` is ours; every other key was put there by
 * somebody else and is handed on untouched.
 */
export type State = JsonObject;

const lastLine = "hand in the last line that the target printed, or leave --state out to read every file";

/** The state a run begins with. Without a state file: no bookmarks. `remedy`: what to do where there are none in it. */
export function parseState(json: unknown, remedy = lastLine): State {
  if (json === null || json === undefined) return { bookmarks: {} };
  if (!isObject(json)) throw new TapError("usage", `The state must be a JSON object, not ${nameKind(json)}`);
  // Some runners keep whole STATE messages instead of their values.
  if (json["type"] === "STATE" && "value" in json) return parseState(json["value"], remedy);
  // Meltano keeps them under a name of its own.
  if (json["bookmarks"] === undefined && isObject(json["singer_state"]))
    return parseState(json["singer_state"], remedy);
  if (json["bookmarks"] === undefined && Array.isArray(json["streams"])) {
    throw new TapError(
      "usage",
      "The state is a catalog: a state is the last line that the target printed; name catalogs with --catalog",
    );
  }
  if (json["bookmarks"] === undefined || json["bookmarks"] === null) return withoutBookmarks(json, remedy);
  if (!isObject(json["bookmarks"])) {
    throw new TapError(
      "usage",
      `state.bookmarks must be an object with one entry per stream, not ${nameKind(json["bookmarks"])}`,
    );
  }
  return json;
}

/** Keys that states hold beside their bookmarks, by the Singer specification and its runners. */
const keysBeside = new Set(["bookmarks", "currently_syncing", "activate_version"]);

/** Whatever else it may be, to take it for a state without bookmarks would read every file again. */
function withoutBookmarks(json: JsonObject, remedy: string): State {
  const strange = Object.keys(json).filter((key) => !keysBeside.has(key));
  if (strange.length === 0) return { ...json, bookmarks: {} };
  throw new TapError("usage", `The state has no "bookmarks" but ${quoted(strange.slice(0, 5))}: ${remedy}`);
}

/** What the state holds for one stream, or undefined. */
export function bookmarkOf(state: State, stream: string): unknown {
  const bookmarks = state["bookmarks"];
  return isObject(bookmarks) && Object.hasOwn(bookmarks, stream) ? bookmarks[stream] : undefined;
}

/** What the state holds for each stream, in its order. */
export function bookmarksOf(state: State): Map<string, unknown> {
  const bookmarks = state["bookmarks"];
  return new Map(isObject(bookmarks) ? Object.entries(bookmarks) : []);
}

/** The state with these bookmarks in place of its own. The given state stays as it is. */
export function withBookmarks(state: State, bookmarks: ReadonlyMap<string, unknown>): State {
  // Made of entries, a stream is an own property whatever its name, also `__proto__`.
  return { ...state, bookmarks: Object.fromEntries(bookmarks) };
}
