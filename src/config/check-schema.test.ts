import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { expect, test } from "vitest";
import { faultsOf } from "./check-schema.ts";
import { configSchema, settingsOf } from "./schema.ts";

const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true });
ajv.addVocabulary(["secret"]);
const accepts = ajv.compile(configSchema);

/** Keyword and place of each fault, as Ajv has them. */
function faultsByAjv(config: unknown): readonly string[] {
  if (accepts(config)) return [];
  return (accepts.errors ?? []).map(({ keyword, instancePath, params }) => {
    const missing = keyword === "required" ? `/${params["missingProperty"]}` : "";
    return `${keyword} ${instancePath}${missing}`;
  });
}

function faultsByUs(config: unknown): readonly string[] {
  return faultsOf(config, configSchema).map(({ keyword, path }) => `${keyword} /${path.map(escaped).join("/")}`);
}

/** A step of a JSON pointer (RFC 6901). */
function escaped(step: string | number): string {
  return String(step).replaceAll("~", "~0").replaceAll("/", "~1");
}

const values = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom("", "a", "fail", "skip", "csv", "headers", "string", 0, -1, 1.5, 7, true, null),
  },
  fc.array(fc.constantFrom("a", "b", "", 1, null), { maxLength: 3 }),
  fc.dictionary(fc.constantFrom("a", "b/c", "~"), fc.constantFrom("integer", "date", "", 1, null), { maxKeys: 2 }),
);

function objects(keys: readonly string[]): fc.Arbitrary<object> {
  return fc.dictionary(fc.constantFrom(...keys, "unknown"), values, { maxKeys: 8 });
}

const tables = fc.oneof(values, fc.array(fc.oneof(objects(Object.keys(settingsOf.table)), values), { maxLength: 3 }));
const configs = fc
  .tuple(objects(Object.keys(settingsOf.top)), fc.option(tables, { nil: undefined }))
  .map(([top, tables]) => Object.assign({}, top, tables === undefined ? {} : { tables }));

test("finds in every config what Ajv finds", () => {
  fc.assert(
    fc.property(configs, (config) => {
      expect(faultsByUs(config).toSorted()).toEqual(faultsByAjv(config).toSorted());
    }),
    { numRuns: 1000 },
  );
});

test("knows every keyword that the schema uses", () => {
  const limits = ["type", "enum", "minimum", "minLength", "minItems", "uniqueItems", "required"];
  const parts = ["items", "properties", "additionalProperties"];
  const notes = ["description", "default", "examples", "secret", "writeOnly"];
  const used = [...Object.values(settingsOf.top), ...Object.values(settingsOf.table)]
    .flatMap((setting) => [setting, setting.items ?? {}, setting.additionalProperties ?? {}])
    .flatMap((schema) => Object.keys(schema));
  expect(used.filter((keyword) => ![...limits, ...parts, ...notes].includes(keyword))).toEqual([]);
});
