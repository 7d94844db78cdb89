import { beforeAll, describe, expect, test } from "vitest";
import { bucketName, configFor, useStore } from "../support/bucket.ts";
import { type CasesRun, type FileCase, runFileCases } from "../support/file-cases.ts";
import { discover, runTap } from "../support/run-tap.ts";

const store = useStore();

const amounts = "id;betrag\n1;12,50\n2;1.234,56\n3;-3,5\n";
const misfit = (n: number, column: string): RegExp =>
  new RegExp(`^${n} values? of column "${column}" in ".*" do(es)? not fit (its|their) type`);

const cases: readonly FileCase[] = [
  {
    name: "a comma is no part of a number unless the table says so",
    files: amounts,
    table: { delimiter: ";", columns: { betrag: "number" } },
    records: [
      { id: "1", betrag: null, _sdc_extra: [{ betrag: "12,50" }] },
      { id: "2", betrag: null, _sdc_extra: [{ betrag: "1.234,56" }] },
      { id: "3", betrag: null, _sdc_extra: [{ betrag: "-3,5" }] },
    ],
    says: [misfit(3, "betrag")],
  },
  {
    name: "decimal and thousands read the numbers of a German table",
    files: amounts,
    table: { delimiter: ";", decimal: ",", thousands: ".", columns: { betrag: "number" } },
    records: [
      { id: "1", betrag: 12.5 },
      { id: "2", betrag: 1234.56 },
      { id: "3", betrag: -3.5 },
    ],
  },
  {
    name: "a separator counts only in groups of three, and before the decimals",
    files: "n\n12.345.678,9\n1.000\n,5\n+2,5\n1,5E3\n1.234.56\n1.2345,6\n1,234,5\n1,5.0\n.123\n1..234\n€5,00\n1 000\n",
    table: { delimiter: ";", decimal: ",", thousands: ".", columns: { n: "number" } },
    records: [
      ...[12_345_678.9, 1000, 0.5, 2.5, 1500].map((n) => ({ n })),
      ...["1.234.56", "1.2345,6", "1,234,5", "1,5.0", ".123", "1..234", "€5,00", "1 000"].map((text) => ({
        n: null,
        _sdc_extra: [{ n: text }],
      })),
    ],
    says: [misfit(8, "n")],
  },
  {
    name: "a decimal comma is found by a sample, too, and for decimals",
    files: "a;b;c\n1.234;12,50;1.000,10\n5;1;2,5\n",
    table: { delimiter: ";", decimal: ",", thousands: ".", schema_inference: "sample", columns: { c: "decimal" } },
    kinds: { a: "integer", b: "number", c: "x-singer.decimal" },
    records: [
      { a: 1234, b: 12.5, c: "1000.10" },
      { a: 5, b: 1, c: "2.5" },
    ],
  },
  {
    name: "a point is no part of a number where the decimal is a comma",
    files: "a\n1.5\n1.234\n2,5\n",
    table: { delimiter: ";", decimal: ",", columns: { a: "number" } },
    records: [{ a: null, _sdc_extra: [{ a: "1.5" }] }, { a: null, _sdc_extra: [{ a: "1.234" }] }, { a: 2.5 }],
    says: [misfit(2, "a")],
  },
  {
    name: "numbers of JSON have a point whatever the texts have",
    files: { "a.jsonl": '{"a":1.5,"b":"1,5"}\n' },
    table: { decimal: ",", columns: { a: "number", b: "number" } },
    records: [{ a: 1.5, b: 1.5 }],
  },
];

let run: CasesRun;
beforeAll(async () => {
  store().createBucket(bucketName);
  run = await runFileCases(store(), cases);
});

describe("Of numbers,", () => {
  test.each(cases)("$name", ({ name, records, kinds, says = [] }) => {
    const result = run.results.get(name);
    expect(result?.records).toEqual(records);
    if (kinds !== undefined) expect(result?.kinds).toMatchObject(kinds);
    expect(result?.complaints).toHaveLength(says.length);
    for (const [index, pattern] of says.entries()) expect(result?.complaints[index]).toMatch(pattern);
  });

  test("what would have made a column text when it was sampled does not fit later", async () => {
    const table = { table_name: "t", search_pattern: "^sampled/", schema_inference: "sample" };
    const config = configFor(store(), { tables: [table] });
    store().put(bucketName, "sampled/a.csv", "id,zip,n\n1,94107,1.5\n", { lastModified: new Date(0) });
    const catalog = (await discover({ config })).catalog ?? {};
    const later = "id,zip,n\n3,02139,007.5\n4,+7,5.\n5,1_000,１２\n6, 8 , 2.5\n7,99999999999999999999,12E5\n";
    store().put(bucketName, "sampled/b.csv", later, { lastModified: new Date(1000) });
    const { records } = await runTap({ config, catalog });
    expect(records.map(({ id, zip, n, _sdc_extra }) => [id, zip, n, _sdc_extra])).toEqual([
      [1, 94107, 1.5, undefined],
      [3, null, null, [{ zip: "02139" }, { n: "007.5" }]],
      [4, null, null, [{ zip: "+7" }, { n: "5." }]],
      [5, null, null, [{ zip: "1_000" }, { n: "１２" }]],
      [6, 8, 2.5, undefined],
      [7, null, null, [{ zip: "99999999999999999999" }, { n: "12E5" }]],
    ]);
    const told = await runTap({
      config: configFor(store(), { tables: [{ ...table, columns: { zip: "integer" } }] }),
      catalog,
    });
    expect(told.records.map(({ zip }) => zip).slice(0, 4)).toEqual([94107, 2139, 7, 1000]);
  });

  test.each(["fail", "reject"])("%s sees those that do not fit", async (policy) => {
    store().put(bucketName, "policy/a.csv", 'id,v\n1,2.5\n2,"12,50"\n');
    const settings = policy === "fail" ? { on_mismatch: "fail" } : { reject_stream: true };
    const table = { table_name: "t", search_pattern: "^policy/", columns: { v: "number" }, ...settings };
    const { code, complaints, messages } = await runTap({ config: configFor(store(), { tables: [table] }) });
    expect(code).toBe(policy === "fail" ? 4 : 0);
    if (policy === "fail")
      expect(complaints.join()).toMatch(/line 3 of "policy\/a.csv": the value of the column "v" is not of type number/);
    else expect(messages.filter((m) => m.type === "RECORD" && m.stream === "t_rejects")).toHaveLength(1);
  });

  test.each([
    [{ decimal: ",", thousands: "," }, "tables[0].thousands: must differ from decimal"],
    [{ thousands: "." }, "tables[0].thousands: must differ from decimal"],
    [{ decimal: "12" }, "tables[0].decimal: must be one character"],
    [{ thousands: "0" }, "tables[0].thousands: must be one character"],
  ])("%j is refused", async (settings, message) => {
    const table = { table_name: "t", search_pattern: ".", ...settings };
    const { code, stderr } = await runTap({ config: configFor(store(), { tables: [table] }) });
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});
