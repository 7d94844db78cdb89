import { describe, expect, test } from "vitest";
import { bucketName, catalogFor, configFor, table, useStore } from "../support/bucket.ts";
import { discover, runTap, spawnTap } from "../support/run-tap.ts";

const store = useStore();

const german = Buffer.from("Umsätze der Filialen\n\nnr;ort\n1;Köln, Süd\n2;Münster\n3;Ulm\n", "latin1");
const found = { encoding: "windows-1252", delimiter: ";", skip_lines: 2 };

const put = (name: string, text: string | Buffer, age = 0): unknown =>
  store().put(bucketName, name, text, { lastModified: new Date(Date.UTC(2026, 0, 1 + age)) });

const withAuto = (settings: object = {}) => configFor(store(), table({ dialect: "auto", ...settings }));

async function dialectOf(config: object): Promise<unknown> {
  const { catalog } = await discover({ config });
  const metadata: Record<string, unknown> = { ...catalog?.streams[0]?.metadata[0]?.metadata };
  return metadata["dialect"];
}

const textsOf = (records: readonly Record<string, unknown>[]) => records.map(({ nr, ort }) => [nr, ort]);
const branches = [
  ["1", "Köln, Süd"],
  ["2", "Münster"],
  ["3", "Ulm"],
];

describe('dialect: "auto"', () => {
  test("writes what it found into the catalog and the log, and names the columns by it", async () => {
    put("a.csv", german);
    const { catalog, log, code } = await discover({ config: withAuto() });
    expect(code).toBe(0);
    expect(await dialectOf(withAuto())).toEqual(found);
    expect(Object.keys(catalog?.streams[0]?.schema.properties ?? {}).slice(0, 2)).toEqual(["nr", "ort"]);
    expect(log.map(({ msg }) => msg)).toContain(
      'The newest files of table "t" are read with "encoding": "windows-1252", "delimiter": ";", "skip_lines": 2, as they are written',
    );
  });

  test.for(["a discovery of its own", "its catalog", "a catalog that tells no dialect"])(
    "reads with %s",
    async (by) => {
      put("a.csv", german);
      const config = withAuto();
      const { catalog } = await discover({ config });
      const told = by === "its catalog" ? catalog : by === "a discovery of its own" ? null : catalogFor(["nr", "ort"]);
      const selected = told === null ? {} : { catalog: told };
      const run = await runTap({ config, ...selected });
      expect([run.code, run.complaints, textsOf(run.records)]).toEqual([0, [], branches]);
    },
  );

  test("holds to the catalog when later files are written otherwise, and tells of those", async () => {
    put("a.csv", german);
    const config = withAuto();
    const { catalog } = await discover({ config });
    const first = await runTap({ config, catalog: catalog ?? {} });
    put("b.csv", "Title\n\nnr,ort\n4,x\n5,y\n", 1);
    const run = await runTap({ config, catalog: catalog ?? {}, state: first.state });
    expect(run.complaints.join("\n")).toContain('consider "delimiter": ","');
  });

  test("changes nothing that the config sets", async () => {
    put("a.csv", german);
    expect(await dialectOf(withAuto({ delimiter: "," }))).not.toHaveProperty("delimiter");
    expect(await dialectOf(withAuto({ encoding: "iso-8859-1" }))).not.toHaveProperty("encoding");
    expect(await dialectOf(withAuto({ skip_lines: 2, header: true }))).toEqual({
      encoding: "windows-1252",
      delimiter: ";",
    });
  });

  test("goes by most of the newest files, and by the newest of as many", async () => {
    put("a.csv", "nr|ort\n1|x\n2|y\n", 0);
    put("b.csv", "nr;ort\n1;x\n2;y\n", 1);
    expect(await dialectOf(withAuto())).toEqual({ delimiter: ";" });
    put("c.csv", "nr|ort\n1|x\n2|y\n", 0);
    expect(await dialectOf(withAuto())).toEqual({ delimiter: "|" });
  });

  test("finds a footer where all of the newest files have it, and loses no row of one that has none", async () => {
    const rows = "nr,ort\n1,x\n2,y\n3,z\n";
    put("a.csv", `${rows}Total 3\n`, 0);
    put("b.csv", `${rows}Total 3\n`, 1);
    expect(await dialectOf(withAuto())).toEqual({ skip_footer_lines: 1 });
    put("c.csv", rows, 2);
    expect(await dialectOf(withAuto())).toEqual({});
  });

  test("finds ends of rows and blanks around fields", async () => {
    put("a.csv", 'nr, ort\x1e1, "x, y"\x1e2, "z"\x1e');
    const config = withAuto();
    expect(await dialectOf(config)).toEqual({ row_delimiter: "\x1e", trim: true });
    const { catalog } = await discover({ config });
    expect(textsOf((await runTap({ config, catalog: catalog ?? {} })).records)).toEqual([
      ["1", "x, y"],
      ["2", "z"],
    ]);
  });

  test("finds nothing in files that are as the settings say, and none is written down without it", async () => {
    put("a.csv", "nr,ort\n1,x\n");
    expect(await dialectOf(withAuto())).toEqual({});
    expect(await dialectOf(configFor(store()))).toBeUndefined();
  });

  test("sends no file twice", async () => {
    put("a.csv", german);
    const config = withAuto();
    const first = await runTap({ config });
    expect(first.code).toBe(0);
    const again = await runTap({ config, state: first.state });
    expect([again.code, again.records]).toEqual([0, []]);
  });

  test("is told by --check", async () => {
    put("a.csv", german);
    const { stdout, code } = await spawnTap({ config: withAuto(), args: ["--check"] });
    expect(code).toBe(0);
    expect(stdout).toContain('"delimiter": ";"');
    expect(stdout).toContain("nr, ort");
  });

  test.for<readonly [problem: string, dialect: object]>([
    ["is a number; must be a string", { delimiter: 7 }],
    ["is not a known encoding", { encoding: "klingon" }],
    ["must differ from", { delimiter: '"' }],
  ])("refuses a catalog whose dialect %s", async ([problem, dialect]) => {
    put("a.csv", german);
    const [stream] = catalogFor(["nr", "ort"]).streams;
    const catalog = {
      streams: [{ ...stream, metadata: [{ breadcrumb: [], metadata: { selected: true, dialect } }] }],
    };
    const run = await runTap({ config: withAuto(), catalog });
    expect(run.code).toBe(2);
    expect(run.stderr).toContain(problem);
    expect(run.stderr).toContain('catalog: the \\"dialect\\" of stream \\"t\\"');
  });

  test("is refused beside a compatible catalog, which has no place for it", async () => {
    const run = await runTap({ config: withAuto({ schema_inference: "compatible" }) });
    expect(run.code).toBe(2);
    expect(run.stderr).toContain("tables[0].dialect");
  });
});
