import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { freshKernels } from "./test/support/fresh-kernels.ts";
import { ProgramsFirst } from "./test/support/programs-first.ts";

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
    sequence: { sequencer: ProgramsFirst },
    // Half of the tests wait for a program that they have started: one worker would leave a core idle.
    maxWorkers: Math.max(2, availableParallelism() - 1),
  },
});
