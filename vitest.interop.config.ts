import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/interop/**/*.test.ts"],
    testTimeout: 120_000,
    hookTimeout: 300_000,
    // The programs at the other end are not ours, and start when they like.
    retry: 1,
    // Each file starts servers of its own, and two cores do not carry several at once.
    fileParallelism: false,
  },
});
