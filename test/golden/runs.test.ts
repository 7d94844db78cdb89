import { afterAll, beforeAll, expect, test } from "vitest";
import { binary } from "../support/binary.ts";
import { startStore, type Store } from "../../local-aws/store/store.ts";
import { runCases } from "./all-cases.ts";
import { goldenRole } from "./golden-bucket.ts";
import { complaintsOf, fillRunsBucket, resultOf, runCase } from "./run-case.ts";

let store: Store;

beforeAll(async () => {
  store = await startStore({ roles: [{ arn: goldenRole }] });
  fillRunsBucket(store);
});

afterAll(() => store.close());

test.concurrent.for(runCases)("$name", { timeout: 60_000 }, async (golden, { expect }) => {
  const run = await runCase([process.execPath, binary], golden, store);
  const { code, values, printsCatalog, state } = resultOf(run);
  expect({ code, values, printsCatalog }).toEqual({
    code: golden.code,
    values: golden.values ?? [],
    printsCatalog: golden.printsCatalog ?? false,
  });
  expect(state).toMatchObject(golden.keeps ?? {});
  expect(complaintsOf(run)).toMatch(golden.complains ?? /^/);
});

test("the cases are different", () => {
  expect(new Set(runCases.map(({ name }) => name)).size).toBe(runCases.length);
});
