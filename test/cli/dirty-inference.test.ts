import { beforeAll, describe, expect, test } from "vitest";
import { bucketName, useStore } from "../support/bucket.ts";
import { type CasesRun, csv, type FileCase, runFileCases } from "../support/file-cases.ts";

const store = useStore();

const sampled: readonly (readonly [texts: readonly string[], kind: string])[] = [
  [["1", "-2", "9223372036854775807"], "integer"],
  [["9223372036854775808"], "string"],
  [["1", "2.5"], "number"],
  [["007"], "string"],
  [["+1"], "string"],
  [["1,000"], "string"],
  [["true", "False"], "boolean"],
  [["0", "1"], "integer"],
  [["2020-01-01"], "date"],
  [["2020-01-01", "2020-01-01T00:00:00Z"], "date-time"],
  [["2020-02-30"], "string"],
  [["1", "", "  ", "2"], "integer"],
  [["1", "x"], "string"],
  [["1", "true"], "string"],
  [["NaN"], "string"],
  [["01/02/2020"], "string"],
  [["", ""], "string"],
];

const cases: readonly FileCase[] = [
  ...sampled.map(([texts, kind]) => ({
    name: `a sample of ${JSON.stringify(texts)} makes a column of kind ${kind}`,
    files: csv([["k", "v"], ...texts.map((text) => ["", text])]),
    table: { schema_inference: "sample" },
    kinds: { v: kind },
    records: [],
  })),
  {
    name: "a type for a column that is not there is told",
    files: "Amount\n1\n",
    table: { columns: { amount: "integer", Amount: "integer" } },
    kinds: { Amount: "integer" },
    records: [{ Amount: 1 }],
    says: [/^The setting "columns" of table "case_\d+" names "amount", which no file that was looked at has$/],
  },
  {
    name: "null values have no vote",
    files: csv([["v"], ["1"], ["N/A"]]),
    table: { schema_inference: "sample", null_values: ["N/A"] },
    kinds: { v: "integer" },
    records: [{ v: 1 }, { v: null }],
  },
  {
    name: "the config beats the sample",
    files: csv([["v"], ["1"]]),
    table: { schema_inference: "sample", columns: { v: "string" } },
    kinds: { v: "string" },
    records: [{ v: "1" }],
  },
  {
    name: "a type holds for all sampled files",
    files: { "a.csv": "v\n1\n", "b.csv": "v\nx\n" },
    table: { schema_inference: "sample" },
    kinds: { v: "string" },
    records: [{ v: "1" }, { v: "x" }],
  },
  {
    name: "nothing is inferred unless told",
    files: csv([
      ["v", "d"],
      ["1", "2020-01-01"],
    ]),
    table: { date_overrides: "d" },
    kinds: { v: "string", d: "date-time" },
    records: [{ v: "1", d: "2020-01-01T00:00:00.000000Z" }],
  },
  {
    name: "decimals are text of the Singer format",
    files: csv([["v"], ["1.10"]]),
    table: { columns: { v: "decimal" } },
    kinds: { v: "x-singer.decimal" },
    records: [{ v: "1.10" }],
  },
];

describe("Inference:", () => {
  let run: CasesRun;
  beforeAll(async () => {
    store().createBucket(bucketName);
    run = await runFileCases(store(), cases);
  });

  test.each(cases)("$name", ({ name, records, kinds = {}, says = [] }) => {
    const result = run.results.get(name);
    if (records.length > 0) expect(result?.records).toEqual(records);
    expect(result?.kinds).toMatchObject(kinds);
    expect(result?.complaints).toEqual(says.map((pattern) => expect.stringMatching(pattern)));
  });

  test("nothing is a failure", () => {
    expect(run.code).toBe(0);
  });
});
