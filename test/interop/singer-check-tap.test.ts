import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startStore, type Store } from "../../local-aws/store/store.ts";
import { hasPython, installPython, type PythonProgram } from "./programs/python-program.ts";
import { pipe } from "./targets/pipe.ts";
import { runTap } from "../support/run-tap.ts";
import { Shop } from "./targets/shop.ts";

const singerTools: PythonProgram = {
  name: "singer-tools",
  requirements: ["singer-tools==0.4.1"],
};

describe.skipIf(!hasPython())("singer-check-tap (skipped without python3)", () => {
  let store: Store;
  let folder: string;
  beforeAll(async () => {
    store = await startStore();
    folder = await mkdtemp(join(tmpdir(), "tap-s3-csv-check-"));
  });
  afterAll(async () => {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  });

  test("accepts every message of a full run, an idle one and an incremental one", async () => {
    const command = [join(await installPython(singerTools), "singer-check-tap")];
    const shop = new Shop(store);
    const check = async (state?: object): Promise<string> => {
      const input = { config: shop.config(), ...(state ? { state } : {}) };
      const run = await pipe(input, command, folder);
      expect({ tap: run.tapCode, check: run.targetCode }, run.stdout + run.stderr).toEqual({ tap: 0, check: 0 });
      return run.stdout;
    };
    expect(await check()).toMatch(/\b252 record/);
    const { state } = await runTap({ config: shop.config() });
    expect(await check(state)).not.toMatch(/[1-9]\d* record messages/);
    shop.addNews();
    expect(await check(state)).toMatch(/\b14 record/);
  });
});
