import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";

/** Where the build writes down what it was made from. */
export const hashesFile = "build/built-from.json";

/** A hash of each file that the build is made from, by its path. */
export function sourceHashes(root: string): Readonly<Record<string, string>> {
  const folders = ["src", "kernel", "bundle"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .map((name) => posix.join(folder, name.replaceAll("\\", "/")))
      .filter((path) => /\.(?:tsx?|css|js)$/.test(path) && !path.endsWith(".test.ts")),
  );
  const paths = [...folders.toSorted(), "package.json", "package-lock.json", "rolldown.config.ts"];
  return Object.fromEntries(paths.map((path) => [path, hashOf(readFileSync(join(root, path)))]));
}

function hashOf(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("base64url").slice(0, 16);
}
