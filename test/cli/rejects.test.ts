import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bucketName, configFor, useStore } from "../support/bucket.ts";
import { discover, runTap, type TapRun } from "../support/run-tap.ts";

const store = useStore();

const orders = {
  table_name: "orders",
  search_pattern: ".",
  key_properties: ["id"],
  columns: { id: "integer", amount: "number" },
  reject_stream: true,
};
const config = (table: object = {}, settings: object = {}): Record<string, unknown> =>
  configFor(store(), { tables: [{ ...orders, ...table }], ...settings });

const ofStream = (run: TapRun, stream: string): Record<string, unknown>[] =>
  run.messages.flatMap((message) => (message.type === "RECORD" && message.stream === stream ? [message.record] : []));

/** Where a text begins in a file. */
const offset = (file: string, text: string): number => Buffer.from(file).indexOf(text);

describe("With reject_stream,", () => {
  const file = 'id,note,amount\n1,"é, ""x""",1.5\n2,y,cheap\n,"a ""b"", c",3\nx,y,4\n3\n5,z,"6"\n';
  const etag = `"${createHash("md5").update(file).digest("hex")}"`;
  const common = { bucket: bucketName, key: "a.csv", etag };
  const rejects = [
    {
      ...common,
      line: 3,
      byte_offset: offset(file, "cheap"),
      column: "amount",
      rejected: "value",
      reason: 'the value of the column "amount" is not of type number',
      raw_text: "cheap",
    },
    {
      ...common,
      line: 4,
      byte_offset: offset(file, ',"a ""b'),
      column: "id",
      rejected: "row",
      reason: 'the key column "id" is empty',
      raw_text: ',"a ""b"", c",3',
    },
    {
      ...common,
      line: 5,
      byte_offset: offset(file, "x,y,4"),
      column: "id",
      rejected: "row",
      reason: 'the value of the key column "id" is not of type integer',
      raw_text: "x,y,4",
    },
    {
      ...common,
      line: 6,
      byte_offset: offset(file, "3\n5"),
      column: "",
      rejected: "row",
      reason: "the row has 1 value, but the header has 3 columns",
      raw_text: "3",
    },
  ];

  test("values and rows that do not fit become records of a stream of their own", async () => {
    store().put(bucketName, "a.csv", file);
    const run = await runTap({ config: config() });
    expect(run.code).toBe(0);
    expect(ofStream(run, "orders")).toMatchObject([
      { id: 1, note: 'é, "x"', amount: 1.5, _sdc_source_lineno: 2 },
      { id: 2, note: "y", amount: null, _sdc_source_lineno: 3 },
      { id: 5, note: "z", amount: 6, _sdc_source_lineno: 7 },
    ]);
    expect(run.records.filter((record) => "_sdc_extra" in record)).toEqual([]);
    expect(ofStream(run, "orders_rejects")).toEqual(rejects);
    expect(run.complaints).toEqual([
      expect.stringMatching(/^1 value .* null; the original values are in the stream of rejects$/),
      expect.stringMatching(/^3 rows of "a.csv" are not records and are in the stream of rejects/),
    ]);
    expect(run.log.at(-1)).toMatchObject({ tables: [{ table: "orders", records: 3, rejects: 4 }] });
  });

  test("a row that ends before its key is rejected whole", async () => {
    store().put(bucketName, "a.csv", "note,id\nx,1\ny\n");
    const run = await runTap({ config: config() });
    expect(ofStream(run, "orders_rejects")).toMatchObject([{ line: 3, column: "", rejected: "row", raw_text: "y" }]);
    expect(run.code).toBe(0);
  });

  test("JSON Lines are no exception", async () => {
    const lines =
      '{"id":1,"amount":2}\n{"id":2,"amount":"cheap","new":5}\n{"amount":3,"note":"a \\"b\\""}\n{"id":null}\n';
    store().put(bucketName, "a.jsonl", lines);
    const run = await runTap({ config: config() });
    expect(run.code).toBe(0);
    expect(ofStream(run, "orders")).toMatchObject([
      { id: 1, amount: 2 },
      { id: 2, amount: null },
    ]);
    expect(ofStream(run, "orders_rejects")).toMatchObject([
      { line: 2, column: "amount", rejected: "value", raw_text: "cheap", byte_offset: offset(lines, "cheap") },
      { line: 3, column: "id", rejected: "row", raw_text: '{"amount":3,"note":"a \\"b\\""}' },
      { line: 4, column: "id", rejected: "row", raw_text: '{"id":null}' },
    ]);
  });

  test("a line that is not a JSON object is rejected as it stands, and the file goes on", async () => {
    const deep = `{"id":6,"a":${"[".repeat(600)}${"]".repeat(600)}}`;
    const text = [
      '{"id":1}',
      String.raw`{"id":2,"note":"\u00e9\n","amount":`,
      '{"id":3,"amount":"cheap"}\r',
      "",
      "[4]\r",
      "id,amount",
      deep,
      '{"id":7,"amount":1}',
      '{"id":8',
    ].join("\n");
    store().put(bucketName, "a.jsonl", text);
    const run = await runTap({ config: config() });
    expect(run.code).toBe(0);
    expect(ofStream(run, "orders")).toMatchObject([
      { id: 1, _sdc_source_lineno: 1 },
      { id: 3, _sdc_source_lineno: 3 },
      { id: 7, _sdc_source_lineno: 7 },
    ]);
    const row = { key: "a.jsonl", column: "", rejected: "row" };
    const [, unfinished = ""] = text.split("\n");
    expect(ofStream(run, "orders_rejects")).toMatchObject([
      {
        ...row,
        line: 2,
        byte_offset: offset(text, unfinished),
        reason: "the line ends before its JSON object does",
        raw_text: unfinished,
      },
      { line: 3, column: "amount", rejected: "value", raw_text: "cheap" },
      {
        ...row,
        line: 4,
        byte_offset: offset(text, "[4]"),
        reason: expect.stringMatching(/no.* JSON object/),
        raw_text: "[4]",
      },
      { ...row, line: 5, byte_offset: offset(text, "id,amount"), raw_text: "id,amount" },
      { ...row, line: 6, byte_offset: offset(text, deep), reason: expect.stringContaining("nested"), raw_text: deep },
      { ...row, line: 8, byte_offset: offset(text, '{"id":8'), raw_text: '{"id":8' },
    ]);
    expect(run.log.at(-1)).toMatchObject({ tables: [{ table: "orders", records: 3, rejects: 6 }] });
  });

  test("a broken line hides no column that stands behind it", async () => {
    store().put(bucketName, "a.jsonl", '{"id":1,"amount":1}\nbroken\n{"id":2,"new":3}\n');
    for (const schema_inference of ["headers", "sample"]) {
      const run = await runTap({ config: config({ schema_inference }) });
      expect(ofStream(run, "orders").map((record) => "_sdc_extra" in record)).toEqual([false, false]);
      expect(run.complaints).toEqual([
        expect.stringMatching(/^1 row of "a.jsonl" is not a record and is in the stream/),
      ]);
    }
  });

  test.each([
    ["a quote that never closes", 'id,amount\n1,2\n2,"3\n4,5\n', /line 3 opens a quote that never closes/],
    ["a header without the key column", "ID,amount\n1,2\n", /key_properties names "id"/],
  ])("%s fails the file all the same", async (_, text, says) => {
    store().put(bucketName, "a.csv", "id,amount\n0,0\n", { lastModified: new Date("2026-01-01") });
    store().put(bucketName, "b.csv", text);
    const run = await runTap({ config: config() });
    expect(run.complaints).toContainEqual(expect.stringMatching(says));
    expect(ofStream(run, "orders_rejects")).toEqual([]);
    expect(run.code).toBe(4);
  });

  test("a packed file gives offsets in what it holds, and a recoded one none", async () => {
    store().put(bucketName, "a.csv.gz", gzipSync("id,amount\n1,x\n"));
    store().put(bucketName, "b.csv", Buffer.from("\ufeffid,amount\n1,x\n", "utf16le"));
    store().put(bucketName, "c.csv", "\ufeffid,amount\n1,x\n");
    const run = await runTap({ config: config() });
    expect(ofStream(run, "orders_rejects").map(({ key, byte_offset }) => [key, byte_offset])).toEqual([
      ["a.csv.gz/a.csv", 12],
      ["b.csv", null],
      ["c.csv", 15],
    ]);
  });

  test("the catalog has both streams, and only what it selects is written", async () => {
    store().put(bucketName, "a.csv", "id,amount\n1,x\n");
    const { catalog } = await discover({ config: config() });
    const [table, rejects] = catalog?.streams ?? [];
    expect(rejects).toMatchObject({ tap_stream_id: "orders_rejects" });
    const without = await runTap({ config: config(), catalog: { streams: [table] } });
    expect(without.records).toMatchObject([{ id: 1, amount: null, _sdc_extra: [{ amount: "x" }] }]);
    expect(without.complaints).toContainEqual(expect.stringMatching(/does not select the stream "orders_rejects"/));
    const metadata = [
      ...(rejects?.metadata ?? []),
      { breadcrumb: ["properties", "raw_text"], metadata: { selected: false } },
    ];
    const run = await runTap({ config: config(), catalog: { streams: [table, { ...rejects, metadata }] } });
    const [reject = {}] = ofStream(run, "orders_rejects");
    expect(Object.keys(reject)).toEqual([
      "bucket",
      "key",
      "etag",
      "line",
      "byte_offset",
      "column",
      "rejected",
      "reason",
    ]);
  });

  test("a checkpoint behind rejects goes on behind them", async () => {
    const rows = Array.from({ length: 60_000 }, (_, index) => (index % 3 === 0 ? `,${index}` : `${index},${index}`));
    store().put(bucketName, "a.csv", `id,amount\n${rows.join("\n")}\n`);
    const settings = { checkpoint_records: 1000 };
    const whole = await runTap({ config: config({}, settings) });
    const states = whole.messages.flatMap((message, index) => (message.type === "STATE" ? [{ message, index }] : []));
    const middle = states[Math.floor(states.length / 2)];
    expect(states.length).toBeGreaterThan(4);
    const rest = await runTap({ config: config({}, settings), state: middle?.message.value ?? {} });
    const before = whole.messages.slice(0, middle?.index).filter(({ type }) => type === "RECORD");
    expect(before.length + rest.records.length).toBe(60_000);
    expect(ofStream(rest, "orders_rejects").at(-1)).toEqual(ofStream(whole, "orders_rejects").at(-1));
  });

  test.each([
    ["with on_mismatch", { on_mismatch: "fail" }, /^tables\[0\].reject_stream: has nothing to take/],
    ["beside a table of that name", {}, /^tables\[0\].reject_stream: needs the name "orders_rejects"/],
  ])("a config %s is refused", async (_, table, says) => {
    const other = { table_name: "orders_rejects", search_pattern: "x" };
    const tables = [{ ...orders, ...table }, ...(says.source.includes("needs") ? [other] : [])];
    const run = await runTap({ config: configFor(store(), { tables }) });
    expect(run.complaints).toEqual([expect.stringMatching(says)]);
    expect(run.code).toBe(2);
  });

  test("rows in are records out and rows rejected, always", { timeout: 120_000 }, async () => {
    const value = fc.oneof(fc.constantFrom("", "1", "2.5", "x", "007", " ", "1e999"), fc.string({ maxLength: 5 }));
    const files = fc.sample(fc.array(fc.array(value, { minLength: 1, maxLength: 5 }), { maxLength: 300 }), 40);
    let rowsIn = 0;
    for (const [index, rows] of files.entries()) {
      const text = rows.map((row) => row.map((field) => `"${field.replaceAll('"', '""')}"`).join(",")).join("\n");
      rowsIn += rows.length;
      store().put(bucketName, `${index}.csv`, `note,id,amount\n${text}\n`);
    }
    const piece = fc.constantFrom(
      ...Array.from('{}[]:,"\\x1 é'),
      '{"id":1',
      '"id":',
      '"id":2}',
      '{"id":"x"}',
      '{"id":3,"note":"\\n"}',
    );
    const lines = fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join(""));
    for (const [index, rows] of fc.sample(fc.array(lines, { maxLength: 300 }), 20).entries()) {
      const wanted = rows.filter((row) => !/^ *(\{ *\} *)?$/.test(row));
      rowsIn += wanted.length;
      store().put(bucketName, `${index}.jsonl`, rows.join("\n"));
    }
    const run = await runTap({ config: config() });
    const rejected = ofStream(run, "orders_rejects").filter(({ rejected }) => rejected === "row");
    expect(rejected.length).toBeGreaterThan(100);
    expect(ofStream(run, "orders").length + rejected.length).toBe(rowsIn);
    expect(run.code).toBe(0);
  });
});
