import { anyOf, arrayOf, BOOL, DEC, DT, type GoldenCase, INT, NULL, objectOf, STR } from "../golden-case.ts";

/** The values of one column, a sampled row each, and its type. */
const inferred = (values: readonly string[], type: object, more: Partial<GoldenCase> = {}): GoldenCase => ({
  name: `${JSON.stringify(values)} is ${JSON.stringify(type)}`,
  files: { "a.csv": `k,a\n${values.map((value) => `k,${value}\n${"k\n".repeat(4)}`).join("")}` },
  columns: { k: STR, a: type },
  catalog: { properties: {}, metadata: { "": { selected: false } } },
  records: {},
  modifiedSince: "",
  ...more,
});

const dates = { table: { date_overrides: ["a"] } };

/** A.7: what a column's type is by its sampled texts. */
const types: readonly GoldenCase[] = [
  inferred(["1", "-2", "+3", " 4 ", "1_000", "007", "99999999999999999999"], INT),
  inferred(["٣", "１２"], INT),
  inferred(["1.5", ".5", "5.", "1e400", "2E-5"], DEC),
  inferred(["inf", "-Infinity", "NaN"], DEC),
  inferred(["1", "1.5"], anyOf(DEC, INT)),
  inferred(["1.5", "1"], anyOf(DEC, INT)),
  inferred(["1", ""], anyOf(INT, STR)),
  inferred(["", "1"], anyOf(INT, STR)),
  inferred(["1", "N/A"], anyOf(INT, STR)),
  inferred(["1.5", ""], anyOf(DEC, STR)),
  inferred(["", "1", "1.5"], anyOf(DEC, INT, STR)),
  inferred(["x"], STR),
  inferred(["", ""], STR),
  inferred(["true", "False"], STR),
  inferred(["2024-01-31", "10:00"], STR),
  inferred(['"1,000"', "0x10", "1__0", "_1", "1 2"], STR),
  inferred(["2024-01-31"], anyOf(DT, STR), dates),
  inferred(["20240131"], anyOf(DT, INT), dates),
  inferred(["20240131", "", "1.5"], anyOf(DT, DEC, INT, STR), dates),
];

/** The values of one key, a sampled object each, and its type. */
const inferredJson = (values: readonly string[], type: object): GoldenCase => ({
  name: `in JSON Lines, ${values.join(" and ")} is ${JSON.stringify(type)}`,
  files: { "a.jsonl": values.map((value) => `{"a":${value}}\n${'{"a":null}\n'.repeat(4)}`).join("") },
  columns: { a: type },
  catalog: { properties: {}, metadata: { "": { selected: false } } },
  records: {},
  modifiedSince: "",
});

const jsonTypes: readonly GoldenCase[] = [
  inferredJson(["1", '"2"'], INT),
  inferredJson(["1.0"], DEC),
  inferredJson(["1e5", "1"], anyOf(DEC, INT)),
  inferredJson(["true", "1"], anyOf(INT, BOOL)),
  inferredJson(["null"], NULL),
  inferredJson(["{}", "1"], INT),
  inferredJson(["[{},1]", '{"p":{},"q":1}'], anyOf(arrayOf(INT), objectOf({ q: INT }))),
  inferredJson(["1", '"x"', "null"], anyOf(INT, STR, NULL)),
  inferredJson(["[]"], arrayOf(NULL)),
  inferredJson(["[1,2.5]", '["x"]'], arrayOf(anyOf(DEC, INT, STR))),
  inferredJson(['{"p":1}', '{"q":{"r":true}}'], objectOf({ p: INT, q: objectOf({ r: BOOL }) })),
  inferredJson(['{"p":1}', "[1]", "1", '"x"'], anyOf(arrayOf(INT), objectOf({ p: INT }), INT, STR)),
];

/** A.7: the types of columns. */
export const inference: readonly GoldenCase[] = [...types, ...jsonTypes];
