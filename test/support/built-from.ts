import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { hashesFile, sourceHashes } from "../../bundle/source-hashes.ts";

const project = fileURLToPath(new URL("../../", import.meta.url));

/** Throws when the build was made from other sources than there are now, as far as their paths begin like this. */
export function requireFreshBuild(beginning = "", root = project): void {
  const built = builtFrom(root);
  const now = sourceHashes(root);
  const paths = new Set([...Object.keys(built), ...Object.keys(now)]);
  const changed = [...paths].find((path) => path.startsWith(beginning) && built[path] !== now[path]);
  if (changed !== undefined)
    throw new Error(`The build is older than ${changed}; run "npm run build" before the tests`);
}

function builtFrom(root: string): Readonly<Record<string, string>> {
  try {
    return JSON.parse(readFileSync(join(root, hashesFile), "utf8"));
  } catch {
    return {};
  }
}
