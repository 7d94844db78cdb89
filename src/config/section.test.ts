import { describe, expect, test } from "vitest";
import type { Config, Table } from "./config.ts";
import { Findings } from "./findings.ts";
import { topSettings, type TopSection } from "./schema.ts";
import { fieldsOf, flagOf, numberOf, optionalTextOf, textsOf } from "./section.ts";
import { tableSettings } from "./table-settings.ts";
import type { Settings } from "./setting.ts";

const sectionOf = <S extends Settings>(settings: S, values: object) => ({
  path: "",
  settings,
  values: { ...values },
  findings: new Findings(),
});

describe("Settings as fields", () => {
  const settings = {
    on_odd_file: { type: ["string", "null"], enum: ["fail", "skip", null], default: "fail", description: "." },
    format_of: { type: ["string", "null"], enum: ["csv", "tsv", null], description: "." },
    limit: { type: ["integer", "null"], default: 7, description: "." },
    names: { type: ["array", "string", "null"], default: [], description: "." },
    lookback: { type: ["string"], description: "." },
  } as const satisfies Settings;

  test("have the name in camel case, and the value, the default, or null", () => {
    const fields = fieldsOf(sectionOf(settings, { limit: 3, names: ["a"] }), settings, ["lookback"]);
    const typed: {
      readonly onOddFile: "fail" | "skip";
      readonly formatOf: "csv" | "tsv" | null;
      readonly limit: number;
      readonly names: readonly string[];
    } = fields;
    expect(typed).toEqual({ onOddFile: "fail", formatOf: null, limit: 3, names: ["a"] });
  });

  // Held by `npm run types`: a line below an expectation that compiles is an error.
  test("are in Config and Table with the types that the settings declare", () => {
    const onBadFile: Config["onBadFile"] = "skip";
    // @ts-expect-error -- no choice of on_bad_file
    const wrong: Config["onBadFile"] = "skipp";
    const schemaInference: Table["schemaInference"] = "sample";
    // @ts-expect-error -- no field of that name
    type Misspelt = Table["schemaInferrence"];
    expect([onBadFile, wrong, schemaInference satisfies Misspelt]).toHaveLength(3);
  });
});

describe("A section", () => {
  const top: TopSection = sectionOf(topSettings, {});

  test("is asked only for settings that there are, of the type that is asked for", () => {
    expect(optionalTextOf(top, "aws_region")).toBeUndefined();
    expect(numberOf(top, "max_retries")).toBe(10);
    expect(textsOf(sectionOf(tableSettings, {}), "key_properties")).toEqual([]);
    // @ts-expect-error -- misspelt
    expect(optionalTextOf(top, "aws_regoin")).toBeUndefined();
    // @ts-expect-error -- a setting of tables
    expect(optionalTextOf(top, "encoding")).toBeUndefined();
    // @ts-expect-error -- not a flag
    expect(flagOf(top, "aws_region")).toBe(false);
  });
});
