import { beforeAll, describe, expect, test } from "vitest";
import { bucketName, catalogFor, configFor, table, useStore } from "../support/bucket.ts";
import { type CasesRun, type FileCase, runFileCases } from "../support/file-cases.ts";
import { runTap, type TapRun } from "../support/run-tap.ts";

const store = useStore();

const cases: readonly FileCase[] = [
  {
    name: "an empty text is a key of type text, and its records are counted",
    files: 'id,part,a\n1,x,1\n,,2\n"",y,3\n4,,4\n',
    table: { key_properties: ["id", "part"] },
    records: [
      { id: "1", part: "x", a: "1" },
      { id: "", part: "", a: "2" },
      { id: "", part: "y", a: "3" },
      { id: "4", part: "", a: "4" },
    ],
    says: [/^3 records of "case-\d+\/a\.csv" have an empty key: .*"reject_stream" takes them/],
  },
  {
    name: "so it is beside null_values that do not name it, and in JSON Lines",
    files: { "a.csv": "id,a\n,NULL\n", "b.jsonl": '{"id":"","a":"x"}\n' },
    table: { key_properties: ["id"], null_values: ["NULL"] },
    records: [
      { id: "", a: null },
      { id: "", a: "x" },
    ],
    says: [/^1 record of "case-\d+\/a\.csv" has an empty key/, /^1 record of "case-\d+\/b\.jsonl" has an empty key/],
  },
  {
    name: "reject_stream takes the rows of empty keys",
    files: "id,a\n1,x\n,y\n3,z\n",
    table: { key_properties: ["id"], reject_stream: true },
    records: [
      { id: "1", a: "x" },
      { id: "3", a: "z" },
    ],
    says: [/^1 row of "case-\d+\/a\.csv" is not a record/],
  },
  {
    name: "an empty text elsewhere is nothing to tell",
    files: "id,a\n1,\n",
    table: { key_properties: ["id"] },
    records: [{ id: "1", a: "" }],
  },
  {
    name: "NULs of a text are left out, with their number",
    files: "id,a\n1,x\0\0\n2,\0y\n",
    records: [
      { id: "1", a: "x" },
      { id: "2", a: "y" },
    ],
    says: [/^3 NUL characters of "case-\d+\/a\.csv" were left out/],
  },
  {
    name: "text behind a closing quote is kept, with its number and line",
    files: 'id,a\n1,"x"\n2,"say ""yes"""\n3,"The \\"Best\\" Shop"\n4,"y" z\n5,u"v"\n',
    records: [
      { id: "1", a: "x" },
      { id: "2", a: 'say "yes"' },
      { id: "3", a: 'The \\Best\\" Shop"' },
      { id: "4", a: "y z" },
      { id: "5", a: 'u"v"' },
    ],
    says: [
      /^2 fields of "case-\d+\/a\.csv" have text behind the closing quote, the first in line 4; .*"quote", "escape" or "trim"/,
    ],
  },
  {
    name: "so it is with several files, and rows without a header",
    files: { "a.csv": '"1"x,2\n3,4\n', "b.csv": '1,2\n3,"4"x\n' },
    table: { header: false },
    records: [
      { column_1: "1x", column_2: "2" },
      { column_1: "3", column_2: "4" },
      { column_1: "1", column_2: "2" },
      { column_1: "3", column_2: "4x" },
    ],
    says: [
      /^1 field of "case-\d+\/a\.csv" has text behind the closing quote, the first in line 2;/,
      /^1 field of "case-\d+\/b\.csv" has text behind the closing quote, the first in line 3;/,
    ],
  },
  {
    name: "a header that stands among the rows once more is told with its line",
    files: "station,day,value\nA,2024-01-01,1.5\nB,2024-01-02,2.5\nstation,day,value\nC,2024-01-03,3.5\n",
    records: [
      { station: "A", day: "2024-01-01", value: "1.5" },
      { station: "B", day: "2024-01-02", value: "2.5" },
      { station: "station", day: "day", value: "value" },
      { station: "C", day: "2024-01-03", value: "3.5" },
    ],
    says: [/^"case-\d+\/a\.csv" is not written as .*: its header stands once more in line 4, and is a record there/],
  },
  {
    name: "NULs that are values of JSON stay, with their number",
    files: { "a.jsonl": '{"id":1,"a":"x\\u0000\\u0000y"}\n{"id":2,"a":"z"}\n{"id":3,"a":"\\u0000"}\n' },
    records: [
      { id: "1", a: "x\0\0y" },
      { id: "2", a: "z" },
      { id: "3", a: "\0" },
    ],
    says: [/^Values of "case-\d+\/a\.jsonl" hold 3 NUL characters, written as \\u0000: PostgreSQL/],
  },
  {
    name: "half surrogates in JSON become U+FFFD, with their number",
    files: {
      "a.jsonl": String.raw`{"id":1,"a":"x\ud83d"}` + "\n" + String.raw`{"id":2,"a":"\ud83d\ude00\udc00\ud800"}` + "\n",
    },
    records: [
      { id: "1", a: "x\ufffd" },
      { id: "2", a: "😀\ufffd\ufffd" },
    ],
    says: [
      /^Values of "case-\d+\/a\.jsonl" hold 3 half surrogates, such as \\ud83d without its other half: .* became U\+FFFD/,
    ],
  },
  {
    name: "half surrogates in JSON within a field are replaced and counted as well",
    files: `id,a\n${String.raw`1,"[""\ud83d"",""\ud83d\ude00""]"`}\n${String.raw`2,"[""\udc00\ud800""]"`}\n`,
    table: { columns: { a: "json" } },
    records: [
      { id: "1", a: ["\ufffd", "😀"] },
      { id: "2", a: ["\ufffd\ufffd"] },
    ],
    says: [/^Values of "case-\d+\/a\.csv" hold 3 half surrogates/],
  },
];

