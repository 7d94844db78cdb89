import { once } from "node:events";
import { mkdir } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterEach, describe, expect, test } from "vitest";
import { bucketName, useStore } from "../../support/bucket.ts";
import { runTap } from "../../support/run-tap.ts";
import { type SetupPage, startSetup, storeEnvironment } from "../../support/setup-page.ts";
import { hasBrowser, inBrowser } from "./browser.ts";

const store = useStore();

/** SCREENSHOTS=docs renews those of the documentation. */
const screenshots = join(import.meta.dirname, "../../..", process.env["SCREENSHOTS"] ?? "build/screenshots");

/** The page forbids the styles by which carets and animations would be hidden. */
const asItIs = { caret: "initial", animations: "allow" } as const;

let setup: SetupPage | undefined;
const open = async (input: Omit<Parameters<typeof startSetup>[0], "store"> = {}): Promise<SetupPage> => {
  setup = await startSetup({ store: store(), ...input });
  return setup;
};
afterEach(async () => {
  await setup?.end();
  setup = undefined;
});

const put = (key: string, body: string): void =>
  void store().put(bucketName, key, body, { lastModified: new Date("2026-02-01T06:00:00Z") });

function fillBucket(): void {
  for (const day of [1, 2, 3, 4, 5, 6]) {
    const rows = [1, 2].map((n) => `${day}0${n},${n === 1 ? "Anna" : "Ben"},${12.5 * n},2026-01-0${day}T10:00:00Z\n`);
    put(`exports/erp/orders/orders_2026-01-0${day}.csv`, `order_id,customer,amount,ordered_at\n${rows.join("")}`);
  }
  for (const day of [1, 2]) {
    put(
      `exports/crm/dt=2026-01-0${day}/customers.csv`,
      "id;name;city\n1;Anna;Ulm\n2;Ben;Bonn\n3;Cem;Jena\n4;Dora;Kiel\n",
    );
  }
  put("exports/crm/_SUCCESS", "");
  put("iot/sensor_c/17.tsv", "at\tcelsius\n2026-01-01\t21.5\n");
  put("notes/readme.md", "# Notes\n");
}

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name });
const check = (page: Page, name: string) => page.getByRole("checkbox", { name });

