import { readFile } from "node:fs/promises";
import { TapError } from "./errors.ts";

/**
 * The JSON value in a file the user named. `what` is its part in the run, such as "config". The
 * messages quote nothing of the content, which may hold secrets.
 */
export async function readJson(path: string, what: string): Promise<unknown> {
  const text = await readText(path, what);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new TapError("usage", `The ${what} file "${path}" is not valid JSON${placeOf(error, text)}`);
  }
}

async function readText(path: string, what: string): Promise<string> {
  try {
    return (await readFile(path, "utf8")).replace(/^\uFEFF/, "");
  } catch (error) {
    throw new TapError("usage", `The ${what} file "${path}" cannot be read: ${reasonOf(error)}`, { cause: error });
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EACCES: "permission denied",
  EISDIR: "it is a folder",
};

function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
  return reasons[code] ?? (error instanceof Error ? error.message : String(error));
}

/** V8 tells the position in its message, or that the text ends too early. */
function placeOf(error: unknown, text: string): string {
  if (text.trim() === "") return ": it is empty";
  const message = error instanceof Error ? error.message : "";
  const position = /at position (\d+)/.exec(message)?.[1];
  if (position === undefined) return message.includes("end of JSON input") ? ": it ends too early" : "";
  const lines = text.slice(0, Number(position)).split("\n");
  return `: line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`;
}
