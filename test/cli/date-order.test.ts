import { describe, expect, test } from "vitest";
import { bucketName, configFor, table, useStore } from "../support/bucket.ts";
import { type FileCase, runFileCases } from "../support/file-cases.ts";
import { discover, runTap, spawnTap } from "../support/run-tap.ts";

const store = useStore();

const dates = { columns: { d: "date" } };
const csvOf = (texts: readonly string[]): string => ["d", ...texts].join("\n");
const recordsOf = (days: readonly (string | null)[]) => days.map((d) => ({ d }));
const misfit = (text: string) => ({ d: null, _sdc_extra: [{ d: text }] });
const isAmbiguous = /read with the month first; set "date_format" to decide$/;
const doesNotFit = (count: number) =>
  new RegExp(`^${count} values? of column "d" .* not fit its type and (was|were) written as null`);

/** Rows beyond those that decide. */
const many = Array.from({ length: 1500 }, () => "05/03/2021");

const cases: readonly FileCase[] = [
  {
    name: "the day first where a day above 12 proves it, in whichever row",
    files: csvOf(["05/03/2021", "13/03/2021"]),
    table: dates,
    records: recordsOf(["2021-03-05", "2021-03-13"]),
  },
  {
    name: "the month first where a day above 12 proves it, without a warning",
    files: csvOf(["05/03/2021", "03/13/2021"]),
    table: dates,
    records: recordsOf(["2021-05-03", "2021-03-13"]),
  },
  {
    name: "the month first without proof, with a warning",
    files: csvOf(["05/03/2021", "06/03/2021"]),
    table: dates,
    records: recordsOf(["2021-05-03", "2021-06-03"]),
    says: [isAmbiguous],
  },
  {
    name: "what only the other order reads as what does not fit, where the day comes first",
    files: csvOf(["13/03/2021", "14/03/2021", "03/15/2021"]),
    table: dates,
    records: [...recordsOf(["2021-03-13", "2021-03-14"]), misfit("03/15/2021")],
    says: [doesNotFit(1)],
  },
  {
    name: "the order that most dates show, where some show another",
    files: csvOf(["03/13/2021", "13/03/2021", "14/03/2021"]),
    table: dates,
    records: [misfit("03/13/2021"), ...recordsOf(["2021-03-13", "2021-03-14"])],
    says: [doesNotFit(1)],
  },
  {
    name: "each column by itself, points, times and two digits of a year too",
    files: "a,b,c\n05.03.21,03-05-2021 10:00,x\n13.03.21,03-13-2021 10:00,y\n",
    table: { columns: { a: "date", b: "date-time", c: "string" } },
    records: [
      { a: "2021-03-05", b: "2021-03-05T10:00:00.000000Z", c: "x" },
      { a: "2021-03-13", b: "2021-03-13T10:00:00.000000Z", c: "y" },
    ],
  },
  {
    name: "each file by itself, where the files show different orders",
    files: { "a.csv": csvOf(["05/03/2021", "13/03/2021"]), "b.csv": csvOf(["05/03/2021", "03/13/2021"]) },
    table: dates,
    records: recordsOf(["2021-03-05", "2021-03-13", "2021-05-03", "2021-03-13"]),
  },
  {
    name: "a file without proof as the others of its table show it",
    files: { "a.csv": csvOf(["05/03/2021"]), "b.csv": csvOf(["13/03/2021"]) },
    table: dates,
    records: recordsOf(["2021-03-05", "2021-03-13"]),
  },
  {
    name: "JSON Lines in one order, too",
    files: { "a.jsonl": '{"d":"05/03/2021"}\n{"d":"13/03/2021"}\n' },
    table: dates,
    records: recordsOf(["2021-03-05", "2021-03-13"]),
  },
  {
    name: "other forms of dates as ever, whatever the order is",
    files: csvOf(["13/03/2021", "2021-03-05", "20210305", "5 Mar 2021", "2021/3/5"]),
    table: dates,
    records: recordsOf(["2021-03-13", "2021-03-05", "2021-03-05", "2021-03-05", "2021-03-05"]),
  },
  {
    name: "date_format before everything",
    files: csvOf(["05/03/2021", "13/03/2021"]),
    table: { ...dates, date_format: "MM/DD/YYYY" },
    records: [...recordsOf(["2021-05-03"]), misfit("13/03/2021")],
    says: [doesNotFit(1)],
  },
  {
    name: "each date by itself, as the reference tap does, where the catalog is to be compatible",
    files: csvOf(["05/03/2021", "13/03/2021"]),
    table: { date_overrides: "d", schema_inference: "compatible" },
    records: recordsOf(["2021-05-03T00:00:00.000000Z", "2021-03-13T00:00:00.000000Z"]),
    says: [isAmbiguous],
  },
];

