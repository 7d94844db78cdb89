import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { ACCOUNT } from "../../local-aws/store/identities.ts";
import { bucketName, configFor, table, useStore } from "../support/bucket.ts";
import { runTap, spawnTap } from "../support/run-tap.ts";

const store = useStore();
const isReport = new Ajv().compile(JSON.parse(readFileSync("docs/check.schema.json", "utf8")));

interface Report {
  readonly tables: readonly {
    readonly headers: readonly { readonly files: number; readonly pattern: string | null }[];
    readonly columns: readonly object[];
    readonly rows: readonly (readonly string[])[];
    readonly files: { readonly looked_at: number; readonly readable: number };
    readonly findings: readonly Finding[];
    readonly untaken: object;
  }[];
  readonly exit_code: number;
}

interface Finding {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** The report of --check as data, held against its schema, and the exit code. */
async function check(settings: object, args: readonly string[] = []): Promise<Report> {
  const config = configFor(store(), { ...settings });
  const { code, stdout, stderr } = await spawnTap({ config, args: ["--check", "--format", "json", ...args] });
  if (stdout === "") throw new Error(stderr);
  const report: Report = JSON.parse(stdout);
  isReport(report);
  expect(isReport.errors ?? []).toEqual([]);
  expect(report.exit_code).toBe(code);
  return report;
}

async function findingsOf(settings: object): Promise<readonly Finding[]> {
  return (await check(settings)).tables.flatMap(({ findings }) => findings);
}

/** The reports of tables with these settings, each over a folder that is its number. */
async function checkEach(settings: readonly object[]): Promise<Report["tables"]> {
  const tables = settings.map((each, index) =>
    Object.assign({ table_name: `t${index}`, search_pattern: `^${index}/` }, each),
  );
  return (await check({ tables })).tables;
}

function putDays(folder: string, count: number, body: string): void {
  for (let day = 1; day <= count; day++) {
    const date = `2026-01-${String(day).padStart(2, "0")}`;
    store().put(bucketName, `${folder}_${date}.csv`, body, { lastModified: new Date(`${date}T00:00:00Z`) });
  }
}

describe("--check looks at a sample of all files of a table, and", () => {
  test("names the kinds of headers with patterns that part them", async () => {
    putDays("in/orders", 4, "order_id,amount\n1,2\n");
    putDays("in/customers", 2, "id,name\n1,x\n");
    const { tables } = await check({});
    expect(tables[0]?.headers).toMatchObject([
      { files: 4, pattern: String.raw`^in/orders_\d{4}-\d{2}-\d{2}\.csv$` },
      { files: 2, pattern: String.raw`^in/customers_\d{4}-\d{2}-\d{2}\.csv$` },
    ]);
    expect(tables[0]?.findings).toMatchObject([
      { code: "several-headers", message: expect.stringMatching(/^2 kinds of headers in 6 files: 4 × \("order_id", /) },
    ]);
  });

  test("says of how many files it speaks", async () => {
    putDays("a", 28, "id\n1\n");
    const { tables } = await check({});
    expect(tables[0]?.files).toMatchObject({ looked_at: 20, readable: 28 });
    const { stdout } = await spawnTap({ config: configFor(store()), args: ["--check"] });
    expect(stdout).toMatch(/\nLooked at 20 of 28 files\.\nA sync would work\.\n$/);
  });

  test("asks once for a file, however often it looks at it", async () => {
    putDays("a", 5, "id\n1\n");
    store().resetRequests();
    await check({});
    expect(store().requests.filter(({ operation }) => operation === "GetObject")).toHaveLength(5);
  });

  test.each<[string, object, RegExp]>([
    ["an archived file by its storage class", { storageClass: "GLACIER" }, /of storage class GLACIER must be restored/],
    ["a file whose key it may not use", { kmsDenied: true }, /kms:Decrypt/],
  ])("finds %s that is not the newest, and tells it once", async (_name, options, says) => {
    putDays("a", 3, "id\n1\n");
    store().put(bucketName, "old.csv", "id\n1\n", { lastModified: new Date("2020-01-01T00:00:00Z"), ...options });
    const { exit_code, tables } = await check({});
    const problems = tables[0]?.findings.filter(({ code }) => code === "failure" || code === "archived");
    expect(problems).toMatchObject([{ severity: "problem", message: expect.stringMatching(says) }]);
    expect(exit_code).toBe(3);
  });

  const inOldFiles: readonly (readonly [string, string | Buffer, Record<string, unknown>, string, object])[] = [
    ["bytes that are not valid", Buffer.from("id\nm\xe4\n", "latin1"), {}, "failure", { severity: "problem" }],
    ["a missing key column", "name\nx\n", { key_properties: ["id"] }, "failure", { severity: "problem" }],
    [
      "rows of another length",
      "id\n1,2\n3,4,5\n6\n",
      {},
      "ragged-rows",
      { message: expect.stringMatching(/^2 rows of 1 file /) },
    ],
    ["names that come twice", "id,id\n1,2\n", {}, "duplicate-names", { severity: "warning" }],
    ["values that do not fit", "id\nx\n", { columns: { id: "integer" } }, "mismatch", { severity: "warning" }],
    [
      "dates that could be two",
      "id\n01/02/2020\n",
      { columns: { id: "date" } },
      "ambiguous-dates",
      { severity: "warning" },
    ],
  ];

  test("finds in a file that is not the newest what is wrong with it", async () => {
    for (const [index, [, old]] of inOldFiles.entries()) {
      putDays(`${index}/a`, 3, "id\n1\n");
      store().put(bucketName, `${index}/old.csv`, old, { lastModified: new Date("2020-01-01T00:00:00Z") });
    }
    const tables = await checkEach(inOldFiles.map(([, , settings]) => settings));
    for (const [index, [name, , , code, finding]] of inOldFiles.entries())
      expect(tables[index]?.findings, name).toContainEqual(expect.objectContaining({ code, ...finding }));
  });

  test("gives no advice that loses a header narrower than its rows", async () => {
    store().put(bucketName, "a.csv", `id,name\n${"1,x,y\n".repeat(10)}`);
    const findings = await findingsOf({});
    expect(findings.map(({ code }) => code)).toEqual(["ragged-rows", "short-header"]);
    expect(findings.map(({ settings }) => settings)).toEqual([{}, {}]);
  });

  test("says of keys that two tables take them, and how many no table takes", async () => {
    putDays("in/a", 2, "id\n1\n");
    store().put(bucketName, "in/other.tsv", "id\n1\n");
    const { tables } = await check({
      tables: [
        { table_name: "one", search_pattern: "^in/a_" },
        { table_name: "all", search_pattern: "\\.csv$", search_prefix: "in/" },
      ],
    });
    expect(tables[0]?.findings).toMatchObject([
      { code: "shared-keys", message: '2 objects are also read by table "all"' },
    ]);
    expect(tables.map(({ untaken }) => untaken)).toEqual([
      { count: 0, examples: [], is_complete: true },
      { count: 1, examples: ["in/other.tsv"], is_complete: true },
    ]);
  });

  test("shows rows when it is asked for them, and no row otherwise", async () => {
    store().put(bucketName, "a.csv", "id,name\n1,x\n2,y\n3,z\n");
    expect((await check({}, ["--rows", "2"])).tables[0]?.rows).toEqual([
      ["1", "x"],
      ["2", "y"],
    ]);
    expect((await check({})).tables[0]?.rows).toEqual([]);
    const { code, stderr } = await spawnTap({ config: configFor(store()), args: ["--check", "--rows", "many"] });
    expect(stderr).toContain("give a number from 0 to 999");
    expect(code).toBe(2);
  });

  test("tells in the order of the config, whatever is done first", async () => {
    putDays("a", 20, "id\n1\n");
    const names = Array.from({ length: 12 }, (_, index) => `t${index}`);
    const tables = names.map((name, index) => ({
      table_name: name,
      search_pattern: index === 0 ? "a" : "a_2026-01-01",
    }));
    const { stdout } = await spawnTap({ config: configFor(store(), { tables }), args: ["--check"] });
    expect([...stdout.matchAll(/^Table "(.*)"$/gm)].map(([, name]) => name)).toEqual(names);
  });
});

describe("--check notes what could be set, and still exits with 0:", () => {
  const day = (first: number, second: number): string =>
    `order_id,note,paid\n${[first, second].map((n) => `${n},same,${n}/02/2026\n`).join("")}`;

  test("a key, and dates in the one order that a day above 12 proves, and what is advised does what it says", async () => {
    store().put(bucketName, "a.csv", day(12, 13));
    store().put(bucketName, "b.csv", day(1, 2));
    const { exit_code, tables } = await check({});
    const notes = tables[0]?.findings ?? [];
    expect(notes).toEqual([
      {
        code: "key-candidate",
        severity: "note",
        message: 'column "order_id" has a value of its own in all 4 records of the sample, as a primary key has',
        settings: { key_properties: ["order_id"] },
      },
      {
        code: "date-columns",
        severity: "note",
        message: 'all values of the sample in column "paid" are dates, and read as strings',
        settings: { date_overrides: ["paid"], date_format: "DD/MM/YYYY" },
      },
    ]);
    expect(exit_code).toBe(0);
    const settings = table(Object.assign({}, ...notes.map((note) => note.settings)));
    expect(await findingsOf(settings)).toEqual([]);
    const { records } = await runTap({ config: configFor(store(), settings) });
    expect(records.map(({ paid }) => String(paid).slice(0, 10))).toEqual([
      "2026-02-12",
      "2026-02-13",
      "2026-02-01",
      "2026-02-02",
    ]);
  });

  const unsettable: readonly (readonly [string, string, Record<string, unknown>])[] = [
    ["a value comes twice", "id\n1\n1\n", {}],
    ["a value is missing", "id,n\n1,2\n,2\n", {}],
    ["the table has a key", "id,code\n1,2\n3,4\n", { key_properties: ["code"] }],
    ["no column is named like a key", "name\nx\ny\n", {}],
    ["dates are in no certain order", "day\n01/02/2020\n", {}],
    ["not all are dates", "day\n2020-01-02\nsoon\n", {}],
    ["the table names its dates", "day,at\n2020-01-02,2020-01-02\n", { date_overrides: ["at"] }],
    ["the table says that they are texts", "day\n2020-01-02\n", { columns: { day: "string" } }],
    ["they are read as dates", "day\n2020-01-02\n", { schema_inference: "sample" }],
  ];

  test("nothing where a key or dates are not certain, or set already", async () => {
    for (const [index, [, text]] of unsettable.entries()) store().put(bucketName, `${index}/a.csv`, text);
    const tables = await checkEach(unsettable.map(([, , settings]) => settings));
    expect(tables.map(({ findings }, index) => [unsettable[index]?.[0], findings])).toEqual(
      unsettable.map(([name]) => [name, []]),
    );
  });

  test("nothing of files that are first to be read otherwise", async () => {
    for (const day of [1, 2, 3])
      store().put(bucketName, `${day}.csv`, `2026-01-0${day},${day}5\n2026-01-1${day},${day}6\n`);
    const findings = await findingsOf({});
    expect(findings.map(({ code, settings }) => [code, settings])).toEqual([["no-header", { header: false }]]);
    expect(await findingsOf(table({ header: false }))).toMatchObject([
      { code: "date-columns", settings: { date_overrides: ["column_1"] } },
    ]);
  });

  test("in text as notes", async () => {
    store().put(bucketName, "a.csv", "id,day\n1,2026-01-31\n2,2026-02-01\n");
    const { stdout } = await spawnTap({ config: configFor(store()), args: ["--check"] });
    expect(stdout).toMatch(/^ {2}note {5}column "id" has .*: consider "key_properties": \["id"\]$/m);
    expect(stdout).toMatch(/^ {2}note {5}all values .* are dates, .*: consider "date_overrides": \["day"\]$/m);
    expect(stdout).toMatch(/\nA sync would work\.\n$/);
  });
});

describe("--check of a table without files names what was probably meant:", () => {
  test.each<[string, string, Record<string, unknown>, object]>([
    ["other capital letters", "In/Orders.csv", { search_pattern: "^in/orders" }, { search_pattern: "(?i)^in/orders" }],
    [
      "a key with parentheses",
      "in/report (1).csv",
      { search_pattern: "report (1).csv" },
      { search_pattern: String.raw`report \(1\)\.csv` },
    ],
    ["the address of the bucket", "in/a.csv", { search_pattern: "s3://lake/in/a" }, { search_pattern: "in/a" }],
    [
      "doubled backslashes",
      "in/a.csv",
      { search_pattern: String.raw`in/a\\.csv` },
      { search_pattern: String.raw`in/a\.csv` },
    ],
    ["a wrong prefix", "in/a.csv", { search_prefix: "In/" }, { search_prefix: "in/" }],
    ["an address as a prefix", "in/a.csv", { search_prefix: "s3://lake/in/" }, { search_prefix: "in/" }],
    ["the bucket alone as a prefix", "in/a.csv", { search_prefix: "s3://lake" }, { search_prefix: "" }],
    ["a prefix that names the bucket", "in/a.csv", { search_prefix: "/lake/in/" }, { search_prefix: "in/" }],
    [
      "a wrong prefix of keys that begin with a slash",
      "/in/a.csv",
      { search_prefix: "//In/" },
      { search_prefix: "//in/" },
    ],
  ])("%s", async (_name, key, settings, advice) => {
    store().put(bucketName, key, "id\n1\n");
    expect(await findingsOf(table(settings))).toContainEqual(
      expect.objectContaining({ code: "nearest-keys", settings: advice }),
    );
    // Advice that does not work would be a bug.
    expect((await check(table({ ...settings, ...advice }))).exit_code).toBe(0);
  });

  test("one letter off in the whole key, in the name of the file, in a folder, and beside dates", async () => {
    store().put(bucketName, "in/orders_2026.csv", "id\n1\n");
    store().put(bucketName, "out/customers_2026.csv", "id\n1\n");
    const patterns = ["in/ordres_2026.csv", "ordres_\\d+\\.csv$", "^inn/", String.raw`in/ordres_\d{4}\.csv`];
    const { tables } = await check({
      tables: patterns.map((pattern, index) => ({ table_name: `t${index}`, search_pattern: pattern })),
    });
    const nearest = { code: "nearest-keys", message: 'the nearest key is "in/orders_2026.csv"' };
    for (const [index, pattern] of patterns.entries())
      expect(tables[index]?.findings, pattern).toContainEqual(expect.objectContaining(nearest));
  });
});

test("--check says that other stores than AWS are known to ignore bucket_owner_id", async () => {
  putDays("a", 1, "id\n1\n");
  const warning = /^Warning +bucket_owner_id is heeded by AWS; other stores are known to ignore it$/m;
  const told = await spawnTap({ config: configFor(store(), { bucket_owner_id: ACCOUNT }), args: ["--check"] });
  expect(told.stdout).toMatch(warning);
  const silent = await spawnTap({ config: configFor(store()), args: ["--check"] });
  expect(silent.stdout).not.toMatch(warning);
});
