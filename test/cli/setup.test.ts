import { writeFile } from "node:fs/promises";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { bucketName, useStore } from "../support/bucket.ts";
import { parseLog, runTap, spawnTap } from "../support/run-tap.ts";
import { type SetupPage, startSetup, storeEnvironment } from "../support/setup-page.ts";

const store = useStore();

let page: SetupPage | undefined;
const open = async (input: Omit<Parameters<typeof startSetup>[0], "store"> = {}): Promise<SetupPage> => {
  page = await startSetup({ store: store(), ...input });
  return page;
};
afterEach(async () => {
  await page?.end();
  page = undefined;
});

const put = (key: string, body: string): void => void store().put(bucketName, key, body);
const orders = "id,day,note\n1,2026-01-02,a\n2,2026-01-03,b\n";
const config = (settings: object = {}): Record<string, string> => ({
  "config.json": JSON.stringify({
    bucket: bucketName,
    tables: [{ table_name: "orders", search_pattern: "orders.*\\.csv$" }],
    ...settings,
  }),
});

describe("--setup in an empty folder", () => {
  test("makes a config and a catalog of what is chosen, and a sync reads by them", async () => {
    put("shop/orders-2026-01-01.csv", orders);
    put("shop/orders-2026-01-02.csv", orders);
    put("crm/customers/dt=2026-01-01/part-0.csv", "id;name\n1;x\n2;y\n3;z\n4;v\n");
    const setup = await open();
    expect((await setup.get("")).body).toContain("<title>Set up config.json");
    const keys = await setup.list({ bucket: bucketName });
    const key = (name: string): string => new RegExp(`files like ${name}"[^>]*key&quot;:(\\d+)`).exec(keys)?.[1] ?? "";
    await setup.post("tables", { key: key("orders-2026-01-01.csv") });
    expect((await setup.get("tables/t0/look")).body).toContain("2 objects match");
    await setup.post("tables/t0/columns", { column: "id", use: "key", on: "on" });
    await setup.post("tables/t0/columns", { column: "day", use: "date", on: "on" });
    await setup.post("tables/t0/columns", { column: "note", use: "track" });
    await setup.post("tables", { key: key("part-0.csv") });
    const look = (await setup.get("tables/t1/look")).body;
    const [, apply = ""] = /hx-post="(tables\/t1\/findings\/\d+)" aria-label="Apply &quot;delimiter/.exec(look) ?? [];
    expect((await setup.post(apply)).body).toContain('value=";"');
    await setup.post("start-date", { start_date: "2020-01-31" });
    const saved = (await setup.post("save", { catalog: "on" })).body;
    expect(saved).toContain("Saved 2 tables in config.json.");
    expect(saved).toContain("tap-s3-csv --config config.json --catalog catalog.json | target-jsonl");
    expect(JSON.parse(await setup.read("config.json"))).toEqual({
      bucket: bucketName,
      start_date: "2020-01-31",
      tables: [
        {
          table_name: "orders",
          search_pattern: "^shop/orders-\\d{4}-\\d{2}-\\d{2}\\.csv$",
          search_prefix: "shop/",
          key_properties: ["id"],
          date_overrides: ["day"],
        },
        {
          table_name: "customers",
          search_pattern: "^crm/customers/dt=[^/]+/part-\\d+\\.csv$",
          search_prefix: "crm/customers/",
          delimiter: ";",
        },
      ],
    });
    const args = ["--config", "config.json", "--catalog", "catalog.json"];
    const { records, code } = await runTap({ args, cwd: setup.folder, env: storeEnvironment(store()) });
    expect(code).toBe(0);
    expect(records).toHaveLength(8);
    expect(records.find(({ day }) => day !== undefined)).toMatchObject({ id: "1", day: "2026-01-02T00:00:00.000000Z" });
    expect(records.filter(({ note }) => note !== undefined)).toEqual([]);
    expect(records.filter(({ name }) => name === "x")).toHaveLength(1);
  });

  test("proposes the tables of a bucket, and what is saved of them syncs", async () => {
    for (const day of ["01", "02", "03"]) put(`shop/orders-2026-01-${day}.csv`, `id,note\n${day}1,a\n${day}2,b\n`);
    put("crm/customers.csv", "customer_id;name\n1;x\n2;y\n3;z\n4;v\n");
    const setup = await open();
    await setup.list({ bucket: bucketName });
    const proposed = (await setup.post("propose")).body;
    expect(proposed).toContain("Added 2 tables");
    expect(proposed).not.toContain("no table 1");
    expect((await setup.post("propose")).body).toContain("No new table was found");
    expect((await setup.post("save")).body).toContain("Saved 2 tables");
    const args = ["--config", "config.json"];
    const { records } = await runTap({ args, cwd: setup.folder, env: storeEnvironment(store()) });
    expect(records).toHaveLength(6 + 4);
    expect(records.filter(({ name }) => name === "x")).toHaveLength(1);
  });

  test("shows which keys two tables take, and which none", async () => {
    for (const key of ["a.csv", "b.csv", "c.csv", "notes.pdf"]) put(key, orders);
    const setup = await open({ files: config({ tables: [table("one", "^[ab]"), table("two", "^[bc]")] }) });
    const keys = await setup.list();
    expect(keys).toMatch(/a\.csv.*?c0">one<.*?b\.csv.*?c0">one<.*?c1">two<.*?c\.csv.*?c1">two</s);
    expect(keys).toContain("two tables 1");
    expect(keys).toMatch(/notes\.pdf.*?not readable/s);
    await setup.post("tables/t1/remove");
    expect((await setup.get("keys")).body).toMatch(/c\.csv.*?no table.*?Make a table/s);
  });
});

