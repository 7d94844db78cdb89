import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseLog, runTap, spawnTap, type TapResult } from "../support/run-tap.ts";

/** A value that each key refuses. */
const wrongTop: Readonly<Record<string, unknown>> = {
  bucket: "s3://lake/in",
  start_date: "yesterday",
  lookback: "often",
  detect_multipart: "perhaps",
  inventory: { manifest: "s3://lake/in.json" },
  seen_limit: -1,
  checkpoint_records: -1,
  on_no_files: "ignore",
  on_bad_file: "ignore",
  max_record_size: "large",
  max_expansion: 0,
  max_retries: -1,
  request_timeout: "abc",
  time_extracted: "sometimes",
  aws_endpoint_url: "lake.example.com",
  path_style: "maybe",
  anonymous: "maybe",
  requester_pays: "maybe",
};

const wrongTable: Readonly<Record<string, unknown>> = {
  table_name: "",
  search_pattern: 5,
  exclude_pattern: 5,
  search_prefix: 5,
  key_properties: 5,
  date_overrides: 5,
  date_format: 5,
  schema_inference: "guess",
  columns: { amount: "money" },
  delimiter: "",
  quote: 5,
  encoding: "klingon",
  encoding_errors: "ignore",
  header: 5,
  skip_lines: -1,
  null_values: 5,
  on_mismatch: "ignore",
  reject_stream: "perhaps",
  format: "xlsx",
};

describe("A config with a wrong value for", () => {
  const table = { table_name: "t", search_pattern: "x" };

  test.for([
    ["each setting of the whole", { tables: [table], ...wrongTop }, Object.keys(wrongTop)],
    [
      "one setting of each of its tables",
      {
        bucket: "lake",
        tables: Object.entries(wrongTable).map(([key, value]) =>
          Object.assign({}, table, { table_name: key, [key]: value }),
        ),
      },
      Object.keys(wrongTable).map((key, index) => `tables[${index}].${key}`),
    ],
  ] as const)(
    "%s is refused with the path of each, and of nothing else, before any request",
    async ([, config, paths]) => {
      const run = await runTap({ config });
      const isTold = (path: string): boolean => run.complaints.some((line) => isOf(path, line));
      expect(paths.filter((path) => !isTold(path))).toEqual([]);
      expect(run.complaints.filter((line) => !paths.some((path) => isOf(path, line)))).toEqual([]);
      expect(run.code).toBe(2);
      expect(run.stdout).toBe("");
    },
  );

  function isOf(path: string, line: string): boolean {
    return line.startsWith(`${path}: `) || line.startsWith(`${path}.`);
  }

  test("every key at once is refused with every path", async () => {
    const run = await runTap({ config: { ...wrongTop, tables: [wrongTable] } });
    const paths = new Set(run.complaints.map((line) => /^[\w[\].]+/.exec(line)?.[0]));
    for (const key of Object.keys(wrongTop)) expect(paths).toContain(key);
    expect(run.code).toBe(2);
  });
});

test("Of very many violations the first are told, and how many more there are", async () => {
  const tables = Array.from({ length: 20_000 }, (_, index) => ({ table_name: `t${index}`, search_pattern: "(" }));
  const run = await runTap({ config: { bucket: "lake", tables } });
  expect(run.complaints).toHaveLength(201);
  expect(run.complaints[199]).toMatch(/^tables\[199\]\.search_pattern: "\(" is not a valid pattern/);
  expect(run.complaints[200]).toBe("19800 more settings are wrong, or unknown; correct those above first");
  expect(run.code).toBe(2);
});

describe.runIf(process.platform === "linux")(
  "Of a config that is far too large is told what is, in few sentences and little memory:",
  () => {
    const table = { table_name: "t", search_pattern: "x" };
    const tables = (count: number, settings: object) =>
      Array.from({ length: count }, (_, index) => ({ ...table, table_name: `t${index}`, ...settings }));
    const columns = (count: number, kind: unknown) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`c${index}`, kind]));

    test.for<[name: string, config: object, says: RegExp]>([
      [
        "500,000 columns",
        { bucket: "lake", tables: [{ ...table, columns: columns(500_000, "date") }] },
        /^tables\[0\]\.columns: has 500,000 entries; must have 100,000 at most$/,
      ],
      [
        "300,000 columns of no type",
        { bucket: "lake", tables: [{ ...table, columns: columns(300_000, 1) }] },
        /^tables\[0\]\.columns: has 300,000 entries; must have 100,000 at most$/,
      ],
      [
        "50,000 wrong tables",
        { bucket: "lake", tables: tables(50_000, { search_pattern: "(" }) },
        /^49800 more settings are wrong, or unknown; correct those above first$/,
      ],
      [
        "20,000 tables with ten mistakes each",
        {
          bucket: "lake",
          tables: tables(20_000, { ...columns(5, 1), quote: 1, delimiter: 1, trim: 1, format: 1, encoding: 1 }),
        },
        /^\d{6} more settings are wrong, or unknown; correct those above first$/,
      ],
      [
        "300,000 settings that are none",
        { bucket: "lake", tables: [table], ...columns(300_000, 1) },
        /^config: has 300,002 entries; must have 100,000 at most$/,
      ],
    ])("%s", { timeout: 120_000 }, async ([, config, says], { expect }) => {
      const run = await spawnTap({ config, env: { NODE_OPTIONS: `--import ${tellPeak}` } });
      const log = parseLog(run.stderr);
      const complaints = log.filter(({ level }) => level === "fatal").map(({ msg }) => msg);
      expect(complaints).toContainEqual(expect.stringMatching(says));
      expect(complaints.length).toBeLessThanOrEqual(201);
      expect(run.code).toBe(2);
      expect(Number(log.find(({ level }) => level === "peak")?.msg)).toBeLessThan(300 * 1024);
    });
  },
);