describe.skipIf(!hasBrowser)("--setup in a browser (skipped without chromium)", () => {
  test("leads from an empty folder to a config that syncs", async () => {
    fillBucket();
    const { address, folder, read } = await open();
    await inBrowser({ viewport: { width: 1280, height: 860 }, colorScheme: "light" }, async ({ page, complaints }) => {
      await page.goto(address.href);
      await page.getByLabel("Bucket", { exact: true }).fill(bucketName);
      await button(page, "List the bucket").click();
      await button(page, /like orders_2026-01-01/).click();
      await page.getByText("6 objects match").waitFor();
      const orders = page.getByRole("region", { name: "Table orders" });
      await check(page, "Primary key: order_id").check();
      await check(page, "Date-time: ordered_at").check();
      await check(page, "Track: customer").uncheck();
      await button(page, /like customers.csv/)
        .first()
        .click();
      await page.getByText("2 objects match").waitFor();
      await button(page, 'Apply "delimiter": ";"').click();
      await check(page, "Primary key: id").waitFor();
      await page.getByLabel("Historical start date").fill("2026-01-31");
      await button(page, "Copy the Bucket policy").click();
      await page.getByText("Copied", { exact: true }).waitFor();
      const policy: unknown = JSON.parse(await page.evaluate("navigator.clipboard.readText()"));
      expect(policy).toMatchObject({ Statement: [{ Action: "s3:ListBucket" }, {}, { Action: "s3:GetObject" }] });
      await expect.poll(() => orders.getByText("First rows").count()).toBe(1);
      await mkdir(screenshots, { recursive: true });
      await page.evaluate("scrollTo(0, 0)");
      await page.screenshot({ path: join(screenshots, "setup.png"), ...asItIs });
      await page.getByLabel("Also write catalog.json").check();
      await button(page, "Check and save").click();
      await page.getByText("Saved 2 tables in config.json.").first().waitFor();
      await page.getByText("tap-s3-csv --config config.json --catalog catalog.json | target-jsonl").waitFor();
      await page.setViewportSize({ width: 400, height: 860 });
      await page.emulateMedia({ colorScheme: "dark" });
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(400);
      await orders.scrollIntoViewIfNeeded();
      await page.screenshot({ path: join(screenshots, "setup-narrow.png"), ...asItIs });
      expect(complaints).toEqual([]);
    });
    expect(JSON.parse(await read("config.json"))).toMatchObject({
      bucket: bucketName,
      start_date: "2026-01-31",
      tables: [{ key_properties: ["order_id"], date_overrides: ["ordered_at"] }, { delimiter: ";" }],
    });
    const args = ["--config", "config.json", "--catalog", "catalog.json"];
    const { code, records } = await runTap({ args, cwd: folder, env: storeEnvironment(store()) });
    expect(code).toBe(0);
    expect(records).toHaveLength(12 + 8);
    expect(records.filter(({ customer }) => customer !== undefined)).toEqual([]);
    expect(records[0]).toMatchObject({ ordered_at: "2026-01-01T10:00:00.000000Z", amount: "12.5" });
  });

  test("can be used by keyboard alone", async () => {
    fillBucket();
    const { address, read } = await open();
    await inBrowser({ viewport: { width: 1280, height: 860 } }, async ({ page, complaints }) => {
      await page.goto(address.href);
      // The first thing to be filled has the focus.
      await page.locator("[name=bucket]:focus").waitFor();
      await page.keyboard.type(bucketName);
      await page.keyboard.press("Enter");
      await page.locator(".tree").waitFor();
      await tabTo(page, "Make a table of files like orders_2026-01-01.csv");
      await page.keyboard.press("Enter");
      await page.getByText("6 objects match").waitFor();
      // The new table's name has it now.
      await page.locator("[name=table_name]:focus").waitFor();
      await page.keyboard.press("Control+A");
      await page.keyboard.type("sales");
      await page.getByText("6 objects match sales.").waitFor({ state: "attached" });
      for (const name of ["Track: customer", "Primary key: order_id", "Date-time: ordered_at"]) {
        await check(page, name).waitFor();
        await tabTo(page, name);
        const answered = page.waitForResponse(/./);
        await page.keyboard.press("Space");
        await answered;
      }
      await tabTo(page, "Also write catalog.json, with the columns that are tracked");
      await page.keyboard.press("Space");
      await tabTo(page, "Check and save");
      await page.keyboard.press("Enter");
      await page.getByText("Saved 1 table in config.json.").first().waitFor();
      expect(complaints).toEqual([]);
    });
    expect(JSON.parse(await read("config.json"))).toMatchObject({
      tables: [{ table_name: "sales", key_properties: ["order_id"], date_overrides: ["ordered_at"] }],
    });
    const [{ metadata }]: [{ metadata: { breadcrumb: string[]; metadata: { selected: boolean } }[] }] = JSON.parse(
      await read("catalog.json"),
    ).streams;
    const left = metadata.filter(({ metadata: { selected } }) => !selected);
    expect(left.map(({ breadcrumb }) => breadcrumb)).toEqual([["properties", "customer"]]);
  });

  test("shows hostile keys, names and values as texts", async () => {
    const script = "<script>alert(1)</script><img src=x onerror=alert(2)>";
    put(`${script.replaceAll("/", ":")}.csv`, `id,${script}\n1,${script}\n2,${"x".repeat(10 * 1024 * 1024)}\n`);
    put("\u202Egnp.csv", "id\n1\n");
    const table = { table_name: script, search_pattern: "script" };
    const { address } = await open({
      files: { "config.json": JSON.stringify({ bucket: bucketName, tables: [table] }) },
    });
    await inBrowser({}, async ({ page, complaints }) => {
      await page.goto(address.href);
      await page.getByText("10,485,760 characters").waitFor();
      await page.getByText("\\u202egnp.csv").first().waitFor();
      const answered = page.waitForResponse(/./);
      await check(page, `Primary key: ${script}`).check();
      await answered;
      expect(await page.locator("main script, main img").count()).toBe(0);
      expect(complaints).toEqual([]);
    });
  });

  test("takes nothing from a page of another origin, and is not found under another name", async () => {
    const { address, get } = await open();
    const foreign = createServer((_, response) => {
      response.setHeader("Content-Type", "text/html");
      response.end(`<form method="post" action="${address.href}tables"><button>Win a prize</button></form>`);
    }).listen(0, "127.0.0.1");
    await once(foreign, "listening");
    const at = foreign.address();
    const port = typeof at === "object" && at !== null ? at.port : 0;
    try {
      await inBrowser({ mapped: "rebound.example" }, async ({ page }) => {
        await page.goto(`http://127.0.0.1:${port}/`);
        const read = `fetch("${address.href}").then((answer) => answer.text()).catch(() => "refused")`;
        expect(await page.evaluate(read)).toBe("refused");
        await page.evaluate(`fetch("${address.href}tables", { method: "POST", mode: "no-cors" }).catch(() => null)`);
        await button(page, "Win a prize").click();
        await page.getByText("Not from this page.").waitFor();
        const answer = await page.goto(address.href.replace("127.0.0.1", "rebound.example"));
        expect(answer?.status()).toBe(403);
      });
    } finally {
      foreign.close();
    }
    expect((await get("")).body).not.toContain("card-t0");
  });

  test("stays usable with 100,000 keys", { timeout: 180_000 }, async () => {
    for (let index = 0; index < 100_000; index += 1) {
      put(`lake/${index % 7}/${index % 400}/file-${String(index).padStart(6, "0")}.csv`, "id\n1\n");
    }
    const { address, list } = await open({ files: { "config.json": JSON.stringify({ bucket: bucketName }) } });
    await list();
    await inBrowser({}, async ({ page, complaints }) => {
      await page.goto(address.href);
      await page.getByText("100,000 objects").first().waitFor();
      await button(page, "Add a table").waitFor();
      const painted = "performance.getEntriesByName('first-contentful-paint')[0].startTime";
      expect(await page.evaluate(painted)).toBeLessThan(2000);
      await button(page, "Add a table").click();
      await page.locator("[name=table_name]:focus").waitFor();
      await page.getByLabel("Search pattern").fill("file-0[0-4].*\\.csv$");
      await page.getByText("50,000 objects match", { exact: true }).waitFor();
      await button(page, /^lake\/ 100,000/).waitFor();
      expect(await page.locator(".tree li").count()).toBeLessThan(500);
      expect(complaints).toEqual([]);
    });
  });
});

/** Presses Tab until what has this name has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  const focused =
    "document.activeElement.getAttribute('aria-label') ?? document.activeElement.labels?.[0]?.textContent ?? document.activeElement.textContent";
  for (let presses = 0; presses < 150; presses += 1) {
    const text = String(await page.evaluate(focused)).trim();
    if (text === name) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not come to ${name}`);
}
