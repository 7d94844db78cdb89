import { beforeAll, describe, expect, test } from "vitest";
import { bucketName, useStore } from "../support/bucket.ts";
import { type CasesRun, type FileCase, runFileCases } from "../support/file-cases.ts";

const store = useStore();

const nullable = { escape: "\\", null_values: ["\\N"] };

const cases: readonly FileCase[] = [
  {
    name: "a marker with the escape is compared with the field as it stands",
    files: 'id,a\n1,\\N\n2,N\n3,\\\\N\n4,"\\N"\n5,x\\N\n\\N,',
    table: nullable,
    records: [
      { id: "1", a: null },
      { id: "2", a: "N" },
      { id: "3", a: "\\N" },
      { id: "4", a: null },
      { id: "5", a: "xN" },
      { id: null, a: "" },
    ],
  },
  {
    name: "other markers beside it are compared with the field as it reads",
    files: 'id,a\n1,"N/A"\n2,N\\/A\n3,\n4,"N/A\\""\n',
    table: { escape: "\\", null_values: ["\\N", "N/A", ""] },
    records: [
      { id: "1", a: null },
      { id: "2", a: null },
      { id: "3", a: null },
      { id: "4", a: 'N/A"' },
    ],
  },
  {
    name: "a quoted field is never null where null_values_quoted is false",
    files: 'id,a\n1,\n2,""\n3,NULL\n4,"NULL"\n5,"NU""LL"\n"","a"\n,a',
    table: { null_values: ["", "NULL", 'NU"LL'], null_values_quoted: false },
    records: [
      { id: "1", a: null },
      { id: "2", a: "" },
      { id: "3", a: null },
      { id: "4", a: "NULL" },
      { id: "5", a: 'NU"LL' },
      { id: "", a: "a" },
      { id: null, a: "a" },
    ],
  },
  {
    name: "the same, with types, long rows and marks of several bytes",
    files: 'id||n||a\n1||\\N||""\n2||7||\n3||"\\N"||x||\\N\n',
    table: {
      delimiter: "||",
      ...nullable,
      null_values: ["\\N", ""],
      null_values_quoted: false,
      columns: { n: "integer" },
    },
    records: [
      { id: "1", n: null, a: "" },
      { id: "2", n: 7, a: null },
      { id: "3", n: null, a: "x", _sdc_extra: [{ no_headers: ["N"] }, { n: "N" }] },
    ],
    says: [/does not fit/, /more or fewer/],
  },
  {
    name: "a sample passes over what is null",
    files: "a,b\n1,\\N\n\\N,2.5\n",
    table: { ...nullable, schema_inference: "sample" },
    kinds: { a: "integer", b: "number" },
    records: [
      { a: 1, b: null },
      { a: null, b: 2.5 },
    ],
  },
  {
    name: "the strings of JSON are compared as they read",
    files: { "a.jsonl": '{"a":"\\\\N"}\n{"a":"N"}\n' },
    table: nullable,
    records: [{ a: null }, { a: "N" }],
  },
];

describe("Of null markers,", () => {
  let run: CasesRun;
  beforeAll(async () => {
    store().createBucket(bucketName);
    run = await runFileCases(store(), cases);
  });

  test.each(cases)("$name", ({ name, records, kinds, says = [] }) => {
    const result = run.results.get(name);
    expect(result?.records).toEqual(records);
    if (kinds !== undefined) expect(result?.kinds).toMatchObject(kinds);
    expect(result?.complaints).toEqual(says.map((pattern) => expect.stringMatching(pattern)));
  });
});
