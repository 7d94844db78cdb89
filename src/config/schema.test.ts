import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { configSchema, settingsOf } from "./schema.ts";

const ajv = new Ajv2020({ allowUnionTypes: true });
ajv.addVocabulary(["secret"]);

test("the schema is valid under its own draft, in strict mode", () => {
  expect(() => ajv.compile(configSchema)).not.toThrow();
});

const settings = [...Object.entries(settingsOf.top), ...Object.entries(settingsOf.table)];

test.each(settings)("the default and the examples of %s are accepted by it", (_, setting) => {
  const accepts = ajv.compile(setting);
  const values = [setting.default, ...(setting.examples ?? [])].filter((value) => value !== undefined);
  expect(values.filter((value) => !accepts(value))).toEqual([]);
});

test.each(settings)("%s is described, and may be null exactly when it is optional", (key, setting) => {
  expect(setting.description).toMatch(/^[^a-z].*\.$/);
  const isRequired = ["bucket", "tables", "table_name", "search_pattern"].includes(key);
  expect(setting.type.includes("null")).toBe(!isRequired);
});

test("what must stay secret is marked for whoever shows settings", () => {
  const secrets = settings.filter(([, setting]) => setting.secret === true);
  expect(secrets.map(([key]) => key)).toEqual([
    "external_id",
    "aws_access_key_id",
    "aws_secret_access_key",
    "aws_session_token",
    "sse_customer_key",
  ]);
  expect(secrets.filter(([, { writeOnly }]) => writeOnly !== true)).toEqual([]);
});
