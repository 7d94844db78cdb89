import { writeFileSync } from "node:fs";
import type { Plugin } from "rolldown";
import { hashesFile, sourceHashes } from "./source-hashes.ts";

let hashes: Readonly<Record<string, string>> = {};

/** Writes down what the build is made from, by which tests refuse one that is older than its sources. */
export const noteSources: Plugin = {
  name: "note-sources",
  buildStart() {
    // Taken first: what is changed meanwhile is not in the build for sure.
    hashes = sourceHashes(".");
  },
  writeBundle() {
    writeFileSync(hashesFile, JSON.stringify(hashes, null, 1));
  },
};
