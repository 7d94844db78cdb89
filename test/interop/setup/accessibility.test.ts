import axe from "axe-core";
import type { Page } from "playwright-core";
import { afterEach, describe, expect, test } from "vitest";
import { bucketName, useStore } from "../../support/bucket.ts";
import { type SetupPage, startSetup } from "../../support/setup-page.ts";
import { hasBrowser, inBrowser } from "./browser.ts";

const store = useStore();

let setup: SetupPage | undefined;
afterEach(async () => {
  await setup?.end();
  setup = undefined;
});

const put = (key: string, body: string | Buffer): void =>
  void store().put(bucketName, key, body, { lastModified: new Date("2026-02-01T06:00:00Z") });

function fillBucket(): void {
  for (const day of [1, 2, 3]) put(`shop/orders_2026-01-0${day}.csv`, `order_id,day\n${day}1,2026-01-0${day}\n`);
  put("crm/customers.csv", "id;name\n1;Anna\n2;Ben\n3;Cem\n4;Dora\n");
  put("bad/letters.csv", Buffer.from("id,name\n1,M\xfcller\n", "latin1"));
  put("notes/readme.md", "# Notes\n");
}

const tables = [
  { table_name: "orders", search_pattern: "orders.*\\.csv$" },
  { table_name: "customers", search_pattern: "customers\\.csv$" },
  { table_name: "letters", search_pattern: "^bad/" },
  { table_name: "nothing", search_pattern: "costumers\\.csv" },
  { table_name: "all", search_pattern: "\\.csv$" },
];

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name });

describe.skipIf(!hasBrowser)("axe finds nothing on the page of --setup (skipped without chromium)", () => {
  test.for([
    { colorScheme: "light", viewport: { width: 1280, height: 900 } },
    { colorScheme: "dark", viewport: { width: 400, height: 860 } },
  ] as const)("in $colorScheme, $viewport.width pixels wide", async (options) => {
    fillBucket();
    setup = await startSetup({ store: store() });
    const { address } = setup;
    await inBrowser(options, async ({ page }) => {
      const found: Record<string, readonly string[]> = {};
      await page.goto(address.href);
      found["an empty folder"] = await violations(page);
      await page.getByLabel("Bucket", { exact: true }).fill("no-such-bucket");
      await button(page, "List the bucket").click();
      await page.getByText("no bucket of that name").first().waitFor();
      found["a bucket that is not there"] = await violations(page);
      await page.getByLabel("Bucket", { exact: true }).fill(bucketName);
      await button(page, "List the bucket").click();
      await button(page, "Propose tables").click();
      await page
        .getByText(/^Added \d tables/)
        .first()
        .waitFor();
      await settled(page);
      await unfold(page);
      found["tables that were proposed"] = await violations(page);
      await button(page, "Check and save").click();
      await page.getByText("Next, in a terminal").waitFor();
      found["saved"] = await violations(page);
      expect(found).toEqual(Object.fromEntries(Object.keys(found).map((state) => [state, []])));
    });
  });

  test("with a problem of every kind", async () => {
    fillBucket();
    setup = await startSetup({
      store: store(),
      files: { "config.json": JSON.stringify({ bucket: bucketName, tables }) },
    });
    const { address } = setup;
    await inBrowser({ viewport: { width: 1280, height: 900 } }, async ({ page }) => {
      await page.goto(address.href);
      await button(page, "List the bucket").click();
      await page.getByText("the nearest key is").first().waitFor();
      await settled(page);
      await button(page, "Check and save").click();
      await page.getByText("Not saved yet").first().waitFor();
      await unfold(page);
      expect(await violations(page)).toEqual([]);
    });
  });
});

/** Every table was looked at. */
async function settled(page: Page): Promise<void> {
  const looking = page.getByText("Looking at a sample of the files");
  await expect.poll(() => looking.count(), { timeout: 20_000 }).toBe(0);
}

async function unfold(page: Page): Promise<void> {
  await page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })");
}

/** What axe has to say of the page as it is now, whatever the impact. */
async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(`if (!window.axe) { ${axe.source} }`);
  const found: string = await page.evaluate(
    `axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) => JSON.stringify(violations.flatMap(
       ({ id, impact, nodes }) => nodes.map(({ target, failureSummary }) => [impact, id, target.join(" "), failureSummary].join(": ")))))`,
  );
  return JSON.parse(found);
}
