import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import fuzzConfig from "../../vitest.fuzz.config.ts";

test("npm run fuzz tries in full every property that npm test tries less often", () => {
  const files = ["src", "test"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name)),
  );
  const properties = files.filter(
    (path) => path.endsWith(".test.ts") && /^import \{ runs \}/m.test(readFileSync(path, "utf8")),
  );
  expect(properties.length).toBeGreaterThan(0);
  expect(fuzzConfig.test?.include).toEqual(expect.arrayContaining(properties));
  expect(fuzzConfig.test?.env).toEqual({ PROPERTY_RUNS: "all" });
});
