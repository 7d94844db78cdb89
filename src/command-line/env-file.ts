import { parseEnv } from "node:util";
import { TapError } from "../errors.ts";
import { readText } from "../read-file.ts";
import { maxBytes } from "./read-json.ts";

/** Where taps of the Meltano SDK look as well when they read their config from the environment. */
const envFile = ".env";

/** The variables in the file `.env` of the working folder; none where there is no such file. Throws TapError of kind "usage". */
export async function readEnvFile(): Promise<NodeJS.Dict<string>> {
  try {
    return parseEnv(await readText(envFile, maxBytes));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if ("code" in error && error.code === "ENOENT") return {};
    throw new TapError(
      "usage",
      `The file "${envFile}", which --config ENV reads as well, cannot be read: ${error.message}`,
      {
        cause: error,
      },
    );
  }
}
