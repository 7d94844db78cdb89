import { readFile } from "node:fs/promises";
import { parseJsonText } from "../config/json-text.ts";
import { TapError } from "../errors.ts";

/**
 * The JSON value in a file the user named. `what` is its part in the run, such as "config". The
 * messages quote nothing of the content, which may hold secrets.
 */
export async function readJson(path: string, what: string): Promise<unknown> {
  const parsed = parseJsonText(await readText(path, what));
  if ("problem" in parsed) throw new TapError("usage", `The ${what} file "${path}" ${parsed.problem}`);
  return parsed.value;
}

async function readText(path: string, what: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
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