let run: CasesRun;
beforeAll(async () => {
  store().createBucket(bucketName);
  run = await runFileCases(store(), cases);
});

describe("What is odd about values is told once for each file:", () => {
  test.each(cases)("$name", ({ name, records, says = [] }) => {
    const result = run.results.get(name);
    expect(result?.records).toEqual(records);
    expect(result?.complaints).toEqual(says.map((sentence) => expect.stringMatching(sentence)));
  });
});

describe("A column that the catalog knows", () => {
  test("and a file no longer has is told once, with the first file that lacks it", async () => {
    for (const [day, text] of ["id,a,b\n1,2,3\n", "id,a\n4,5\n", "id,a\n6,7\n", "id\n8\n"].entries()) {
      store().put(bucketName, `${day}.csv`, text, { lastModified: new Date(Date.UTC(2026, 0, 1 + day)) });
    }
    const { complaints, records } = await runTap({
      config: configFor(store(), table()),
      catalog: catalogFor(["id", "a", "b"]),
    });
    expect(complaints).toEqual([
      '"1.csv" no longer has the columns "b", which the catalog has: they are absent from its records',
      '"3.csv" no longer has the columns "a", which the catalog has: they are absent from its records',
    ]);
    expect(records.map(({ id, a, b }) => [id, a, b])).toEqual([
      ["1", "2", "3"],
      ["4", "5", undefined],
      ["6", "7", undefined],
      ["8", undefined, undefined],
    ]);
  });

  test("and only later files have is nothing to tell in a first run, and told in a later one", async () => {
    const put = (day: number, text: string): void => {
      store().put(bucketName, `${day}.csv`, text, { lastModified: new Date(Date.UTC(2026, 0, 1 + day)) });
    };
    put(0, "id\n1\n");
    put(1, "id,a\n2,3\n");
    const sync = (state: object): Promise<TapRun> =>
      runTap({ config: configFor(store(), table()), catalog: catalogFor(["id", "a"]), state });
    const first = await sync({});
    expect(first.complaints).toEqual([]);
    put(2, "id\n4\n");
    expect((await sync(first.state)).complaints).toEqual([
      expect.stringMatching(/^"2.csv" no longer has the columns "a"/),
    ]);
  });

  test("and that is not selected is told once for the table", async () => {
    store().put(bucketName, "a.csv", "id,a,b\n1,2,3\n");
    const [stream] = catalogFor(["id", "a", "b"]).streams;
    const metadata = ["a", "b"].map((name) => ({ breadcrumb: ["properties", name], metadata: { selected: false } }));
    const catalog = {
      streams: [{ ...stream, metadata: [{ breadcrumb: [], metadata: { selected: true } }, ...metadata] }],
    };
    const { log, records } = await runTap({ config: configFor(store(), table()), catalog });
    expect(records).toMatchObject([{ id: "1" }]);
    expect(log.map(({ msg }) => msg)).toContain('Columns that are not selected are left out of table "t": "a", "b"');
  });
});

describe("Of a first row that is data, a sync tells", () => {
  test.each([
    ["ids that count on", "1,Acme,20\n2,Foo,30\n3,Bar,40\n"],
    ["fractions", "Acme,DE,17.5\nFoo,FR,18.5\n"],
    ["dates", "7,Acme,2024-01-01\n9,Foo,2024-01-02\n"],
    ["addresses", "ann@example.org,Ann\nbob@example.org,Bob\n"],
  ])("%s, once and with the setting that mends it", async (_, text) => {
    store().put(bucketName, "a.csv", text);
    const catalog = catalogFor(["column_1"]);
    const { complaints } = await runTap({ config: configFor(store(), table()), catalog });
    const told = complaints.filter((line) => line.startsWith('"a.csv" is not written as '));
    expect(told).toEqual([expect.stringMatching(/ the first row looks like data.*: consider "header": false$/)]);
    const { records } = await runTap({ config: configFor(store(), table({ header: false })), catalog });
    expect(records[0]).toMatchObject({ column_1: text.split(",")[0] });
  });

  test.each([
    ["numbers that may be names", "1,2,3\n4,5,6\n7,8,9\n"],
    ["years that are names", "id,2020,2021\n1,5,6\n2,7,8\n"],
  ])("nothing where it holds %s", async (_, text) => {
    store().put(bucketName, "a.csv", text);
    const { complaints } = await runTap({ config: configFor(store(), table()) });
    expect(complaints).toEqual([]);
  });
});
