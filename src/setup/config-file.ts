import { maxBytes, readJson } from "../command-line/read-json.ts";
import { TapError } from "../errors.ts";
import { isObject, type JsonObject } from "../json.ts";
import { readText } from "../read-file.ts";
import { type Edit, editText } from "./edit-text.ts";
import { replaceFile } from "./write-file.ts";

/** The one config file that is written. It need not be there yet. */
export class ConfigFile {
  readonly path: string;
  /** What it says. */
  value: JsonObject;
  #text: string | null;

  private constructor(path: string, text: string | null, value: JsonObject) {
    this.path = path;
    this.#text = text;
    this.value = value;
  }

  /** Throws TapError of kind "usage" for a file that is no config. */
  static async open(path: string): Promise<ConfigFile> {
    const text = await readIfThere(path);
    if (text === null || text.trim() === "") return new ConfigFile(path, text, {});
    const value = await readJson(path, "config");
    if (!isObject(value))
      throw new TapError("usage", `The config file "${path}" must hold an object with bucket and tables`);
    return new ConfigFile(path, text, value);
  }

  /** Throws TapError of kind "usage" where somebody else has changed the file, or where it cannot be written. */
  async save(edits: readonly Edit[]): Promise<void> {
    if ((await readIfThere(this.path)) !== this.#text) {
      throw new TapError(
        "usage",
        `The file "${this.path}" was changed by another program since --setup read it; start --setup again`,
      );
    }
    const text = editText((this.#text ?? "").replace(/^\uFEFF/, ""), edits, isYaml(this.path) ? "yaml" : "json");
    try {
      await replaceFile(this.path, text);
    } catch (error) {
      throw new TapError(
        "usage",
        `The file "${this.path}" cannot be written: ${error instanceof Error ? error.message : String(error)}`,
        { cause: error },
      );
    }
    const { value } = await ConfigFile.open(this.path);
    this.#text = text;
    this.value = value;
  }
}

function isYaml(path: string): boolean {
  return /\.ya?ml$/i.test(path);
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readText(path, maxBytes);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw new TapError(
      "usage",
      `The file "${path}" cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
}
