import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { bucketName, configFor, table, useStore } from "../support/bucket.ts";
import { formatStyles } from "../support/format-styles.ts";
import { makeBucket } from "../support/lake-styles.ts";
import { oddStyles } from "../support/odd-styles.ts";
import { peopleStyles } from "../support/people-styles.ts";
import { programStyles } from "../support/program-styles.ts";
import { randomLayouts } from "../support/random-layouts.ts";
import { expectFound, proposeFor } from "../support/proposed.ts";
import { spawnTap } from "../support/run-tap.ts";
import { commonStyles } from "../support/common-styles.ts";

const store = useStore();

function put(key: string, body: string | Buffer): void {
  store().put(bucketName, key, body);
}

describe("--propose finds the tables of a bucket, and", { timeout: 180_000 }, () => {
  test("prints a config that needs no other word", async () => {
    for (const day of ["01", "02", "03"]) {
      put(
        `exports/erp/orders/orders_2026-01-${day}.csv`,
        `order_id,total,ordered_at\n${day}1,5,2026-01-${day}\n${day}2,6,2026-01-${day}\n`,
      );
      put(`finance/Ledger 2026-${day}.csv`, Buffer.from(`konto;text\n${day};K\u00f6ln\n8;M\u00fcnchen\n`, "latin1"));
      put(`iot/sensor_c/${Number(day)}.tsv`, "7\t2.5\n8\t3.5\n9\t4.5\n");
    }
    put("exports/_SUCCESS", "");
    put("exports/notes.xlsx", "x");
    const { code, stdout, said } = await proposeFor(store());
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      bucket: bucketName,
      tables: [
        {
          table_name: "orders",
          search_prefix: "exports/erp/orders/orders_",
          search_pattern: String.raw`^exports/erp/orders/orders_\d{4}-\d{2}-\d{2}\.csv$`,
          date_overrides: ["ordered_at"],
          key_properties: ["order_id"],
        },
        {
          table_name: "ledger",
          search_prefix: "finance/Ledger ",
          search_pattern: String.raw`^finance/Ledger \d{4}-\d{2}\.csv$`,
          encoding: "windows-1252",
          delimiter: ";",
        },
        {
          table_name: "sensor_c",
          search_prefix: "iot/sensor_c/",
          search_pattern: String.raw`^iot/sensor_c/\d+\.tsv$`,
          header: false,
        },
      ],
    });
    expect(said).toEqual([
      "11 objects, 9 readable, 2 skipped (.xlsx, _SUCCESS)",
      expect.stringMatching(
        /^orders +3 files {2}exports\/erp\/orders\/orders_<date>\.csv +3 columns {3}key order_id {3}dates ordered_at$/,
      ),
      expect.stringMatching(/^ledger +3 files {2}finance\/Ledger <year-month>\.csv +2 columns {3}; {3}windows-1252$/),
      expect.stringMatching(/^sensor_c +3 files {2}iot\/sensor_c\/<n>\.tsv +2 columns, no header$/),
    ]);
  });

  test("prints the same bytes each time", async () => {
    for (const { key, body } of makeBucket(5, 6, commonStyles).files) put(key, body);
    const [first, second] = [await proposeFor(store()), await proposeFor(store())];
    expect(second).toEqual(first);
  });

  test.each([
    ["as most are written", commonStyles],
    ["of odd names", oddStyles],
    ["of other formats than plain CSV", formatStyles],
    ["that programs write", programStyles],
    ["that people have besides", peopleStyles],
  ])("finds those %s, each style once, and a sync delivers every row", async (_, styles) => {
    await expectFound(store(), makeBucket(11, styles.length, styles));
  });

  test("finds those of a bucket in layouts that were made up", async () => {
    await expectFound(store(), makeBucket(12, 12, randomLayouts(12, 4)));
  });

  test("looks only below --prefix", async () => {
    put("a/orders.csv", "id,x\n1,2\n");
    put("b/customers.csv", "id,y\n1,2\n");
    const { tables } = await proposeFor(store(), ["--prefix", "b/"]);
    expect(tables).toMatchObject([{ table_name: "customers" }]);
  });

  test("keeps the tables of a config, what it says besides, and their keys", async () => {
    put("in/orders_1.csv", "id,x\n1,2\n");
    put("in/customers_1.csv", "id,y\n1,2\n");
    const config = configFor(store(), { lookback: "7d", ...table({ search_pattern: "orders" }) });
    const { code, stdout } = await spawnTap({ config, args: ["--propose"] });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      lookback: "7d",
      aws_endpoint_url: store().url,
      tables: [{ table_name: "t", search_pattern: "orders" }, { table_name: "customers" }],
    });
  });

  test("proposes a key that is unique in all files, and says where another is not", async () => {
    put("a/orders_1.csv", "order_id,x\n1,2\n2,3\n");
    put("a/orders_2.csv", "order_id,x\n2,2\n3,3\n");
    put("b/customers_1.csv", "name,customer_id\nx,1\ny,2\n");
    const { tables, said } = await proposeFor(store());
    expect(tables.map(({ key_properties: key }) => key)).toEqual([undefined, ["customer_id"]]);
    expect(said).toContain(
      '    no key: "order_id" is named like one, but record 1 of "a/orders_2.csv" has the value of record 2 of "a/orders_1.csv"',
    );
  });

  test("writes down how dates are written only where a day above 12 proves it", async () => {
    put("a/proven.csv", "n,on,at\n1,25/01/2026,01/02/2026\n2,03/02/2026,02/02/2026\n");
    const [found] = (await proposeFor(store())).tables;
    expect(found).toMatchObject({ date_overrides: ["on"], date_format: "DD/MM/YYYY" });
  });

  test("finds markers of nothing, and numbers with a comma", async () => {
    put("a/prices.csv", "name;price;stock\na;1,5;NULL\nb;2,25;7\nc;3,75;8\n");
    const [found] = (await proposeFor(store())).tables;
    expect(found).toMatchObject({ delimiter: ";", null_values: ["NULL"], decimal: "," });
  });

  test("finds what stands between groups of digits, and markers of nothing among such numbers", async () => {
    put("a/balances.csv", "name;balance\na;1.234,56\nb;-\nc;99,00\n");
    put("b/payouts.csv", 'name,payout\na,"1,234.56"\nb,9.00\n');
    put("c/visits.csv", 'name,visits\na,"1,234"\nb,"5,678"\n');
    const { tables } = await proposeFor(store());
    expect(tables.map(({ decimal, thousands, null_values: nulls }) => [decimal, thousands, nulls])).toEqual([
      [",", ".", ["-"]],
      [undefined, ",", undefined],
      [undefined, undefined, undefined],
    ]);
  });

  test("parts files of one shape whose headers have nothing in common", async () => {
    for (const day of ["01", "02"]) {
      put(`api/v1/2026-01-${day}.csv`, "order_id,total\n1,2\n");
      put(`api/v2/2026-01-${day}.csv`, "sku,height,width\na,2,3\n");
    }
    const { tables } = await proposeFor(store());
    expect(tables.map(({ search_pattern: pattern }) => pattern)).toEqual([
      String.raw`^api/v1/\d{4}-\d{2}-\d{2}\.csv$`,
      String.raw`^api/v2/\d{4}-\d{2}-\d{2}\.csv$`,
    ]);
  });

  test("reads packed files and plain ones of one table together, and other formats apart", async () => {
    put("x/orders_1.csv", "id,x\n1,2\n");
    put("x/orders_2.csv.gz", gzipSync("id,x\n3,4\n"));
    put("x/orders_3.jsonl", '{"id":5,"y":6}\n');
    const { tables } = await proposeFor(store());
    expect(tables.map(({ search_pattern: pattern }) => pattern)).toEqual([
      String.raw`^x/orders_\d+(?:\.csv|\.csv\.gz)$`,
      String.raw`^x/orders_\d+\.jsonl$`,
    ]);
  });

  test("reads files of one table together, however their dates, versions and copies are written", async () => {
    const days = ["2026-01-01", "20260102", "03.01.2026", "4 Jan 2026", "2026_01_05", "2026-W02"];
    const copies = ["", " (1)", "_v2", "_v2 (1)", " - Copy", "_final"];
    for (const [index, day] of days.entries()) put(`in/sales_${day}.csv`, `sale_id,amount\n${index},2\n`);
    for (const [index, copy] of copies.entries()) put(`in/stock${copy}.csv`, `sku,height\n${index},2\n`);
    for (const [index, name] of ["orders", "Orders", "ORDERS"].entries())
      put(`in/${name}_2026-01-0${index + 1}.csv`, `order_id,x\n${index},2\n`);
    const { tables, said } = await proposeFor(store());
    expect(tables.map(({ table_name: name }) => name).sort()).toEqual(["orders", "sales", "stock"]);
    expect(
      said.filter((line) => line.endsWith("are one table: they have the same columns, and their names the same words")),
    ).toHaveLength(3);
  });

  test("keeps apart what another word tells apart, whatever the columns", async () => {
    for (const name of ["orders", "orders_backup", "orders_deleted"]) put(`in/${name}.csv`, "order_id,x\n1,2\n");
    expect((await proposeFor(store())).tables).toHaveLength(3);
  });

  test("finds by content what files are whose names do not tell, and says what it takes for no table", async () => {
    const lines = (day: number): string => `{"id":${day},"x":1}\n{"id":${day + 10},"x":2}\n`;
    for (const day of [1, 2]) {
      put(`clicks/2026/01/0${day}/clicks-1-2026-01-0${day}-03-05-11.gz`, gzipSync(lines(day)));
      put(`views/2026/01/0${day}/views-1-2026-01-0${day}-03-05-11`, lines(day));
      put(`carts/2026-01-0${day}.json`, lines(day));
      put(`items/000${day}_part_00`, "1|red\n2|blue\n3|green\n");
    }
    put("settings.json", '{\n  "a": 1\n}\n');
    put("LICENSE", "Do with it, what you like.\n\nBut ask.\n");
    const { tables, said } = await proposeFor(store());
    expect(
      tables.map(({ table_name: name, format, delimiter }) => `${name} ${String(format)} ${String(delimiter)}`).sort(),
    ).toEqual(["carts jsonl undefined", "clicks jsonl undefined", "items csv |", "views jsonl undefined"]);
    expect(said[0]).toBe("10 objects, 2 readable, 8 with an unrecognised file extension");
    expect(said.filter((line) => line.startsWith("In no table"))).toEqual([
      expect.stringMatching(/^In no table: LICENSE \(1 file\): /),
      expect.stringMatching(/^In no table: settings\.json \(1 file\): /),
    ]);
    const checked = await spawnTap({ config: configFor(store(), { tables }), args: ["--check"] });
    expect(checked.stdout).toContain("A sync would work.");
  });

  test("writes a prefix that begins with a slash so that it is found", async () => {
    put("//in/x.csv", "id,x\n1,2\n");
    const { tables } = await proposeFor(store());
    expect(tables).toMatchObject([{ search_prefix: "///in/" }]);
    expect((await spawnTap({ config: configFor(store(), { tables }), args: ["--check"] })).code).toBe(0);
  });

  test("names what it can make no table of", async () => {
    put("orders.csv", "id,x\n1,2\n");
    put("broken.csv.gz", gzipSync("id,x\n1,2\n").fill(0xff, 10));
    put("README.txt", "Ask Jane.\n");
    const { said } = await proposeFor(store());
    expect(said.filter((line) => line.startsWith("In no table"))).toEqual([
      "In no table: README.txt (1 file): it reads like a text and not like a table",
      expect.stringMatching(/^In no table: broken\.csv\.gz \(1 file\): Cannot read "broken\.csv\.gz": /),
    ]);
  });

  test("ends with 4 where there is nothing to be read", async () => {
    put("a.xlsx", "x");
    const { code, stdout, said } = await proposeFor(store());
    expect({ code, stdout }).toEqual({ code: 4, stdout: "" });
    expect(said.join("\n")).toContain(`No new table was found in the bucket \\"${bucketName}\\"`);
  });

  test.each([
    [["--propose"], "No bucket is given: name it with --bucket NAME, or a config that does with --config FILE"],
    [["--bucket", "x", "--check"], "The flag --bucket only goes with --propose; add that, or leave it out"],
  ])("refuses %j", async (args, message) => {
    const { code, stderr } = await spawnTap({ args });
    expect(code).toBe(2);
    expect(JSON.parse(stderr)).toMatchObject({ msg: message });
  });
});
