import { describe, expect, test } from "vitest";
import { bucketName, configFor, table, useStore } from "../support/bucket.ts";
import type { Catalog } from "../support/messages.ts";
import { noisyCsv } from "../support/noisy-csv.ts";
import { discover, runTap, spawnTap, type TapRun } from "../support/run-tap.ts";

const store = useStore();

/** The source columns are of no matter here. */
const bare = ({ records }: TapRun): readonly object[] =>
  records.map(({ _sdc_source_bucket, _sdc_source_file, _sdc_source_lineno, ...record }) => record);

function put(files: Readonly<Record<string, string>>): void {
  for (const [age, [key, text]] of Object.entries(files).entries()) {
    store().put(bucketName, key, text, { lastModified: new Date(Date.UTC(2026, 0, 1 + age)) });
  }
}

const sync = (settings: object, catalog?: object): Promise<TapRun> =>
  runTap({ config: configFor(store(), table({ search_pattern: ".", ...settings })), ...(catalog && { catalog }) });

const columnsOf = (catalog: Catalog | null): readonly string[] =>
  Object.keys(catalog?.streams[0]?.schema.properties ?? {}).filter((name) => !name.startsWith("_sdc"));

const found = async (settings: object): Promise<Catalog> => {
  const { catalog, stderr } = await discover({
    config: configFor(store(), table({ search_pattern: ".", ...settings })),
  });
  if (catalog === null) throw new Error(stderr);
  return catalog;
};

const days = { "in/dt=2024-01-01/a.csv": "id\n1\n2\n", "in/dt=2024-01-02/b.csv": "id\n3\n" };

describe("Folders as Hive names them", () => {
  test("become text columns behind those of the file", async () => {
    put(days);
    const run = await sync({ path_columns: "hive" });
    expect([run.code, run.complaints]).toEqual([0, []]);
    expect(bare(run)).toEqual([
      { id: "1", dt: "2024-01-01" },
      { id: "2", dt: "2024-01-01" },
      { id: "3", dt: "2024-01-02" },
    ]);
    expect(columnsOf(await found({ path_columns: "hive" }))).toEqual(["id", "dt"]);
  });

  test("are decoded, and the partition of nulls is null", async () => {
    put({
      "t=10%3A30/größe=a%2Fb/x=__HIVE_DEFAULT_PARTITION__/a.csv": "id\n1\n",
      "t=100%/größe=/x=1/b.csv": "id\n2\n",
    });
    expect(bare(await sync({ path_columns: "hive" }))).toEqual([
      { id: "1", t: "10:30", größe: "a/b", x: null },
      { id: "2", t: "100%", größe: "", x: "1" },
    ]);
  });

  test("have the types that columns gives them, and may be keys", async () => {
    put({ "dt=2024-01-02/region=7/a.csv": "id\n1\n" });
    const settings = {
      path_columns: "hive",
      columns: { dt: "date", region: "integer" },
      key_properties: ["id", "dt"],
    };
    const run = await sync(settings);
    expect([run.code, run.complaints, bare(run)]).toEqual([0, [], [{ id: "1", dt: "2024-01-02", region: 7 }]]);
    const [entry] = (await found(settings)).streams;
    expect(entry?.schema.properties).toMatchObject({
      dt: { type: ["null", "string"], format: "date" },
      region: { type: ["null", "integer"] },
    });
    expect(entry?.metadata).toContainEqual({
      breadcrumb: ["properties", "dt"],
      metadata: { inclusion: "automatic", "selected-by-default": true },
    });
  });

  test("give no value where it does not fit its type: null and told, or the file fails", async () => {
    put({ "n=x/a.csv": "id\n1\n" });
    const settings = { path_columns: "hive", columns: { n: "integer" } };
    const run = await sync(settings);
    expect([run.code, bare(run)]).toEqual([0, [{ id: "1", n: null }]]);
    expect(run.complaints).toEqual([
      'The key of "n=x/a.csv" tells values that do not fit the type of their columns "n"; they are written as null',
    ]);
    for (const strict of [{ on_mismatch: "fail" }, { key_properties: ["n"] }]) {
      const { code, records, complaints } = await sync({ ...settings, ...strict });
      expect([code, records]).toEqual([4, []]);
      expect(complaints[0]).toMatch(/^Cannot read "n=x\/a\.csv": its key has no value for the (key )?column "n"/);
    }
  });

  test("go before a column of the file of the same name, which goes into _sdc_extra", async () => {
    put({ "dt=2024-01-01/a.csv": "dt,id\nx,1\n", "dt=2024-01-02/b.jsonl": '{"id":"2"}\n{"id":"3","dt":"y"}\n' });
    const run = await sync({ path_columns: "hive" });
    expect(bare(run)).toEqual([
      { id: "1", dt: "2024-01-01", _sdc_extra: [{ dt: "x" }] },
      { id: "2", dt: "2024-01-02" },
      { id: "3", dt: "2024-01-02", _sdc_extra: [{ dt: "y" }] },
    ]);
    expect(run.complaints).toEqual([
      expect.stringMatching(/^Keys of table "t" tell the columns "dt", which its files have as well/),
      expect.stringMatching(/^"dt=2024-01-01\/a\.csv" has columns that its key tells as well: "dt"; .*_sdc_extra$/),
      expect.stringMatching(/^"dt=2024-01-02\/b\.jsonl" has columns that its key tells as well: "dt"/),
    ]);
  });

  test("are told where the catalog does not know them, and nowhere where they are not selected", async () => {
    put(days);
    const catalog = await found({});
    const unknown = await sync({ path_columns: "hive" }, catalog);
    expect(bare(unknown)).toEqual([{ id: "1" }, { id: "2" }, { id: "3" }]);
    expect(unknown.complaints[0]).toBe(
      'The key of "in/dt=2024-01-01/a.csv" tells columns that the catalog does not know: "dt"; discover again to have them',
    );
    const known = await found({ path_columns: "hive" });
    const [stream] = known.streams;
    const metadata = [...(stream?.metadata ?? []), { breadcrumb: ["properties", "dt"], metadata: { selected: false } }];
    const deselected = await sync({ path_columns: "hive" }, { streams: [{ ...stream, metadata }] });
    expect([deselected.complaints, bare(deselected)]).toEqual([[], [{ id: "1" }, { id: "2" }, { id: "3" }]]);
  });

  test("are columns of compatible catalogs, too", async () => {
    put(days);
    const settings = { path_columns: "hive", schema_inference: "compatible" };
    expect(columnsOf(await found(settings))).toEqual(["id", "dt"]);
    expect(bare(await sync(settings))).toEqual([
      { id: 1, dt: "2024-01-01" },
      { id: 2, dt: "2024-01-01" },
      { id: 3, dt: "2024-01-02" },
    ]);
  });

  test("are known to --check, with their types and values", async () => {
    put(days);
    const config = configFor(store(), table({ search_pattern: ".", path_columns: "hive", key_properties: ["dt"] }));
    const { code, stdout } = await spawnTap({ config, args: ["--check", "--format", "json", "--rows", "1"] });
    const [report] = JSON.parse(stdout).tables;
    expect(code).toBe(0);
    expect(report.columns.map(({ name }: { name: string }) => name)).toEqual(["id", "dt"]);
    expect(report.rows).toEqual([["3", "2024-01-02"]]);
  });

  test("are there also where a file is gone on with", async () => {
    const rows = 60_000;
    put({ "dt=1/a.csv": noisyCsv(rows, 1) });
    const config = configFor(store(), {
      checkpoint_records: 1000,
      ...table({ search_pattern: ".", path_columns: "hive" }),
    });
    const first = await runTap({ config });
    const states = first.messages.filter(({ type }) => type === "STATE");
    const middle = states[Math.floor(states.length / 2)];
    const rest = await runTap({ config, state: middle?.type === "STATE" ? middle.value : {} });
    expect(rest.records.length).toBeGreaterThan(0);
    expect(rest.records.length).toBeLessThan(rows);
    expect(bare(rest)).toEqual(bare(first).slice(-rest.records.length));
  });
});

