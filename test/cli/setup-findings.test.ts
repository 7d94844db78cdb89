import { afterEach, describe, expect, test } from "vitest";
import { bucketName, useStore } from "../support/bucket.ts";
import { type SetupPage, startSetup } from "../support/setup-page.ts";

const store = useStore();

let page: SetupPage | undefined;
const open = async (files: Readonly<Record<string, string>> = {}): Promise<SetupPage> => {
  page = await startSetup({ store: store(), files });
  return page;
};
afterEach(async () => {
  await page?.end();
  page = undefined;
});

const put = (key: string, body: string): void => void store().put(bucketName, key, body);

describe("--setup shows what a check finds, and", () => {
  test("says what is wrong with a pattern, and proposes the nearest that matches", async () => {
    put("Orders.csv", "id\n1\n");
    const setup = await open();
    await setup.list({ bucket: bucketName });
    await setup.post("tables");
    expect((await setup.post("tables/t0", { search_pattern: "(" })).body).toContain("search_pattern:");
    const changed = (await setup.post("tables/t0", { search_pattern: "orders\\.csv" })).body;
    expect(changed).toContain("0 objects match");
    const look = (await setup.get("tables/t0/look")).body;
    const [, apply = ""] = /hx-post="(tables\/t0\/findings\/\d+)"/.exec(look) ?? [];
    await setup.post(apply);
    const mended = (await setup.get("tables/t0/look")).body;
    expect(mended).toContain("1 object matches");
    expect(mended).toContain("about 1 row<");
  });

  test("notes what could be set, as no warning, and sets it", async () => {
    put("orders.csv", "id,paid\n1,12/02/2026\n2,13/02/2026\n");
    const setup = await open({
      "config.json": JSON.stringify({
        bucket: bucketName,
        tables: [{ table_name: "orders", search_pattern: "orders" }],
      }),
    });
    await setup.list();
    const look = (await setup.get("tables/t0/look")).body;
    expect(look.match(/<strong>[A-Z]\w+<\/strong>/g)).toEqual(["<strong>Note</strong>", "<strong>Note</strong>"]);
    await setup.post("tables/t0/findings/1");
    await setup.get("tables/t0/look");
    await setup.post("tables/t0/findings/0");
    expect((await setup.get("tables/t0/look")).body).not.toContain("<strong>Note");
    await setup.post("save");
    expect(JSON.parse(await setup.read("config.json"))).toMatchObject({
      tables: [{ key_properties: ["id"], date_overrides: ["paid"], date_format: "DD/MM/YYYY" }],
    });
  });
});
