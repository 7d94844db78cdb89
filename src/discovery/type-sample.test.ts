import { describe, expect, test } from "vitest";
import { tableWith } from "../../test/support/table-with.ts";
import type { SampledField } from "../format/file-format.ts";
import type { FieldKind } from "../schema/column-type.ts";
import { propertyOf } from "../schema/json-schema.ts";
import { TypeSample } from "./type-sample.ts";

const fields = (...texts: readonly string[]): readonly SampledField[] =>
  texts.map((text) => ({ name: "a", kind: "untyped", text }));
const typed = (kind: FieldKind) => ({ records: [], types: new Map([["a", propertyOf(kind)]]) });
const untyped = (...texts: readonly string[]) => ({ records: [fields(...texts)], types: null });

describe("The type of a column is", () => {
  test.each([
    ["what the config says before all", { columns: { a: "string" }, date_overrides: ["a"] }, [typed("date")], "string"],
    ["a date-time where date_overrides names it", { date_overrides: ["a"] }, [typed("integer")], "date-time"],
    ["what the files know, whether or not types are sampled", {}, [typed("integer"), typed("integer")], "integer"],
    ["a number where some files have integers", {}, [typed("integer"), typed("number")], "number"],
    ["text where files differ", {}, [typed("integer"), typed("date")], "string"],
    ["sampled where no file knows", { schema_inference: "sample" }, [untyped("1", "2")], "integer"],
    ["text where nothing is sampled", {}, [untyped("1", "2")], "string"],
    ["object where JSON is only objects", { columns: { a: "json" } }, [untyped("", '{"b":1}', " {}")], "object"],
    ["array where JSON is only arrays", { columns: { a: "json" } }, [untyped("[1]", "no JSON", "[]")], "array"],
    ["text where JSON is both", { columns: { a: "json" } }, [untyped("[1]", "{}")], "string"],
    ["text where JSON shows nothing", { columns: { a: "json" } }, [untyped("", "x")], "string"],
    ["the array that the files know of JSON", { columns: { a: "json" } }, [typed("array")], "array"],
    ["text where the files have text for JSON", { columns: { a: "json" } }, [typed("string")], "string"],
  ] as const)("%s", (_name, settings, heads, kind) => {
    const sample = new TypeSample(tableWith(settings));
    for (const head of heads) sample.add(head);
    expect(sample.properties(["a"]).get("a")).toEqual(propertyOf(kind));
  });

  test("told as disputed only where text was not meant", () => {
    const sample = new TypeSample(tableWith({}));
    for (const head of [typed("string"), typed("string"), typed("integer")]) sample.add(head);
    expect([...sample.disputed]).toEqual(["a"]);
    const agreed = new TypeSample(tableWith({}));
    for (const head of [typed("string"), typed("string")]) agreed.add(head);
    expect([...agreed.disputed]).toEqual([]);
  });
});
