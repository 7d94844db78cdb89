import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { about } from "./about.ts";
import { settingsOf } from "./config/schema.ts";

const packageFile: unknown = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));

test("the JSON form has the keys of the Meltano SDK in its order", () => {
  const parsed: object = JSON.parse(about("json", "1.2.3"));
  expect(Object.keys(parsed)).toEqual([
    "name",
    "description",
    "version",
    "sdk_version",
    "supported_python_versions",
    "capabilities",
    "settings",
  ]);
  expect(parsed).toMatchObject({
    name: "tap-s3-csv",
    version: "1.2.3",
    sdk_version: "none",
    supported_python_versions: null,
    capabilities: ["catalog", "discover", "state", "about", "test", "structured-logging"],
    settings: {
      type: "object",
      required: ["bucket", "tables"],
      $schema: "https://json-schema.org/draft/2020-12/schema",
      properties: {
        bucket: { type: ["string"] },
        aws_secret_access_key: { type: ["string", "null"], secret: true, writeOnly: true },
        on_no_files: { type: ["string", "null"], enum: ["fail", "warn", null], default: "fail" },
        tables: { items: { properties: { delimiter: { type: ["string", "null"] } } } },
      },
    },
  });
});

test("the description is the package's", () => {
  const { description }: { description?: unknown } = JSON.parse(about("json", "1.2.3"));
  expect(packageFile).toMatchObject({ name: "tap-s3-csv", description });
});

test("the text form names the variable of every setting", () => {
  const text = about("text", "1.2.3");
  expect(text).toMatch(
    /^Name: tap-s3-csv\nDescription: .*\nVersion: 1\.2\.3\nSDK Version: none\nCapabilities:\n {2}- catalog\n/,
  );
  for (const key of Object.keys(settingsOf.top)) {
    expect(text).toContain(`  - Name: ${key}\n`);
    expect(text).toContain(`    Environment Variable: TAP_S3_CSV_${key.toUpperCase()}\n`);
  }
});

test("the markdown form has a row for every setting, those of tables below the name of their list", () => {
  const lines = about("markdown", "1.2.3").split("\n");
  expect(lines[0]).toBe("# `tap-s3-csv`");
  expect(lines).toContain("| Setting | Required | Default | Description |");
  expect(lines).toContainEqual(expect.stringMatching(/^\| bucket \| True \| None \| .* \|$/));
  expect(lines).toContainEqual(expect.stringMatching(/^\| lookback \| False \| "24h" \| .* \|$/));
  expect(lines).toContainEqual(expect.stringMatching(/^\| tables\.table_name \| True \| None \| .* \|$/));
  const rows = lines.filter((line) => line.startsWith("| ") && !line.startsWith("| Setting"));
  expect(rows).toHaveLength(Object.keys(settingsOf.top).length + Object.keys(settingsOf.table).length);
});
