import { beforeAll, describe, expect, test } from "vitest";
import { bucketName, catalogFor, configFor, table, useStore } from "../support/bucket.ts";
import { type CasesRun, type FileCase, runFileCases } from "../support/file-cases.ts";
import { discover, runTap, spawnTap } from "../support/run-tap.ts";

const store = useStore();

const ab = (...texts: readonly string[]) => texts.map(([a, b]) => ({ a, b }));

const cases: readonly FileCase[] = [
  {
    name: "record separators",
    files: "a,b\x1e1,2\x1e3,4\x1e",
    table: { row_delimiter: "\x1e" },
    records: ab("12", "34"),
  },
  { name: "pipes", files: "a,b|1,2|3,4|\n", table: { row_delimiter: "|" }, records: ab("12", "34") },
  {
    name: "record separators, with line ends as text",
    files: 'a,b\x1e1,"x\ny"\x1e2,z\rw\x1e',
    table: { row_delimiter: "\x1e" },
    records: [
      { a: "1", b: "x\ny" },
      { a: "2", b: "z\rw" },
    ],
  },
  { name: "a footer", files: "a,b\n1,2\nTotal\n\n", table: { skip_footer_lines: 1 }, records: ab("12") },
  {
    name: "a footer with a quote that never closes",
    files: 'a,b\n1,2\n\n"Total, 1 row\n',
    table: { skip_footer_lines: 2 },
    records: ab("12"),
  },
  {
    name: "blanks around fields and quotes",
    files: 'a, b\n1, "x, y"\n2 , z \n',
    table: { trim: true },
    records: [
      { a: "1", b: "x, y" },
      { a: "2", b: "z" },
    ],
  },
  { name: "Excel's line that tells the delimiter", files: "sep=;\r\na;b\r\n1;2\r\n", records: ab("12") },
  { name: "the same with a mark and quotes", files: '\ufeff"sep=|"\na|b\n1|2\n', records: ab("12") },
  { name: "the same in UTF-16", files: Buffer.from("\ufeffsep=\t\na\tb\n1\t2\n", "utf16le"), records: ab("12") },
  {
    name: "the same where the table sets the delimiter",
    files: "sep=;\na,b\n1,2\n",
    table: { delimiter: "," },
    records: ab("12"),
  },
  {
    name: "the same where the table skips it",
    files: "sep=;\na;b\n1;2\n",
    table: { delimiter: ";", skip_lines: 1 },
    records: ab("12"),
  },
  {
    name: "the same below names that the table gives",
    files: "sep=;\n1;2\n",
    table: { header: ["a", "b"] },
    records: ab("12"),
  },
  {
    name: "a column of a name that begins so",
    files: "sep=;b,b\n1,2\n",
    records: [{ "sep=;b": "1", b: "2" }],
  },
  {
    name: "quoted and bare empty fields",
    files: 'a,b\n"",\n',
    table: { null_values: [""], null_values_quoted: false },
    records: [{ a: "", b: null }],
  },
  {
    name: "a blank between a delimiter and a quote, which shifts fields, with a warning",
    files: 'a, b\n1, "x, y"\n2, "z, w"\n3, "u, v"\n',
    records: [
      { a: "1", " b": ' "x', _sdc_extra: [{ no_headers: [' y"'] }] },
      { a: "2", " b": ' "z', _sdc_extra: [{ no_headers: [' w"'] }] },
      { a: "3", " b": ' "u', _sdc_extra: [{ no_headers: [' v"'] }] },
    ],
    says: [/"trim": true/, /^3 rows .* more or fewer values/],
  },
];

describe("A run reads rows with", () => {
  let run: CasesRun;
  beforeAll(async () => {
    store().createBucket(bucketName);
    run = await runFileCases(store(), cases);
  });

  test.for(cases)("$name", ({ name, records, says = [] }) => {
    const result = run.results.get(name);
    expect(result?.records).toEqual(records);
    expect(result?.complaints).toEqual(says.map((pattern) => expect.stringMatching(pattern)));
  });
});

const numbered = (end: string): string =>
  ["a,b", ...Array.from({ length: 30_000 }, (_, n) => `${n},x`)].join(end) + end;

test.for<readonly [name: string, text: string, settings: Record<string, unknown>]>([
  ["record separators", numbered("\x1e"), { row_delimiter: "\x1e" }],
  ["an end of rows of several characters", numbered("@#\n"), { row_delimiter: "@#\n" }],
  ["a line that tells the delimiter", `sep=;\n${numbered("\n").replaceAll(",", ";")}`, {}],
  ["a footer", `${numbered("\n")}Total\n`, { skip_footer_lines: 1 }],
  ["blanks", numbered(" \n"), { trim: true }],
])("a run that stopped in a file with %s goes on behind what it has written", async ([, text, settings]) => {
  store().put(bucketName, "a.csv", text);
  const config = { ...configFor(store(), table(settings)), checkpoint_records: 10_000 };
  const catalog = catalogFor(["a", "b"]);
  const first = await runTap({ config, catalog });
  expect(first.records.map(({ a }) => Number(a))).toEqual(Array.from({ length: 30_000 }, (_, n) => n));
  const states = first.messages.flatMap((message) => (message.type === "STATE" ? [message.value] : [])).slice(1, 3);
  expect(states.length).toBeGreaterThan(1);
  for (const state of states) {
    const { records } = await runTap({ config, catalog, state });
    const numbers = records.map(({ a }) => Number(a));
    expect(numbers.length).toBeLessThan(30_000);
    expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, n) => 30_000 - numbers.length + n));
    if (records.length > 0) expect(records[0]?.["_sdc_source_lineno"]).toBe(30_000 - numbers.length + 2);
  }
});

test("a compatible catalog has the line that tells the delimiter as the header that the reference tap takes it for", async () => {
  store().put(bucketName, "a.csv", "sep=;\na;b\n1;2\n");
  const config = configFor(store(), table({ schema_inference: "compatible" }));
  const { catalog } = await discover({ config });
  expect(Object.keys(catalog?.streams[0]?.schema.properties ?? {})).toContain("sep=;");
});

test.for<readonly [problem: string, settings: Record<string, unknown>]>([
  ["row_delimiter: must differ from delimiter", { row_delimiter: ";", delimiter: ";" }],
  ["row_delimiter: must share no character with quote", { row_delimiter: '"\n' }],
  ["row_delimiter: must not hold a NUL", { row_delimiter: "\0" }],
  ["skip_footer_lines", { skip_footer_lines: -1 }],
  ["trim", { trim: "perhaps" }],
])("refuses %s", async ([problem, settings]) => {
  const { code, stderr } = await spawnTap({ config: configFor(store(), table(settings)), args: ["--test"] });
  expect(code).toBe(2);
  expect(stderr).toContain(problem);
});