/** Has Node tell in its log, when it ends, how many KB of memory it took at its peak. */
const tellPeak = `data:text/javascript,${encodeURIComponent(
  `import { readFileSync, writeSync } from "node:fs";
  process.on("exit", () => {
    const [, msg] = /VmHWM:\\s+(\\d+)/.exec(readFileSync("/proc/self/status", "utf8"));
    writeSync(2, JSON.stringify({ level: "peak", msg }) + "\\n");
  });`,
)}`;

test("What only its meaning refuses is told beside all else, whatever the command", async () => {
  const table = {
    table_name: "t",
    search_pattern: "a(",
    exclude_pattern: "[",
    date_format: "%d.%m.%Y",
    quote: ",",
    header: ["id"],
    columns: { ID: "integer" },
    key_properties: ["_sdc_extra"],
  };
  const config = { bucket: "lake", max_retries: -1, tables: [table] };
  for (const args of [[], ["--discover"], ["--check"], ["--policy"], ["--explain", "a.csv"]]) {
    const run = await spawnTap({ config, args });
    const complaints = parseLog(run.stderr).map(({ msg }) => msg);
    expect(complaints).toEqual([
      expect.stringMatching(/^max_retries: /),
      expect.stringMatching(/^tables\[0\].search_pattern: .*unterminated subpattern at position 1; write/),
      expect.stringMatching(/^tables\[0\].exclude_pattern: .*unterminated character set/),
      expect.stringMatching(/^tables\[0\].key_properties: names "_sdc_extra"/),
      expect.stringMatching(/^tables\[0\].date_format: .*; did you mean "DD.MM.YYYY"\?$/),
      expect.stringMatching(/^tables\[0\].quote: must differ from delimiter/),
      expect.stringMatching(/^tables\[0\].columns: names "ID", which is not in header$/),
    ]);
    expect(run.stdout).toBe("");
    expect(run.code).toBe(2);
  }
});

describe("A config file", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "tap-s3-csv-config-"));
  });
  afterAll(async () => rm(folder, { recursive: true }));

  const policyWith = async (name: string, text: string): Promise<TapResult> => {
    const path = join(folder, name);
    await writeFile(path, text);
    return spawnTap({ args: ["--config", path, "--policy"] });
  };

  test.for([
    [
      "JSON with comments",
      "config.json",
      '{ "bucket": "lake", // ours\n "tables": [{ "name": "t", "pattern": "x", },] }',
    ],
    ["YAML", "config.yaml", "# ours\nbucket: lake\ntables:\n  - { table_name: t, search_pattern: 'x' }\n"],
    ["YAML, by its short name", "config.YML", "bucket: lake\ntables: [{ table_name: t, search_pattern: x }]"],
  ] as const)("may be %s", async ([, name, text]) => {
    const run = await policyWith(name, text);
    expect(run.stdout).toContain("arn:aws:s3:::lake");
    expect(run.code).toBe(0);
  });

  test("of broken YAML is refused with the place, and nothing of it", async () => {
    const run = await policyWith("broken.yaml", "bucket: lake\naws_secret_access_key: [hush\n");
    expect(parseLog(run.stderr).map(({ msg }) => msg)).toEqual([
      expect.stringMatching(/^The config file ".*broken.yaml" is not valid YAML: line 3, column 1: bad indent; /),
    ]);
    expect(run.stderr).not.toContain("hush");
    expect(run.code).toBe(2);
  });
});

describe("A bucket written as", () => {
  test.for([
    ["a URL", "https://lake.s3.amazonaws.com/in/", /^bucket: .*"lake"/],
    ["an S3 URI", "s3://lake/in", /^bucket: .*"lake".*"in/],
    ["a name with a path", "lake/in", /^bucket: .*"lake".*"in/],
  ] as const)("%s is refused with what to enter", async ([, bucket, says]) => {
    const run = await runTap({ config: { bucket, tables: [{ table_name: "t", search_pattern: "x" }] } });
    expect(run.complaints).toEqual([expect.stringMatching(says)]);
    expect(run.code).toBe(2);
  });
});