describe("What --setup writes", () => {
  const secrets = {
    aws_access_key_id: "AKIASETUPTESTKEY0000",
    aws_secret_access_key: "c2VjcmV0/of+the+config/0123456789abcdef",
    aws_session_token: "session-token-of-the-config",
  };

  test("leaves secrets, keys that it does not know and comments where they are, and sends no secret", async () => {
    put("orders.csv", orders);
    const text = [
      "{",
      "  // Read by the night job.",
      ...Object.entries(secrets).map(([key, value]) => `  "${key}": "${value}",`),
      `  "bucket": "${bucketName}",`,
      '  "max_retries": 0, "stitch_id": 7,',
      '  "tables": [',
      "    {",
      '      "table_name": "orders", // ours',
      '      "search_pattern": "orders",',
      '      "owner": "me"',
      "    }",
      "  ]",
      "}",
      "",
    ].join("\n");
    const setup = await open({ files: { "config.json": text } });
    await setup.get("");
    await setup.list();
    await setup.get("tables/t0/look");
    await setup.post("tables/t0", { search_pattern: "orders\\.csv" });
    await setup.post("bucket", { aws_endpoint_url: "http://127.0.0.1:1/" });
    await setup.list();
    await setup.post("save", { anyway: "on" });
    const saved = await setup.read("config.json");
    expect(saved).toBe(
      text
        .replace('"search_pattern": "orders"', '"search_pattern": "orders\\\\.csv"')
        .replace(/ {2}\]\n\}/, '  ],\n  "aws_endpoint_url": "http://127.0.0.1:1/"\n}'),
    );
    const sent = setup.answers.map(({ body, headers }) => JSON.stringify(headers) + body).join("\n");
    const all = [...Object.values(secrets), store().credentials.secretAccessKey];
    expect(all.filter((secret) => sent.includes(secret))).toEqual([]);
  });

  test("has comments of YAML, and a list of tables in a string, as they were", async () => {
    put("orders.csv", orders);
    const yaml = `# ours\nbucket: ${bucketName} # the lake\ntables:\n  - table_name: orders # daily\n    search_pattern: orders\n`;
    const setup = await open({ files: { "config.yml": yaml }, args: ["--config", "config.yml"] });
    await setup.list();
    await setup.post("tables/t0", { table_name: "sales" });
    await setup.post("save");
    expect(await setup.read("config.yml")).toBe(yaml.replace("table_name: orders", "table_name: sales"));
    await setup.end();
    const text = JSON.stringify([table("orders", "orders")]);
    const other = await open({ files: config({ tables: text }) });
    await other.list();
    await other.post("tables");
    await other.post("tables/t1", { table_name: "more", search_pattern: "orders" });
    await other.post("save");
    const saved = JSON.parse(await other.read("config.json"));
    expect(JSON.parse(saved.tables)).toEqual([table("orders", "orders"), table("more", "orders")]);
  });

  test("has nothing of what comes from the environment", async () => {
    put("orders.csv", orders);
    const env = {
      TAP_S3_CSV_BUCKET: bucketName,
      TAP_S3_CSV_AWS_ACCESS_KEY_ID: "AKIAOFTHEENVIRONMENT",
      TAP_S3_CSV_AWS_SECRET_ACCESS_KEY: "of-the-environment",
      TAP_S3_CSV_MAX_RETRIES: "0",
    };
    const setup = await open({ args: ["--config", "ENV"], env });
    expect((await setup.get("")).body).toMatch(/name="bucket" disabled=""/);
    await setup.list({ bucket: "another" });
    await setup.post("tables");
    await setup.post("tables/t0", { search_pattern: "orders", table_name: "orders" });
    await setup.post("save", { anyway: "on" });
    expect(JSON.parse(await setup.read("config.json"))).toEqual({ tables: [table("orders", "orders")] });
    expect(setup.answers.map(({ body }) => body).join("")).not.toContain("of-the-environment");
  });

  test("is not written over what another program wrote meanwhile", async () => {
    put("orders.csv", orders);
    const setup = await open({ files: config() });
    await setup.list();
    await writeFile(join(setup.folder, "config.json"), "{}");
    expect((await setup.post("save")).body).toContain("was changed by another program");
    expect(await setup.read("config.json")).toBe("{}");
  });

  test("is not written where a sync would fail, unless that is wanted", async () => {
    put("orders.csv", "id\n1\n");
    const setup = await open({ files: config({ tables: [{ ...table("orders", "orders"), key_properties: ["no"] }] }) });
    await setup.list();
    await setup.post("tables/t0", { date_format: "YYYY" });
    expect((await setup.post("save")).body).toContain("Not saved");
    await setup.post("tables/t0", { date_format: "" });
    const before = await setup.read("config.json");
    await setup.post("start-date", { start_date: "2020-01-01" });
    expect((await setup.post("save")).body).toMatch(/Not saved yet: a sync would fail.*Save anyway/s);
    expect(await setup.read("config.json")).toBe(before);
    expect((await setup.post("save", { anyway: "on" })).body).toContain("Saved 1 table");
    expect(await setup.read("config.json")).toContain("2020-01-01");
  });
});

