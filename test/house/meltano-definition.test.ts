import { join } from "node:path";
import { expect, test } from "vitest";
import { about } from "../../src/about.ts";
import packageFile from "../../package.json" with { type: "json" };

// `npm run docs` writes the file when it differs.
test("examples/meltano has the definition that the tap prints", async () => {
  const path = join(import.meta.dirname, "../../examples/meltano/tap-s3-csv.yml");
  await expect(await about("meltano", packageFile.version)).toMatchFileSnapshot(path);
});
