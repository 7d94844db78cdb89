import * as fc from "fast-check";
import { expect, test } from "vitest";
import { TapError } from "../errors.ts";
import { parseConfig } from "./parse-config.ts";
import { settingsOf } from "./schema.ts";

const table = { table_name: "orders", search_pattern: "orders\\.csv" };
const valid = { bucket: "my-bucket", tables: [table] };

const secretKeys = [
  ...Object.keys(settingsOf.top).filter((key) => settingsOf.top[key]?.secret === true),
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
];
const canary = "CaNaRy";
const secretValue = fc.oneof(
  fc.constantFrom<unknown>(
    canary,
    [canary],
    { [canary]: canary },
    `${canary} `,
    ` ${canary}\n"'`,
    Buffer.alloc(32, canary).toString("base64"),
  ),
  fc.string().map((text) => text + canary),
);

test("no secret is in any message, whatever else is wrong", () => {
  const secrets = fc.record(Object.fromEntries(secretKeys.map((key) => [key, secretValue])), { requiredKeys: [] });
  const others = fc.record(
    {
      account_id: fc.constantFrom("123456789012", "1", null),
      role_name: fc.constantFrom("reader", "", 5),
      anonymous: fc.constantFrom(true, "x", null),
      aws_profile: fc.constantFrom("p", null),
      bucket: fc.constantFrom(
        "my-bucket",
        `https://u:${canary}@host/b`,
        `s3a://u:${canary}@b/`,
        `https://b.s3.amazonaws.com/?s=${canary}`,
      ),
      aws_endpoint_url: fc.constantFrom(`https://u:${canary}@host`, `u:${canary}@host`, `https://h/?t=${canary}`, null),
      tables: fc.constantFrom([table], `[{"x": "${canary}" ${canary}`, []),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(secrets, others, (secret, other) => {
      expect(textsOf([{ ...valid, ...other, ...secret }]).join("\n")).not.toContain(canary);
    }),
  );
});

test.each([
  ["", ""],
  ["s3://", "/in/"],
  [" ", ""],
  ["arn:aws:s3:::", ""],
  ["http://user:", "@127.0.0.1/my-bucket"],
])("of a secret in the place of the bucket, between %j and %j, no part is in the message", (before, behind) => {
  const secret = `a-part/${canary}`;
  const keys = { aws_access_key_id: "AKIA", aws_secret_access_key: secret };
  expect(textsOf([{ ...valid, ...keys, bucket: before + secret + behind }])).toEqual([
    'bucket: holds a secret of the config; enter for example "my-bucket"',
  ]);
});

test("whatever JSON stands in a config, it is parsed or refused in sentences", () => {
  const settings = (keys: readonly string[]): fc.Arbitrary<object> =>
    fc.record(Object.fromEntries(keys.map((key) => [key, fc.jsonValue({ maxDepth: 2 })])), { requiredKeys: [] });
  const tables = fc.array(settings([...Object.keys(settingsOf.table), "columns", "datatype_overrides"]), {
    maxLength: 3,
  });
  const { tables: _, ...top } = settingsOf.top;
  fc.assert(
    fc.property(settings(Object.keys(top)), tables, (config, list) => {
      for (const text of textsOf([{ ...config, tables: list }])) expect(text).toMatch(/^[^\n]+: [^\n]+$/);
    }),
  );
});

/** Everything that is said about a config, accepted or not. */
function textsOf(sources: readonly unknown[]): readonly string[] {
  try {
    const { warnings, notes } = parseConfig(sources);
    return [...warnings, ...notes];
  } catch (error) {
    if (error instanceof TapError && error.kind === "usage") return error.message.split("\n");
    throw error;
  }
}
