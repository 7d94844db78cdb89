import { describe, expect, test } from "vitest";
import { bucketName, configFor, useStore } from "../support/bucket.ts";
import { oddKeys } from "../support/odd-keys.ts";
import { proposeFor, type Proposed } from "../support/proposed.ts";
import { spawnTap } from "../support/run-tap.ts";
import { zipOf } from "../support/zip-writer.ts";

const store = useStore();

/** Puts a file with two rows of these columns. */
function put(key: string, columns = "id,x"): void {
  const row = (number: number): string => columns.replaceAll(/[^,]+/g, String(number));
  store().put(bucketName, key, `${columns}\n${row(1)}\n${row(2)}\n`);
}

/** The names of the tables that read a key. */
function readersOf(key: string, { tables }: Proposed): readonly string[] {
  return tables
    .filter(({ search_pattern: search, exclude_pattern: exclude }) => {
      return new RegExp(search).test(key) && (exclude === undefined || !new RegExp(exclude).test(key));
    })
    .map(({ table_name: name }) => name);
}

async function expectClean({ tables }: Proposed): Promise<void> {
  const { code, stdout } = await spawnTap({ config: configFor(store(), { tables }), args: ["--check"] });
  expect({ code, warnings: stdout.match(/^ {2}(?:warning|PROBLEM).*$/gm) }).toEqual({ code: 0, warnings: null });
}