describe("The server of --setup", () => {
  test("answers nobody who does not know the token", async () => {
    const setup = await open();
    for (const path of ["/", "/keys", `/${"x".repeat(32)}/`, "/page.css"])
      expect((await setup.get(path)).status).toBe(404);
    expect(setup.address.pathname).toMatch(/^\/[\w-]{32}\/$/);
  });

  test.each([
    ["of another name (DNS rebinding)", { Host: "evil.example:80" }],
    ["of this machine, but another port", { Host: "127.0.0.1:80" }],
    ["from another origin", { Origin: "http://evil.example" }],
    ["from an opaque origin", { Origin: "null" }],
    ["that a browser calls cross-site", { "Sec-Fetch-Site": "cross-site" }],
  ])("refuses a request %s", async (_name, headers) => {
    const setup = await open({ files: config() });
    expect((await setup.post("tables", {}, headers)).status).toBe(403);
    expect((await setup.get("")).body).not.toContain("card-t1");
  });

  test("takes changes from its own page, and sends a policy that lets in nothing from elsewhere", async () => {
    const setup = await open();
    const { origin } = setup.address;
    expect((await setup.post("tables", {}, { Origin: origin, "Sec-Fetch-Site": "same-origin" })).status).toBe(200);
    const { body, headers } = await setup.get("");
    const policy = String(headers["content-security-policy"]);
    expect(policy).toMatch(/^default-src 'none';/);
    expect(policy).not.toContain("unsafe");
    expect(headers["cache-control"]).toBe("no-store");
    expect(body).not.toMatch(/<script>|\son\w+=|\sstyle=|(?:src|href)="(?:https?:)?\/\//);
    for (const asset of ["page.css", "browser.js", "htmx.js"]) expect((await setup.get(asset)).status).toBe(200);
    expect((await setup.post("tables", {}, { "Content-Type": "multipart/form-data; boundary=x" })).status).toBe(415);
    expect((await setup.post("tables", { key: "x".repeat(2_000_000) })).status).toBe(413);
  });

  test("listens on this machine only", async () => {
    const setup = await open();
    const others = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ internal, family }) => !internal && family === "IPv4");
    for (const { address } of others) {
      const url = `http://${address}:${setup.address.port}/`;
      await expect(setup.get(url)).rejects.toMatchObject({ code: "ECONNREFUSED" });
    }
    expect(setup.address.hostname).toBe("127.0.0.1");
  });

  test("shows keys and values as what they are, also hostile ones", async () => {
    const script = "<script>alert(1)</script>";
    put(`${script}.csv`, `id,${script}\n1,"${script}\u202E"\n2,${"x".repeat(10 * 1024 * 1024)}\n`);
    put("\u202Egnp.csv", "id\n1\n");
    const setup = await open({
      files: config({ tables: [table(script, "script"), table('"onfocus=alert(1) "', "gnp")] }),
    });
    await setup.list();
    await setup.get("tables/t0/look");
    const bodies = [await setup.get(""), await setup.get("keys"), await setup.get("tables/t0/look")].map(
      ({ body }) => body,
    );
    for (const body of bodies) {
      expect(body).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
      expect(body).not.toMatch(/<script>|"onfocus|\u202E/);
      expect(body.length).toBeLessThan(200_000);
    }
    expect(bodies[2]).toContain("10,485,760 characters");
  });

  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("ends at %s, and says nothing", async (signal, code) => {
    const setup = await open({ files: config() });
    page = undefined;
    expect(await setup.end(signal)).toEqual({ code, stderr: "" });
  });

  test("says when a port is taken, when there are two files, and when a flag is out of place", async () => {
    const { port } = (await open()).address;
    const refused = async (...args: string[]): Promise<string> => {
      const { code, stderr } = await spawnTap({ args });
      expect(code).toBe(2);
      return parseLog(stderr)[0]?.msg ?? "";
    };
    expect(await refused("--setup", "--port", port)).toMatch(new RegExp(`The port ${port} cannot be listened on`));
    expect(await refused("--setup", "--config", "a.json", "--config", "b.json")).toMatch(/writes one config file/);
    expect(await refused("--setup", "--port", "65536")).toMatch(/give a number from 0 to 65535/);
    expect(await refused("--config", "a.json", "--port", "1")).toMatch(/--port only goes with --setup/);
  });
});

function table(name: string, pattern: string): object {
  return { table_name: name, search_pattern: pattern };
}
