import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { DEFAULT_USER } from "../../local-aws/store/identities.ts";
import { startStore, type Store } from "../../local-aws/store/store.ts";
import { bucketName, configFor, useStore } from "../support/bucket.ts";
import { discover, runTap } from "../support/run-tap.ts";
import { shopPolicy } from "../support/shop-policy.ts";

const store = useStore();
const tableCount = 30;

/** Tables whose files lie under one prefix, each with a column of its own. */
const tables = (settings: object = {}): readonly object[] =>
  Array.from({ length: tableCount }, (_, index) => ({
    table_name: `t${index}`,
    search_prefix: "in/",
    search_pattern: `t${index}-.*csv$`,
    ...settings,
  }));

function putFiles(perTable: number): void {
  for (let index = 0; index < tableCount; index++) {
    for (let file = 0; file < perTable; file++) {
      store().put(bucketName, `in/t${index}-${file}.csv`, `id,column_${index}\n1,x\n`);
    }
  }
}

function requestsFor(operation: string): number {
  return store().requests.filter((request) => request.operation === operation).length;
}

function configOf(all: readonly object[]): object {
  return { ...configFor(store()), tables: all };
}

async function columnsFound(all: readonly object[]): Promise<Record<string, boolean>> {
  const { catalog } = await discover({ config: configOf(all) });
  return Object.fromEntries(
    (catalog?.streams ?? []).map(({ tap_stream_id: id, schema }) => [id, `column_${id.slice(1)}` in schema.properties]),
  );
}

const allFound = Object.fromEntries(Array.from({ length: tableCount }, (_, index) => [`t${index}`, true]));

describe("Tables under one prefix", () => {
  test.each(["headers", "sample", "compatible"])(
    "cost a discovery with schema_inference %s the listing of one",
    async (schema_inference) => {
      putFiles(2);
      expect(await columnsFound(tables({ schema_inference }))).toEqual(allFound);
      expect(requestsFor("ListObjectsV2")).toBe(1);
    },
  );

  test("cost a sync the listing of one, and one question for uploads", async () => {
    putFiles(1);
    const { catalog } = await discover({ config: configOf(tables()) });
    store().resetRequests();
    const { records } = await runTap({ config: configOf(tables()), catalog: catalog ?? {} });
    expect(records).toHaveLength(tableCount);
    expect(requestsFor("ListObjectsV2")).toBe(1);
    expect(requestsFor("ListMultipartUploads")).toBe(1);
  });
});

test("2,000 tables under one prefix, of which few have files, are listed once for a run that discovers and reads them", async () => {
  const names = Array.from({ length: 2000 }, (_, index) => `t${index}`);
  const filled = names.filter((_, index) => index % 200 === 0);
  for (const name of filled) store().put(bucketName, `in/${name}.csv`, `id\n${name}\n`);
  for (let index = 0; index < 1500; index++) store().put(bucketName, `in/other-${index}`, "");
  const all = names.map((name) => ({
    table_name: name,
    search_prefix: "in/",
    search_pattern: `(^|/)${name}\\.csv$`,
  }));
  const { records } = await runTap({ config: { ...configOf(all), on_no_files: "warn" }, timeout: 120_000 });
  expect(records.map(({ id }) => id)).toEqual(filled);
  // Two pages, as many as for one table.
  expect(requestsFor("ListObjectsV2")).toBe(2);
  expect(requestsFor("ListMultipartUploads")).toBe(1);
}, 120_000);

test("as many tables under one prefix as a page holds keys, and more, with a file each, cost a discovery and a sync the listing of one", async () => {
  const count = Number(process.env["TABLES"] ?? 210);
  const pageSize = 200;
  const usual = store().behaviour.maxKeys;
  store().behaviour.maxKeys = pageSize;
  onTestFinished(() => {
    store().behaviour.maxKeys = usual;
  });
  const pages = Math.ceil(count / pageSize);
  const names = Array.from({ length: count }, (_, index) => `t${index}`);
  for (const name of names) store().put(bucketName, `in/${name}.csv`, `id\n${name}\n`);
  const tablesOf = (some: readonly string[]): readonly object[] =>
    some.map((name) => ({ table_name: name, search_prefix: "in/", search_pattern: `(^|/)${name}\\.csv$` }));
  const costs: (readonly number[])[] = [];
  for (const some of [names.slice(0, 1), names]) {
    store().resetRequests();
    const { catalog } = await discover({ config: configOf(tablesOf(some)), timeout: 240_000 });
    const discovery = requestsFor("ListObjectsV2");
    store().resetRequests();
    const { records } = await runTap({ config: configOf(tablesOf(some)), catalog: catalog ?? {}, timeout: 240_000 });
    expect(records.map(({ id }) => id)).toEqual(some);
    costs.push([discovery, requestsFor("ListObjectsV2"), requestsFor("ListMultipartUploads")]);
  }
  expect(costs).toEqual([
    [pages, pages, 1],
    [pages, pages, 1],
  ]);
}, 500_000);