test("a column of dates in one file is read in one way", async () => {
  store().createBucket(bucketName);
  const run = await runFileCases(store(), cases);
  for (const { name, records, says = [] } of cases) {
    const result = run.results.get(name);
    expect([name, result?.records]).toEqual([name, records]);
    expect([name, result?.complaints]).toEqual([name, says.map((pattern) => expect.stringMatching(pattern))]);
  }
});

describe("A proof", () => {
  const config = () => configFor(store(), table(dates));
  const properties = {
    d: { type: ["null", "string"], format: "date" },
    _sdc_extra: { type: ["null", "array"], items: { type: "object" } },
  };
  const catalog = () => ({
    streams: [
      {
        tap_stream_id: "t",
        stream: "t",
        schema: { type: "object", properties },
        metadata: [{ breadcrumb: [], metadata: { selected: true } }],
      },
    ],
  });
  const put = (name: string, texts: readonly string[]): unknown => store().put(bucketName, name, csvOf(texts));

  test("behind the first rows comes too late: what it would prove does not fit", async () => {
    put("a.csv", [...many, "13/03/2021"]);
    const { records, complaints } = await runTap({ config: config(), catalog: catalog() });
    expect(records.slice(-2).map(({ d }) => d)).toEqual(["2021-05-03", null]);
    expect(complaints).toEqual([expect.stringMatching(doesNotFit(1)), expect.stringMatching(isAmbiguous)]);
  });

  test("is written into the catalog, decides there, and is proposed as a date_format", async () => {
    put("a.csv", ["05/03/2021", "20/03/2021"]);
    const found = await discover({ config: config() });
    const [stream] = found.catalog?.streams ?? [];
    expect(stream?.metadata.find(({ breadcrumb }) => breadcrumb[1] === "d")?.metadata).toMatchObject({
      "date-order": "day-first",
    });
    expect(found.log.map(({ msg }) => msg).join("\n")).toContain('"date_format": "DD/MM/YYYY"');
    store().createBucket(bucketName);
    put("b.csv", ["05/03/2021"]);
    const run = await runTap({ config: config(), catalog: found.catalog ?? {} });
    expect([run.records.map(({ d }) => d), run.complaints]).toEqual([["2021-03-05"], []]);
  });

  test("is told by --check, with a format that reads all dates of the sample", async () => {
    put("a.csv", ["05.03.21 10:00", "20.03.21 11:30"]);
    const { stdout } = await spawnTap({
      config: configFor(store(), table({ columns: { d: "date-time" } })),
      args: ["--check"],
    });
    expect(stdout).toContain('"date_format": "DD.MM.YY HH:mm"');
  });

  test("holds when a run goes on in the middle of a file", async () => {
    const rows = Array.from({ length: 100_000 }, (_, index) => (index === 3 ? "13/03/2021" : "05/03/2021"));
    put("a.csv", rows);
    const settings = { ...config(), checkpoint_records: 10_000 };
    const first = await runTap({ config: settings, catalog: catalog() });
    const states = first.messages.flatMap((message) => (message.type === "STATE" ? [message.value] : []));
    // Some states stand behind the last row: nothing is left to read from there.
    const left: string[][] = [];
    for (const state of states) {
      const { records } = await runTap({ config: settings, catalog: catalog(), state });
      left.push(records.map(({ d }) => String(d)));
    }
    const partly = left.filter((dates) => dates.length > 0 && dates.length < rows.length);
    expect(partly.length).toBeGreaterThan(0);
    expect(new Set(partly.flat())).toEqual(new Set(["2021-03-05"]));
  });
});
