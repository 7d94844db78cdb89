import { requireFreshBuild } from "./built-from.ts";

// Unit tests import what the build makes of kernel/: they would pass or fail for what it was.
requireFreshBuild("kernel/");
