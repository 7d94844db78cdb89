import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { about } from "./about.ts";
import { settingsOf } from "./config/schema.ts";

const packageFile: unknown = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));

test("the JSON form has the keys of the Meltano SDK in its order", async () => {
  const parsed: object = JSON.parse(await about("json", "1.2.3"));
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
    capabilities: ["catalog", "discover", "state", "about", "test", "activate-version", "structured-logging"],
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

test("the description is the package's", async () => {
  const { description }: { description?: unknown } = JSON.parse(await about("json", "1.2.3"));
  expect(packageFile).toMatchObject({ name: "tap-s3-csv", description });
});

test("the text form names the variable of every setting", async () => {
  const text = await about("text", "1.2.3");
  expect(text).toMatch(
    /^Name: tap-s3-csv\nDescription: .*\nVersion: 1\.2\.3\nSDK Version: none\nCapabilities:\n {2}- catalog\n/,
  );
  for (const key of Object.keys(settingsOf.top)) {
    expect(text).toContain(`  - Name: ${key}\n`);
    expect(text).toContain(`    Environment Variable: TAP_S3_CSV_${key.toUpperCase()}\n`);
  }
  expect(text).toContain("  - Name: bucket\n    Type: string\n    Required: True\n    Default: None\n");
  expect(text).toContain('Required: False\n    Default: "24h"\n    Environment Variable: TAP_S3_CSV_LOOKBACK\n');
});

test("the markdown form has a row for every setting, those of tables below the name of their list", async () => {
  const lines = (await about("markdown", "1.2.3")).split("\n");
  expect(lines[0]).toBe("# `tap-s3-csv`");
  expect(lines).toContain("| Setting | Required | Default | Description |");
  expect(lines).toContainEqual(expect.stringMatching(/^\| bucket \| True \| None \| .* \|$/));
  expect(lines).toContainEqual(expect.stringMatching(/^\| lookback \| False \| "24h" \| .* \|$/));
  expect(lines).toContainEqual(expect.stringMatching(/^\| tables\.table_name \| True \| None \| .* \|$/));
  const rows = lines.filter((line) => line.startsWith("| ") && !line.startsWith("| Setting"));
  expect(rows).toHaveLength(Object.keys(settingsOf.top).length + Object.keys(settingsOf.table).length);
});

test("the form for Meltano has every setting with its kind", async () => {
  const definition: { settings: { name: string; kind: string }[] } = parse(await about("meltano", "1.2.3"));
  expect(definition).toMatchObject({
    name: "tap-s3-csv",
    namespace: "tap_s3_csv",
    pip_url: "tap-s3-csv-node",
    executable: "tap-s3-csv",
    capabilities: ["catalog", "discover", "state", "about", "test", "activate-version", "structured-logging"],
    settings_group_validation: [["bucket", "tables"]],
  });
  expect(definition.settings.map(({ name }) => name)).toEqual(Object.keys(settingsOf.top));
  const kinds = ["string", "integer", "decimal", "boolean", "array", "object", "options", "date_iso8601"];
  for (const { kind } of definition.settings) expect(kinds).toContain(kind);
  expect(definition.settings).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ name: "tables", kind: "array" }),
      expect.objectContaining({ name: "start_date", kind: "date_iso8601" }),
      expect.objectContaining({ name: "max_expansion", kind: "decimal", value: 200 }),
      expect.objectContaining({ name: "aws_secret_access_key", kind: "string", sensitive: true }),
      expect.objectContaining({
        name: "on_bad_file",
        label: "On bad file",
        kind: "options",
        value: "fail",
        options: [
          { label: "Fail", value: "fail" },
          { label: "Skip", value: "skip" },
        ],
      }),
    ]),
  );
});
