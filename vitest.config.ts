import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: [
      "src/**/*.test.ts",
      "bench/**/*.test.ts",
      "test/cli/**/*.test.ts",
      "test/golden/**/*.test.ts",
      "test/properties/**/*.test.ts",
      "test/support/**/*.test.ts",
    ],
    setupFiles: ["test/support/fixed-seed.ts"],
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