describe("--propose", { timeout: 120_000 }, () => {
  test("leaves keys that two patterns match to the narrower one", async () => {
    for (const name of ["acme", "globex", "initech", "hooli"]) put(`customers/${name}/items.csv`, "sku,price");
    put("customers/internal/items.csv", "employee,salary,since,grade");
    const proposed = await proposeFor(store());
    expect(proposed.tables).toHaveLength(2);
    for (const name of ["acme", "hooli", "internal"])
      expect(readersOf(`customers/${name}/items.csv`, proposed)).toHaveLength(1);
    expect(readersOf("customers/a-new-one/items.csv", proposed)).toEqual(
      readersOf("customers/acme/items.csv", proposed),
    );
    await expectClean(proposed);
  });

  test.each([
    ["in/orders_2026-01-01.csv", "in/orders_2026-01-02.csv"],
    ["in/orders/0000_part_00", "in/orders/0001_part_00"],
    ["in/orders/3f2a91bc.csv", "in/orders/77e0a2cd.csv"],
    ["tenants/acme/orders.csv", "tenants/globex/orders.csv", "tenants/hooli/orders.csv"],
  ])("writes patterns that no file besides will match: %s", async (...keys) => {
    for (const [index, key] of keys.entries()) store().put(bucketName, key, `id,x\n${index},2\n${index + 10},3\n`);
    const proposed = await proposeFor(store());
    expect(proposed.tables).toHaveLength(1);
    for (const key of keys) {
      const [folder, name] = [key.slice(0, key.lastIndexOf("/") + 1), key.slice(key.lastIndexOf("/") + 1)];
      const noise = ["_SUCCESS", `.${name}.swp`, `${name}.tmp`, `${name}.bak`, `_${name}`, `${name}~`, `copy/${name}`];
      for (const other of noise) expect(readersOf(folder + other, proposed), other).toEqual([]);
      expect(readersOf(`old/${key}`, proposed)).toEqual([]);
    }
  });

  test("takes the next file of a table of one file, where its name has a date", async () => {
    put("in/orders_2026-01-01.csv");
    put("ref/countries.csv", "code,name");
    const proposed = await proposeFor(store());
    expect(readersOf("in/orders_2026-01-02.csv", proposed)).toEqual(["orders"]);
    expect(readersOf("ref/countries.csv", proposed)).toEqual(["countries"]);
    await expectClean(proposed);
  });

  test("gives names that differ also where targets see no difference", async () => {
    const keys = ["a/Caf\u00e9.csv", "b/Cafe.csv", "c/caf\u00e9!.csv", "d/CAFE.csv"];
    for (const [index, key] of keys.entries()) put(key, `k${index},v${index},w${index}`);
    put("e/Big Orders.csv", "n,m");
    const config = configFor(store(), { tables: [{ table_name: "Big_Orders", search_pattern: "^old/" }] });
    const { stdout } = await spawnTap({ config, args: ["--propose"] });
    const names: readonly string[] = JSON.parse(stdout).tables.map((one: { table_name: string }) => one.table_name);
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(6);
    expect(names.slice(1).filter((name) => !/^[a-z][a-z0-9_]*$/.test(name))).toEqual([]);
  });

  test("gives names that every target takes to files of other names", async () => {
    const names = ["order", "Group", "user", "select", "CON", "2024", "\u8ca9\u58f2"];
    for (const [index, name] of names.entries()) put(`${name}.csv`, `k${index},v${index},w${index}`);
    const { tables } = await proposeFor(store());
    expect(tables).toHaveLength(names.length);
    for (const { table_name: name } of tables) {
      expect(name).toMatch(/^[a-z][a-z0-9_]*$/);
      expect(["order", "group", "user", "select", "con"]).not.toContain(name);
    }
  });

  test("gives names of at most 63 characters, and unlike each other", async () => {
    const long = "quarterly_consolidated_intercompany_receivables_by_cost_center_and_region";
    for (const [index, end] of ["plan", "actual", "forecast"].entries())
      put(`erp/${long}_${end}.csv`, `a${index},b${index},c${index}`);
    const { tables } = await proposeFor(store());
    const names = tables.map(({ table_name: name }) => name);
    expect(new Set(names).size).toBe(3);
    expect(Math.max(...names.map(({ length }) => length))).toBeLessThanOrEqual(63);
  });

  test("reads each key in exactly one table, whatever characters it has", async () => {
    const keys = oddKeys.filter((key) => key.endsWith(".csv"));
    for (const [index, key] of keys.entries()) put(key, `k${index},v${index},w${index}`);
    for (const key of ["a (1)+[x]{y}^$|\\d.csv", "a.b*c?.csv"]) put(key, `${key.length}a,${key.length}b`);
    const proposed = await proposeFor(store());
    for (const key of [...keys, "a (1)+[x]{y}^$|\\d.csv", "a.b*c?.csv"])
      expect({ key, readers: readersOf(key, proposed).length }).toEqual({ key, readers: 1 });
    await expectClean(proposed);
  });

  test("keeps copies at another stage apart, which would be sent twice", async () => {
    for (const stage of ["raw", "clean", "archive", "backup"])
      for (const table of ["orders", "customers"]) put(`lake/${stage}/${table}/2026-01-01.csv`);
    for (const stage of ["dev", "prod", "test"]) put(`env/${stage}/events.csv`);
    const proposed = await proposeFor(store());
    expect(proposed.tables).toHaveLength(11);
  });

  test("makes one table of results of all sorts of queries, and says so", async () => {
    for (const [index, columns] of ["a,b", "c,d,e", "f,g", "h,i,j"].entries())
      put(`results/0000000${index}-1111-4111-8111-111111111111.csv`, columns);
    const { tables, said } = await proposeFor(store());
    expect(tables).toHaveLength(1);
    expect(said.join("\n")).toContain("kinds of headers");
  });

  test("reads a table together whose files have got more columns and another packing", async () => {
    put("x/orders_2024.csv", "id,a,b");
    store().put(
      bucketName,
      "x/orders_2025.csv.zip",
      zipOf([{ name: "orders.csv", text: Buffer.from("id,a,b,c\n1,2,3,4\n") }]),
    );
    const { tables, said } = await proposeFor(store());
    expect(tables).toHaveLength(1);
    expect(said.join("\n")).toContain("warning: 2 kinds of headers in 2 files");
  });
});
