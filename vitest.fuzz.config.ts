import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { freshKernels } from "./test/support/fresh-kernels.ts";

export default defineConfig({
  plugins: [freshKernels],
  test: {
    include: ["test/fuzz/**/*.test.ts"],
    setupFiles: ["test/support/fixed-seed.ts"],
    testTimeout: 600_000,
    hookTimeout: 60_000,
    maxWorkers: Math.max(2, availableParallelism() - 1),
  },
});