test("a run that discovers and reads waits for an upload that was under way before its listing", async () => {
  const lastModified = new Date(Date.now() - 3_600_000);
  const upload = store().startUpload(bucketName, "in/slow.csv", { initiated: new Date(Date.now() - 7_200_000) });
  store().put(bucketName, "in/a.csv", "id\na\n", { lastModified });
  const config = { ...configOf([{ table_name: "t", search_prefix: "in/", search_pattern: "csv$" }]), lookback: "0s" };
  const first = await runTap({ config });
  expect(first.records).toMatchObject([{ id: "a" }]);
  expect(Object(first.state.bookmarks["t"])._files.seen).toHaveLength(1);
  expect(requestsFor("ListObjectsV2")).toBe(1);
  upload.complete("id\nslow\n");
  expect((await runTap({ config, state: first.state })).records).toMatchObject([{ id: "slow" }]);
});

function compatible(table_name: string, search_pattern: string): object {
  return { table_name, search_prefix: "in/", search_pattern, schema_inference: "compatible" };
}

describe('Discovery with schema_inference "compatible"', () => {
  test("looks at no more pages than its tables need, and takes each table's files in the order of their keys", async () => {
    for (let index = 0; index < 3000; index++)
      store().put(bucketName, `in/${String(index).padStart(4, "0")}.csv`, "id\n1\n");
    for (let index = 0; index < 6; index++) store().put(bucketName, `in/0000-${index}.csv`, `id,c${index}\n1,x\n`);
    const { catalog } = await discover({
      config: configOf([compatible("few", "-.*csv$"), compatible("all", "\\d.csv$")]),
    });
    const columns = Object.keys(catalog?.streams[0]?.schema.properties ?? {}).filter((name) => /^c\d/.test(name));
    expect(columns).toEqual(["c0", "c1", "c2", "c3", "c4"]);
    // One page is looked at, and the next asked for meanwhile.
    expect(requestsFor("ListObjectsV2")).toBe(2);
  });

  test("finds the files of a table that come behind those kept for it while another was looked at", async () => {
    for (let index = 0; index < 1500; index++) {
      const name = `in/${String(index).padStart(4, "0")}`;
      if (index < 150) store().put(bucketName, `${name}.parquet`, "this is no Parquet");
      else store().put(bucketName, `${name}.csv`, "id,late\n1,x\n");
    }
    store().put(bucketName, "in/z.csv", "id,z\n1,x\n");
    const { catalog } = await discover({
      config: configOf([compatible("last", "z.csv$"), compatible("rest", "\\d.(csv|parquet)$")]),
    });
    expect(catalog?.streams.map(({ schema }) => Object.keys(schema.properties).slice(0, 2))).toEqual([
      ["id", "z"],
      ["id", "late"],
    ]);
  });
});

describe("A policy that refuses the listing of the whole", () => {
  let guarded: Store;
  beforeAll(async () => {
    guarded = await startStore({ users: [{ ...DEFAULT_USER, policy: shopPolicy("StringLike", "shop/*") }] });
    guarded.createBucket("lake");
    guarded.put("lake", "shop/orders.csv", "id\n1\n");
  });
  afterAll(async () => guarded.close());

  test.each([
    ["behind", ["all", "orders"]],
    ["before", ["orders", "all"]],
  ])("leaves a table its own part, also %s the table that wants the whole", async (_, names) => {
    const config = {
      ...configFor(guarded),
      bucket: "lake",
      tables: names.map((name) => ({
        table_name: name,
        search_prefix: name === "all" ? "" : "shop/",
        search_pattern: "csv$",
      })),
    };
    const { records, log } = await runTap({ config });
    expect(records).toMatchObject([{ id: "1" }]);
    const failures = log.filter(({ level }) => level === "error");
    expect(failures.map((line) => line["table"])).toEqual(["all"]);
  });
});
