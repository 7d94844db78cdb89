import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { freshKernels } from "./test/support/fresh-kernels.ts";

export default defineConfig({
  plugins: [freshKernels],
  test: {
    include: [
      "src/**/*.test.ts",
      "bench/**/*.test.ts",
      "test/house/**/*.test.ts",
      "test/cli/**/*.test.ts",
      "test/golden/**/*.test.ts",
      "test/properties/**/*.test.ts",
      "test/support/**/*.test.ts",
      "local-aws/**/*.test.ts",
    ],
    setupFiles: ["test/support/fixed-seed.ts"],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // A worker of its own for each of many small files would cost more than their tests.
    isolate: false,
    // Tests wait for programs that they have started, and some for a time to run out: two workers would leave two cores idle.
    maxWorkers: Math.max(3, availableParallelism()),
  },
});
