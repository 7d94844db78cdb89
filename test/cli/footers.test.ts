import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { bucketName, configFor, table, useStore } from "../support/bucket.ts";
import { type CasesRun, type FileCase, runFileCases } from "../support/file-cases.ts";
import { discover, runTap, spawnTap } from "../support/run-tap.ts";

const store = useStore();

/** 300 KB of rows. */
const rows = `id;name;amount\n${Array.from({ length: 15_000 }, (_, n) => `${n};name of ${n};${n}.5\n`).join("")}`;
const names = `"id","name","said"\r\n${Array.from({ length: 6000 }, (_, n) => `"${n}","one\r\ntwo","x ""${n}"""\r\n`).join("")}`;
const semicolon = { delimiter: ";" };

const told = /not written as the settings.*lines stand below the rows: consider "skip_footer_lines": (\d+)/;
const hint = /where the file ends with lines that are no data, such as totals, "skip_footer_lines" leaves them out/;

type Case = Omit<FileCase, "records" | "says"> & { readonly lines: readonly number[] };

/** Files longer than what is looked at of their beginning. `lines`: what is to be set; none where nothing is told. */
const cases: readonly Case[] = [
  { name: "a total as wide as the rows", files: `${rows}Total;;123\n`, table: semicolon, lines: [1] },
  { name: "a total without a line end", files: `${rows}Total;;123`, table: semicolon, lines: [1] },
  { name: "a line of text below a blank one", files: `${rows}\nEnd of report\n`, table: semicolon, lines: [1] },
  {
    name: "a total in UTF-16",
    files: Buffer.from(`\ufeff${rows}Total;;123\n`, "utf16le"),
    table: semicolon,
    lines: [1],
  },
  {
    name: "a total in a packed file",
    files: { "a.csv.gz": gzipSync(`${rows}Total;;123\n`) },
    table: semicolon,
    lines: [1],
  },
  { name: "a total below rows of several lines", files: `${names}"Total","",""\r\n`, lines: [1] },
  { name: "two lines", files: `${rows}Summe;;123\nStand;03.03.2024\n`, table: semicolon, lines: [2] },
  { name: "a total ended by CR", files: `${rows}Total;;123\n`.replaceAll("\n", "\r"), table: semicolon, lines: [1] },
  {
    name: "a total below rows that end otherwise",
    files: `${rows}Total;;123\n`.replaceAll("\n", "\x1e"),
    table: { ...semicolon, row_delimiter: "\x1e" },
    lines: [1],
  },
  { name: "nothing", files: rows, table: semicolon, lines: [] },
  { name: "a row that was cut", files: `${rows}15000;na`, table: semicolon, lines: [] },
  { name: "a group that is called by such a word", files: `group,count\n${"a,1\n".repeat(40)}Total,80\n`, lines: [] },
];

describe("Below the rows of a file, a sync warns of", () => {
  let run: CasesRun;
  beforeAll(async () => {
    store().createBucket(bucketName);
    run = await runFileCases(
      store(),
      cases.map((one) => ({ ...one, records: [] })),
    );
  });

  test.each(cases)("$name", ({ name, lines }) => {
    const { complaints = [] } = run.results.get(name) ?? {};
    const set = complaints.flatMap((line) => told.exec(line)?.[1] ?? []);
    expect(set.map(Number)).toEqual(lines);
  });
});

describe("Rows with fewer values at the end of a file", () => {
  const other = (name: string, text: string): unknown =>
    store().put(bucketName, name, text, { lastModified: new Date(Date.UTC(2026, 0, name === "a.csv" ? 1 : 2)) });
  const ragged = async (...texts: readonly string[]): Promise<string> => {
    store().createBucket(bucketName);
    for (const [index, text] of texts.entries()) other(index === 0 ? "a.csv" : "b.csv", text);
    const { complaints } = await runTap({ config: configFor(store(), table(semicolon)) });
    return complaints.filter((line) => line.includes("more or fewer values")).join("\n");
  };

  test("are told with the setting that leaves them out, in every file of a table", async () => {
    const told = await ragged(rows, `${rows}End of report\n`);
    expect(told).toMatch(/1 row of "b.csv" has.*the last row of the file is one of them/);
    expect(told).toMatch(hint);
    expect(await ragged(rows, `${rows}\nChecked by\nNobody\n`)).toContain("the last 2 rows of the file are among them");
  });

  test("are told without it where no rows are above them, where a longer row is last, and where the file goes on", async () => {
    for (const text of ["id;name;amount\n1;a;2\nx\n", `${rows}1;a;2;4\n`, `id;name;amount\nx\n1;a;2\n1;a;2\n1;a;2\n`]) {
      const told = await ragged(text);
      expect(told).toContain('of "a.csv" has more or fewer');
      expect(told).not.toMatch(hint);
    }
  });
});

describe("The end of a large file", () => {
  test('is looked at by dialect "auto" and --check', async () => {
    store().createBucket(bucketName);
    store().put(bucketName, "a.csv", `${rows}Total;;123\n`);
    const config = configFor(store(), table({ dialect: "auto" }));
    const { catalog } = await discover({ config });
    const { dialect } = Object(catalog?.streams[0]?.metadata[0]?.metadata);
    expect(dialect).toEqual({ delimiter: ";", skip_footer_lines: 1 });
    const run = await runTap({ config, catalog: catalog ?? {} });
    expect([run.complaints, run.records.length]).toEqual([[], 15_000]);
    const { stdout } = await spawnTap({ config: configFor(store(), table(semicolon)), args: ["--check"] });
    expect(stdout).toContain('"skip_footer_lines": 1');
  });
});
