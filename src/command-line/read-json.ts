import { type ParsedText, parseJsonText } from "../config/json-text.ts";
import { TapError } from "../errors.ts";
import { isObject } from "../json.ts";
import { readText, readWholeText } from "../read-file.ts";
import { isJsonText } from "./is-json-text.ts";

/**
 * The JSON value in a file the user named; a config may be YAML as well, by its name. `what` is its part in the run. The
 * messages quote nothing of the content, which may hold secrets.
 */
export async function readJson(
  path: string,
  what: "config" | "catalog" | "state",
  remedy = advice[what],
): Promise<unknown> {
  // A state may end in the middle of a character, where its target was killed.
  const text = await textOf(path, what, what === "state" ? readText : readWholeText);
  if (text.trim() === "") throw new TapError("usage", `The ${what} file "${path}" is empty; ${remedy}`);
  const parsed = what === "config" && /\.ya?ml$/i.test(path) ? await parseYaml(text) : parseJsonText(text);
  if ("problem" in parsed) throw new TapError("usage", `The ${what} file "${path}" ${parsed.problem}; ${remedy}`);
  return parsed.value;
}

/**
 * What a target has left: one state, or states line by line, of which the last whole one counts, for it may have been killed
 * while it wrote. Null where it has left none, and, for those who ask, where it has left a part of the first line.
 */
export async function readStates(path: string, remedy = advice.state, isTornNone = false): Promise<unknown> {
  const whole = await textOf(path, "state", readText);
  const text = whole.trim();
  if (text === "" || (isTornNone && isTorn(whole))) return null;
  const lines = text.split("\n").slice(-maxCutLines - 1);
  // The whole first: a line of a state that is written over several may be an object, too.
  for (const line of [text, ...lines.toReversed()]) {
    const parsed = parseJsonText(line);
    if ("value" in parsed && isObject(parsed.value)) return parsed.value;
  }
  return readJson(path, "state", remedy);
}

/** The beginning of a state in one line, whose end is not there. */
function isTorn(text: string): boolean {
  return /^\{[^\n]*$/.test(text) && !("value" in parseJsonText(text));
}

/** A target that was run again may have begun a line behind the one that was cut. */
const maxCutLines = 3;

/** Loaded by those who need it. */
async function parseYaml(text: string): Promise<ParsedText> {
  const { parseYamlText } = await import("../config/yaml-text.ts");
  return parseYamlText(text);
}

const advice = {
  config: "write an object with bucket and tables",
  catalog: "take what --discover prints",
  state: "take the last line that the target printed, or leave --state out to read every file",
};

/** Of an input file. A catalog of all columns that a run may have, in all its tables, is a third of it; a config of 10,000 tables, a thirtieth. */
export const maxBytes = 64 * 1024 * 1024;

async function textOf(path: string, what: string, read: typeof readText): Promise<string> {
  try {
    return await read(path, maxBytes);
  } catch (error) {
    if (isJsonText(path)) {
      const why = "what stands there is JSON; write that to a file, and name it";
      throw new TapError("usage", `--${what} needs the path of a file, and ${why}`);
    }
    throw new TapError("usage", `The ${what} file "${path}" cannot be read: ${reasonOf(error)}`, { cause: error });
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EACCES: "permission denied",
  EISDIR: "it is a folder",
  ENOTDIR: "a part of that path is a file, not a folder",
  ELOOP: "its links lead in a circle",
};

function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
  return reasons[code] ?? (error instanceof Error ? error.message : String(error));
}
