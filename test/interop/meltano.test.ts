import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startStore, type Store } from "../../local-aws/store/store.ts";
import { buildWheel, withoutNode } from "./packages/wheel.ts";
import { hasPython, installPython } from "./programs/python-program.ts";

const project = fileURLToPath(new URL("../../", import.meta.url));
const meltano = { name: "meltano", requirements: ["meltano==4.4.1"] };

describe.skipIf(!hasPython())("The Meltano project in examples (skipped without python3)", () => {
  let store: Store;
  let folder: string;
  beforeAll(async () => {
    store = await startStore();
    folder = await mkdtemp(join(tmpdir(), "tap-s3-csv-meltano-"));
  });
  afterAll(async () => {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  });

  test("loads every file once, whatever the number of runs", { timeout: 400_000 }, async () => {
    const bin = await installPython(meltano);
    await cp(join(project, "examples/meltano"), folder, { recursive: true });
    const file = join(folder, "meltano.yml");
    const text = await readFile(file, "utf8");
    expect(text).toContain("pip_url: tap-s3-csv-node");
    await writeFile(file, text.replace("pip_url: tap-s3-csv-node", `pip_url: ${await buildWheel()}`));
    const env = {
      ...withoutNode(bin),
      HOME: folder,
      TAP_S3_CSV_AWS_ENDPOINT_URL: store.url,
      TAP_S3_CSV_AWS_ACCESS_KEY_ID: store.credentials.accessKeyId,
      TAP_S3_CSV_AWS_SECRET_ACCESS_KEY: store.credentials.secretAccessKey,
    };
    const run = async (...args: string[]): Promise<string> => {
      const { stdout, stderr } = await promisify(execFile)(join(bin, "meltano"), args, { cwd: folder, env });
      return stdout + stderr;
    };
    const loaded = async (): Promise<readonly unknown[]> =>
      (await readFile(join(folder, "output/orders.jsonl"), "utf8"))
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => JSON.parse(line));

    store.createBucket("my-bucket");
    store.put("my-bucket", "crm/customers.csv", "id,name\n1,Ada\n");
    store.put("my-bucket", "shop/orders-1.csv", "order_id,amount\n1,10.50\n2,0.25\n");
    await run("install");
    const first = await run("run", "tap-s3-csv", "target-jsonl");
    expect(first).not.toContain("deprecated");
    expect(first).toContain('Table "orders" (2 of 2): 2 records of 1 file');
    // It has understood the log, or the lines would stand there as they are.
    expect(first).not.toContain('"message":');
    expect(await loaded()).toMatchObject([
      { order_id: "1", amount: 10.5 },
      { order_id: "2", amount: 0.25 },
    ]);
    await run("run", "tap-s3-csv", "target-jsonl");
    expect(await loaded()).toHaveLength(2);
    store.put("my-bucket", "shop/orders-2.csv", "order_id,amount\n3,1\n");
    await run("run", "tap-s3-csv", "target-jsonl");
    expect(await loaded()).toHaveLength(3);
    expect(await run("state", "get", "prod:tap-s3-csv-to-target-jsonl")).toMatch(/"orders".*modified_since/);
  });
});
