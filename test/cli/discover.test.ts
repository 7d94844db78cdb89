import { gzipSync } from "node:zlib";
import { zipOf } from "../support/zip-writer.ts";
import { describe, expect, test } from "vitest";
import { bucketName, configFor, table, useStore } from "../support/bucket.ts";
import { largeFile } from "../support/large-file.ts";
import { discover, runTap } from "../support/run-tap.ts";

const store = useStore();
const at = (day: number): { readonly lastModified: Date } => ({ lastModified: new Date(Date.UTC(2026, 0, day)) });

/** The names of a stream's columns, without the tap's own. */
const columnsOf = (properties: object | undefined): readonly string[] =>
  Object.keys(properties ?? {}).filter((name) => !name.startsWith("_sdc_"));

async function discoverColumns(settings: Record<string, unknown> = {}) {
  const run = await discover({ config: configFor(store(), table(settings)) });
  return { ...run, columns: columnsOf(run.catalog?.streams[0]?.schema.properties) };
}

describe("Discovery", () => {
  test("prints the catalog of product and protocol, and nothing else", async () => {
    store().put(bucketName, "a.csv", "id,at,name\n1,2020-01-01,x\n");
    const { catalog, code, log } = await discoverColumns({ key_properties: "id", date_overrides: ["at"] });
    expect(code).toBe(0);
    expect(log.filter(({ level }) => level !== "info")).toEqual([]);
    const property = (name: string, inclusion: string): object => ({
      breadcrumb: ["properties", name],
      metadata: { inclusion, "selected-by-default": true },
    });
    expect(catalog).toEqual({
      streams: [
        {
          tap_stream_id: "t",
          stream: "t",
          schema: {
            type: "object",
            properties: {
              id: { type: ["null", "string"] },
              at: { type: ["null", "string"], format: "date-time" },
              name: { type: ["null", "string"] },
              _sdc_source_bucket: { type: "string" },
              _sdc_source_file: { type: "string" },
              _sdc_source_lineno: { type: "integer" },
              _sdc_extra: { type: ["null", "array"], items: { type: "object", properties: {} } },
            },
          },
          key_properties: ["id"],
          replication_method: "INCREMENTAL",
          metadata: [
            {
              breadcrumb: [],
              metadata: {
                inclusion: "available",
                "selected-by-default": true,
                "table-key-properties": ["id"],
                "forced-replication-method": "INCREMENTAL",
              },
            },
            property("id", "automatic"),
            property("at", "available"),
            property("name", "available"),
            property("_sdc_source_bucket", "available"),
            property("_sdc_source_file", "available"),
            property("_sdc_source_lineno", "available"),
            property("_sdc_extra", "available"),
          ],
        },
      ],
    });
  });

  test("unites the columns of all files, the oldest first, and names the one that differs", async () => {
    store().put(bucketName, "c.csv", "id,name,extra\n", at(1));
    store().put(bucketName, "a.csv", "id,name\n", at(2));
    store().put(bucketName, "b.csv", "name,id\n", at(3));
    const { columns, log } = await discoverColumns();
    expect(columns).toEqual(["id", "name", "extra"]);
    expect(log.filter(({ level }) => level === "warn").map(({ msg }) => msg)).toEqual([
      'The header of "c.csv" differs from that of most files: it has "extra" besides',
    ]);
  });

  test("sees a column that only the newest of very many files has, and reads no more than 100 of them", async () => {
    for (let day = 1; day <= 300; day++)
      store().put(bucketName, `${String(day).padStart(3, "0")}.csv`, "id\n", at(day));
    store().put(bucketName, "000.csv", "id,new\n", at(301));
    const { columns } = await discoverColumns();
    expect(columns).toEqual(["id", "new"]);
    expect(store().requests.filter(({ operation }) => operation === "GetObject")).toHaveLength(100);
  });

  test("fetches at most 256 KB of a file, however large it is", async () => {
    store().put(bucketName, "large.csv", largeFile(500 * 1024 * 1024, "id,text\n", "1,x\n"));
    const { columns } = await discoverColumns();
    expect(columns).toEqual(["id", "text"]);
    const bytes = store().requests.reduce(
      (sum, { operation, bytesSent }) => sum + (operation === "GetObject" ? bytesSent : 0),
      0,
    );
    expect(bytes).toBeLessThanOrEqual(256 * 1024);
  });

  test("reads a header that is longer than that", async () => {
    const names = Array.from({ length: 40_000 }, (_, index) => `column number ${index}`);
    store().put(bucketName, "wide.csv", `${names.join(",")}\n`);
    const { columns } = await discoverColumns();
    expect(columns).toEqual(names);
  });

  test("looks into compressed files", async () => {
    store().put(bucketName, "a.csv.gz", gzipSync("id,name\n1,x\n"));
    const { columns } = await discoverColumns({ search_pattern: "a\\.csv\\.gz" });
    expect(columns).toEqual(["id", "name"]);
  });

  test("looks into a hundred files of an archive, spread over it, whatever stands between them", async () => {
    const names = Array.from({ length: 1000 }, (_, index) => `${index}.${index % 2 === 0 ? "csv" : "log"}`);
    const archive = zipOf(names.map((name, index) => ({ name, text: Buffer.from(`id,c${index}\n1,x\n`) })));
    store().put(bucketName, "a.zip", archive);
    const { columns } = await discoverColumns({ search_pattern: "a\\.zip" });
    const numbers = (columns ?? []).slice(1).map((column) => Number(column.slice(1)));
    expect(numbers).toHaveLength(100);
    expect(numbers.slice(0, 3)).toEqual([0, 10, 20]);
    expect(numbers.at(-1)).toBe(990);
  });

  test("infers types from a sample, keeps zero-padded numbers text, and lets the config decide", async () => {
    store().put(
      bucketName,
      "a.csv",
      "n,f,z,b,d,t,s,m\n1,1.5,007,true,2020-01-01,2020-01-01T10:00:00Z,x,1\n,2,008,false,,,1,2\n",
    );
    const { catalog } = await discoverColumns({ schema_inference: "sample", columns: { m: "decimal" } });
    expect(catalog?.streams[0]?.schema.properties).toMatchObject({
      n: { type: ["null", "integer"] },
      f: { type: ["null", "number"] },
      z: { type: ["null", "string"] },
      b: { type: ["null", "boolean"] },
      d: { type: ["null", "string"], format: "date" },
      t: { type: ["null", "string"], format: "date-time" },
      s: { type: ["null", "string"] },
      m: { type: ["null", "string"], format: "x-singer.decimal" },
    });
  });

  test.each([
    ["no header row", { header: false }, "1,2\n", ["column_1", "column_2"]],
    ["names from the config", { header: ["x", "y"] }, "1,2\n", ["x", "y"]],
    ["lines above the header", { skip_lines: 2 }, 'report "x\n\nid,name\n', ["id", "name"]],
    ["a byte order mark", {}, "\uFEFFid,name\n", ["id", "name"]],
    ["another delimiter", { delimiter: "tab" }, "id\tname\n", ["id", "name"]],
    ["a blank line above", {}, "\r\n\r\nid,name\r\n", ["id", "name"]],
    ["names that objects have of their own", {}, "__proto__,constructor\n", ["__proto__", "constructor"]],
    ["a name twice", {}, "id,id\n", ["id"]],
    ["a reserved name", {}, "id,_sdc_source_file\n", ["id"]],
    ["a name with a line break", {}, '"a\nb",c\n', ["a\nb", "c"]],
  ])("understands a file with %s", async (_name, settings, content, names) => {
    store().put(bucketName, "a.csv", content);
    const { columns, code } = await discoverColumns(settings);
    expect(code).toBe(0);
    expect(columns).toEqual(names);
  });

  test.each([
    ["key_properties", /"t" has the column "nope" that key_properties names; the columns are "id"/],
    ["date_overrides", /"t" has the column "nope" that date_overrides names/],
  ])("says when %s names a column that no file has, and prints nothing", async (setting, says) => {
    store().put(bucketName, "a.csv", "id\n1\n");
    const { code, stdout, log } = await discoverColumns({ [setting]: ["nope"] });
    expect(code).toBe(4);
    expect(stdout).toBe("");
    expect(log.map(({ msg }) => msg)).toEqual([expect.stringMatching(says)]);
  });
});

