import { afterAll, beforeAll, test } from "vitest";
import { runCases } from "../../golden/all-cases.ts";
import { goldenRole } from "../../golden/golden-bucket.ts";
import { fillRunsBucket, resultOf, runCase } from "../../golden/run-case.ts";
import { startStore, type Store } from "../../../local-aws/store/store.ts";
import { installReference } from "./reference-tap.ts";

const reference = await installReference();

if ("missing" in reference) {
  test.skipIf(process.env["CI"] === undefined)(`the reference tap: ${reference.missing}`, () => {
    throw new Error(reference.missing);
  });
} else {
  let store: Store;
  beforeAll(async () => {
    store = await startStore({ roles: [{ arn: goldenRole }] });
    fillRunsBucket(store);
  });
  afterAll(() => store.close());

  // What our own tap comes to in these runs is in their cases, and held there.
  test.concurrent.for(runCases)("$name; the reference tap $there", async (golden, { expect }) => {
    const { code, values, printsCatalog, state } = resultOf(await runCase([reference.path], golden, store));
    const result = { code, values, printsCatalog };
    const ours = { code: golden.code, values: golden.values ?? [], printsCatalog: golden.printsCatalog ?? false };
    if (golden.there !== undefined) {
      expect(result).not.toEqual(ours);
      return;
    }
    expect(result).toEqual(ours);
    expect(state).toMatchObject(golden.keeps ?? {});
  });
}
