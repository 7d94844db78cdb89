import type { Plugin } from "vitest/config";
import { requireFreshBuild } from "./built-from.ts";

/** Unit tests import what the build makes of kernel/, and would pass or fail for what it was: they are refused then. */
export const freshKernels: Plugin = {
  name: "fresh-kernels",
  enforce: "pre",
  resolveId(name) {
    if (name.startsWith("#kernel/")) requireFreshBuild("kernel/");
    return null;
  },
};
