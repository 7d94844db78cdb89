import { TapError } from "../errors.ts";
import { isObject, type JsonObject } from "../json.ts";
import { nameKind } from "../wording/name-kind.ts";

/**
 * The value of a STATE message. Only `bookmarks.<stream>` is ours; every other key was put there by
 * somebody else and is handed on untouched.
 */
export type State = JsonObject;

/** The state a run begins with. Without a state file: no bookmarks. */
export function parseState(json: unknown): State {
  if (json === null || json === undefined) return { bookmarks: {} };
  if (!isObject(json)) throw new TapError("usage", `The state must be a JSON object, not ${nameKind(json)}`);
  // Some runners keep whole STATE messages instead of their values.
  if (json["type"] === "STATE" && "value" in json) return parseState(json["value"]);
  if (json["bookmarks"] === undefined && Array.isArray(json["streams"])) {
    throw new TapError(
      "usage",
      "The state is a catalog: name the last line that the target printed with --state, and catalogs with --catalog",
    );
  }
  if (json["bookmarks"] === undefined || json["bookmarks"] === null) return { ...json, bookmarks: {} };
  if (!isObject(json["bookmarks"])) {
    throw new TapError(
      "usage",
      `state.bookmarks must be an object with one entry per stream, not ${nameKind(json["bookmarks"])}`,
    );
  }
  return json;
}

/** What the state holds for one stream, or undefined. */
export function bookmarkOf(state: State, stream: string): unknown {
  const bookmarks = state["bookmarks"];
  return isObject(bookmarks) && Object.hasOwn(bookmarks, stream) ? bookmarks[stream] : undefined;
}

/** The state with another value for one stream. The given state stays as it is. */
export function withBookmark(state: State, stream: string, bookmark: object): State {
  const bookmarks = isObject(state["bookmarks"]) ? state["bookmarks"] : {};
  // A computed key in a literal makes an own property whatever its name, also `__proto__`.
  return { ...state, bookmarks: { ...bookmarks, [stream]: bookmark } };
}
