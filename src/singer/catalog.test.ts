import { describe, expect, test } from "vitest";
import { catalogOf, noDates, parseCatalog } from "./catalog.ts";

describe("parseCatalog", () => {
  test.each([
    ["no object", [], /"streams"/],
    ["no streams", {}, /"streams"/],
    ["a stream that is no object", { streams: [1] }, /streams\[0\] must be an object/],
    ["a stream without a name", { streams: [{ schema: {} }] }, /streams\[0\]\.tap_stream_id/],
    ["a stream without a schema", { streams: [{ tap_stream_id: "t" }] }, /stream "t" must be a JSON Schema/],
    [
      "keys that are no list",
      {
        streams: [
          {
            tap_stream_id: "t",
            schema: {},
            metadata: [{ breadcrumb: [], metadata: { "table-key-properties": "id" } }],
          },
        ],
      },
      /"table-key-properties" of stream "t"/,
    ],
  ])("refuses %s with a sentence", (_name, json, message) => {
    expect(() => parseCatalog(json)).toThrow(
      expect.objectContaining({ kind: "usage", message: expect.stringMatching(message) }),
    );
  });

  test("takes the keys from the stream where the metadata has none", () => {
    expect(parseCatalog({ streams: [{ stream: "t", schema: {}, key_properties: ["id"] }] })).toMatchObject([
      { id: "t", keyProperties: ["id"] },
    ]);
  });

  test("reads what catalogOf makes", () => {
    const schema = {
      type: "object",
      properties: { id: { type: ["null", "string"] }, n: { type: ["null", "string"] } },
    };
    const [stream] = parseCatalog(
      catalogOf([{ id: "t", schema, keyProperties: ["id"], dialect: null, dates: noDates, isCompatible: false }]),
    );
    expect(stream).toMatchObject({ id: "t", schema, keyProperties: ["id"] });
    expect(stream?.propertyMetadata.get("id")).toMatchObject({ inclusion: "automatic" });
    expect(stream?.propertyMetadata.get("n")).toMatchObject({ inclusion: "available" });
    expect(stream?.metadata).toMatchObject({ "selected-by-default": true, "forced-replication-method": "INCREMENTAL" });
  });
});

test("a compatible catalog says of a stream what the reference tap says, and no more", () => {
  const schema = { type: ["null", "object"], properties: { id: { type: ["null", "integer"] }, n: {} } };
  expect(
    catalogOf([{ id: "t", schema, keyProperties: ["id"], dialect: null, dates: noDates, isCompatible: true }]),
  ).toEqual({
    streams: [
      {
        tap_stream_id: "t",
        stream: "t",
        schema,
        metadata: [
          { breadcrumb: [], metadata: { "table-key-properties": ["id"] } },
          { breadcrumb: ["properties", "id"], metadata: { inclusion: "automatic" } },
          { breadcrumb: ["properties", "n"], metadata: { inclusion: "available" } },
        ],
      },
    ],
  });
});
