import { describe, expect, test } from "vitest";
import type { JsonObject } from "../json.ts";
import { parseCatalog } from "./catalog.ts";
import { selectionOf } from "./selection.ts";

function stream(
  root: JsonObject,
  properties: Record<string, JsonObject> = {},
  schemas: Record<string, JsonObject> = {},
) {
  const names = [...new Set(["id", "name", ...Object.keys(properties), ...Object.keys(schemas)])];
  const [parsed] = parseCatalog({
    streams: [
      {
        tap_stream_id: "t",
        schema: {
          type: "object",
          properties: Object.fromEntries(names.map((name) => [name, { type: ["null", "string"], ...schemas[name] }])),
        },
        metadata: [
          { breadcrumb: [], metadata: { "table-key-properties": ["id"], ...root } },
          ...Object.entries(properties).map(([name, metadata]) => ({ breadcrumb: ["properties", name], metadata })),
        ],
      },
    ],
  });
  if (parsed === undefined) throw new Error("no stream");
  return parsed;
}

describe("A stream", () => {
  test.each<[string, JsonObject, boolean]>([
    ["is selected by selected: true", { selected: true }, true],
    ['is selected by selected: "true"', { selected: "true" }, true],
    ["is selected by default", { "selected-by-default": true }, true],
    ["is not selected when nothing says so", {}, false],
    [
      "is not selected by selected: false, whatever the default",
      { selected: false, "selected-by-default": true },
      false,
    ],
    ["is never selected when unsupported", { selected: true, inclusion: "unsupported" }, false],
  ])("%s", (_name, metadata, isSelected) => {
    expect(selectionOf(stream(metadata)) !== null).toBe(isSelected);
  });

  test("may be selected inside its schema, as old catalogs do", () => {
    const streams = parseCatalog({ streams: [{ stream: "t", schema: { selected: true, properties: {} } }] });
    expect(streams.map((parsed) => selectionOf(parsed))).toEqual([expect.objectContaining({ unknownKeys: [] })]);
  });
});

describe("A property of a selected stream", () => {
  test.each<[string, JsonObject, JsonObject, boolean]>([
    ["is selected when nothing is said", {}, {}, true],
    ["is left out by selected: false", { selected: false }, {}, false],
    ['is left out by selected: "false"', { selected: "false" }, {}, false],
    ["is left out by selected-by-default: false", { "selected-by-default": false }, {}, false],
    ["stays when selected, whatever the default", { selected: true, "selected-by-default": false }, {}, true],
    ["stays when automatic, even if deselected", { inclusion: "automatic", selected: false }, {}, true],
    ["is left out when unsupported, even if selected", { inclusion: "unsupported", selected: true }, {}, false],
    ["is left out by selected: false in its schema", {}, { selected: false }, false],
  ])("%s", (_name, metadata, schema, isSelected) => {
    const selection = selectionOf(stream({ selected: true }, { name: metadata }, { name: schema }));
    expect(selection?.properties.has("name")).toBe(isSelected);
    expect(selection?.deselected.has("name")).toBe(!isSelected);
    expect(Object.keys(selection?.schema["properties"] ?? {}).includes("name")).toBe(isSelected);
  });

  test("stays when it is a key, even if deselected", () => {
    const selection = selectionOf(stream({ selected: true }, { id: { selected: false } }));
    expect(selection?.properties.has("id")).toBe(true);
  });

  test("named __proto__ is kept", () => {
    const schema: unknown = JSON.parse('{"type":"object","properties":{"__proto__":{"type":"string"}}}');
    const [parsed] = parseCatalog({
      streams: [{ tap_stream_id: "t", schema, metadata: [{ breadcrumb: [], metadata: { selected: true } }] }],
    });
    const selection = parsed && selectionOf(parsed);
    expect(JSON.stringify(selection?.schema)).toBe('{"type":"object","properties":{"__proto__":{"type":"string"}}}');
  });
});