describe("Named groups of the pattern", () => {
  const pattern = "(?P<year>[0-9]{4})/(?P<region>[a-z]+)?";

  test("become columns, as far as path_columns names them", async () => {
    put({ "2023/eu/a.csv": "id\n1\n", "2024/7.csv": "id\n2\n" });
    const run = await sync({ search_pattern: pattern, path_columns: ["region", "year"], columns: { year: "integer" } });
    expect([run.code, run.complaints]).toEqual([0, []]);
    expect(bare(run)).toEqual([
      { id: "1", region: "eu", year: 2023 },
      { id: "2", region: null, year: 2024 },
    ]);
    expect(bare(await sync({ search_pattern: pattern, path_columns: "year" }))[0]).toEqual({ id: "1", year: "2023" });
  });

  test("are read by patterns that look around or refer to groups, too", async () => {
    put({ "x-12-x.csv": "id\n1\n" });
    const run = await sync({
      search_pattern: "(?P<side>[a-z])-(?P<n>\\d+)(?=-(?P=side))",
      path_columns: ["n", "side"],
    });
    expect(bare(run)).toEqual([{ id: "1", n: "12", side: "x" }]);
  });

  test.each([
    [["month"], pattern, 'names "month", but search_pattern has the groups "year", "region"'],
    [["month"], "\\.csv$", 'names "month", but search_pattern has no named groups; write (?P<month>...)'],
    [["_sdc_extra"], "(?P<_sdc_extra>.)", 'names "_sdc_extra", a column that the tap adds'],
  ])("that are none are refused: %j", async (names, search_pattern, reason) => {
    const run = await sync({ search_pattern, path_columns: names });
    expect(run.code).toBe(2);
    expect(run.complaints.join()).toContain(`tables[0].path_columns: ${reason}`);
  });

  test("may be keys beside a list of headers", async () => {
    put({ "2023/eu/a.csv": "1\n" });
    const header = { header: ["id"], key_properties: ["id", "year"] };
    const run = await sync({ search_pattern: pattern, path_columns: ["year"], ...header });
    expect(bare(run)).toEqual([{ id: "1", year: "2023" }]);
    expect((await sync({ search_pattern: pattern, path_columns: ["region"], ...header })).code).toBe(2);
  });
});