describe("Files without records", () => {
  test.each([
    ["an empty file", ""],
    ["only a header", "id,name\n"],
    ["only a byte order mark", "\uFEFF"],
    ["only blank lines", "\n\r\n\n"],
  ])("%s makes a SCHEMA, no RECORD, and is not read again", async (_name, content) => {
    store().put(bucketName, "a.csv", content);
    const config = configFor(store());
    const first = await runTap({ config });
    expect(first.code).toBe(0);
    expect(first.messages.map(({ type }) => type)).toEqual(["STATE", "SCHEMA", "STATE"]);
    store().resetRequests();
    const second = await runTap({ config, catalog: (await discover({ config })).catalog ?? {}, state: first.state });
    expect(second.code).toBe(0);
    expect(second.records).toEqual([]);
  });
});

describe("Discovery of several tables", () => {
  test("tells of them in the order of the config, although they are looked at side by side", async () => {
    const names = Array.from({ length: 12 }, (_, index) => `t${index}`);
    for (const [index, name] of names.entries()) {
      // The first have the most to be looked at, and would be told last.
      for (let file = index; file < 12; file++) store().put(bucketName, `${name}/${file}.csv`, "id\n1\n");
      store().put(bucketName, `${name}/odd.csv`, "id,more\n1,2\n", at(1));
    }
    const tables = names.map((name) => ({ table_name: name, search_pattern: `^${name}/` }));
    const { catalog, log } = await discover({ config: configFor(store(), { tables }) });
    expect(catalog?.streams.map(({ tap_stream_id: id }) => id)).toEqual(names);
    const odd = log.flatMap(({ msg }) => /"(t\d+)\/odd\.csv" differs/.exec(msg)?.[1] ?? []);
    expect(odd).toEqual(names.slice(0, 11));
  });

  test("goes on behind one that fails", async () => {
    store().put(bucketName, "b.csv", "id\n1\n");
    const tables = ["a", "b", "c"].map((name) => ({ table_name: name, search_pattern: `^${name}` }));
    const { code, catalog, log } = await discover({ config: configFor(store(), { tables }) });
    expect(log.filter(({ level }) => level === "error").map((entry) => entry["table"])).toEqual(["a", "c"]);
    expect(catalog).toBeNull();
    expect(code).toBe(4);
  });
});

describe("Discovery says once", () => {
  test("that files are archived, with their number", async () => {
    store().put(bucketName, "a.csv", "id\n1\n");
    for (let day = 1; day < 10; day++) {
      store().put(bucketName, `old${day}.csv`, "id\n1\n", { ...at(day), storageClass: "GLACIER" });
    }
    const { log } = await discoverColumns();
    const warnings = log.filter(({ level }) => level === "warn");
    expect(warnings).toMatchObject([{ count: 9, msg: expect.stringMatching(/archived.*with 8 more files/) }]);
  });

  test("that files have no header, instead of what each lacks", async () => {
    for (const day of [1, 2, 3, 4]) store().put(bucketName, `${day}.csv`, `${day}1,x${day}\n${day}2,y\n`, at(day));
    const { log } = await discoverColumns();
    const warnings = log.filter(({ msg }) => /header/.test(msg));
    expect(warnings.map(({ msg }) => msg)).toEqual([
      expect.stringMatching(/^Each of 4 files of table "t" has a header of its own: .*set "header" to false/),
    ]);
  });
});
