import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { freshKernels } from "./test/support/fresh-kernels.ts";

export default defineConfig({
  plugins: [freshKernels],
  test: {
    include: [
      "test/fuzz/**/*.test.ts",
      // What `npm test` tries less often.
      "src/jsonl/read-json-rows.laws.test.ts",
      "src/record/encode-named.property.test.ts",
      "src/record/encode.property.test.ts",
      "src/record/values.property.test.ts",
      "src/s3/own-requests.test.ts",
      "test/properties/any-catalog.test.ts",
      "test/properties/avro.test.ts",
      "test/properties/check.test.ts",
      "test/properties/csv-readers.test.ts",
      "test/properties/propose.test.ts",
      "test/properties/replace.test.ts",
    ],
    env: { PROPERTY_RUNS: "all" },
    setupFiles: ["test/support/fixed-seed.ts"],
    testTimeout: 600_000,
    hookTimeout: 60_000,
    maxWorkers: Math.max(2, availableParallelism() - 1),
  },
});
