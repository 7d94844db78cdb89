import { anyOf, type CatalogEntry, type Columns, type GoldenCase, STR } from "../golden-case.ts";

/** A catalog as release 1 of the reference tap wrote it. */
const old = (properties: Columns): CatalogEntry => ({
  schema: {
    type: "object",
    properties: {
      ...properties,
      _sdc_source_bucket: { type: "string" },
      _sdc_source_file: { type: "string" },
      _sdc_source_lineno: { type: "integer" },
      _sdc_extra: { type: "array", items: { anyOf: [{ type: "object", properties: {} }, { type: "string" }] } },
    },
  },
});

const OLD_INT = { type: ["null", "integer", "string"] };
const OLD_NUM = { type: ["null", "number", "string"] };
const OLD_DATE = anyOf({ type: ["null", "string"], format: "date-time" }, STR);

const one = (type: object, text: string, value: unknown, more: Partial<GoldenCase> = {}): GoldenCase => ({
  name: `${JSON.stringify(text)} as ${JSON.stringify(type)} is ${JSON.stringify(value)}`,
  files: { "a.csv": `a,z\n"${text}",\n` },
  catalog: old({ a: type, z: STR }),
  records: { "a.csv": [{ a: value, z: "" }] },
  ...more,
});

/** A.10: catalogs of release 1, which stored connections hold. */
export const oldCatalogs: readonly GoldenCase[] = [
  one(OLD_INT, "5", 5),
  one(OLD_INT, "1,234", 1234),
  one(OLD_INT, "x", "x"),
  one(OLD_INT, "2.5", "2.5"),
  one(OLD_INT, "", ""),
  one(OLD_NUM, "1.50", 1.5, { records: { "a.csv": ['{"a":1.50,"z":""}'] } }),
  one(OLD_NUM, "1,000.5", 1000.5),
  one(OLD_NUM, "7", 7),
  one(OLD_NUM, "N/A", "N/A"),
  one(OLD_NUM, "", ""),
  one(OLD_NUM, "nan", "nan", { there: "writes a bare NaN, which is no JSON" }),
  one(OLD_DATE, "2024-01-31", "2024-01-31T00:00:00.000000Z"),
  one(OLD_DATE, "junk", "junk"),
  one(OLD_DATE, "", null),
  one(OLD_DATE, "2020", "2020", { there: "completes it with the month and the day of the run" }),
  {
    name: "_sdc_extra of release 1 takes what is left over",
    files: { "a.csv": "a,a\nx,y,z\n" },
    catalog: old({ a: STR }),
    records: { "a.csv": [{ a: "x", _sdc_extra: [{ no_headers: ["z"] }, { a: "y" }] }] },
  },
  {
    name: "a catalog that has been edited by hand counts",
    files: { "a.csv": "a,b\n1,2\n" },
    catalog: old({ a: { type: "string" }, b: { type: "integer" } }),
    records: { "a.csv": [{ a: "1", b: 2 }] },
  },
  {
    name: "type may be a text, and null may come first, last or not at all",
    files: { "a.csv": "a,b,c\n1,2,3\n" },
    catalog: old({ a: { type: ["integer", "null"] }, b: { type: ["null", "integer"] }, c: { type: "integer" } }),
    records: { "a.csv": [{ a: 1, b: 2, c: 3 }] },
  },
];
