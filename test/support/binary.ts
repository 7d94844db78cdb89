import { fileURLToPath } from "node:url";
import { requireFreshBuild } from "./built-from.ts";

requireFreshBuild();

/** The program people run, built from the sources as they are. */
export const binary = fileURLToPath(new URL("../../bin/tap-s3-csv.js", import.meta.url));
