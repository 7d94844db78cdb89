import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { faults } from "../support/credential-cell.ts";
import { calm } from "../support/credential-setups.ts";
import { startCredentialWorld, type CredentialWorld } from "../support/credential-world.ts";
import { keyCells } from "../support/key-cells.ts";
import { machineCells } from "../support/machine-cells.ts";
import { runCell } from "../support/run-cell.ts";

let world: CredentialWorld;
beforeAll(async () => {
  world = await startCredentialWorld();
});
afterAll(async () => world.close());
afterEach(() => calm(world));

// What happens while a run goes on is for test/cli/credential-matrix.test.ts, which can wait for the moment.
const columns = faults.filter((fault) => fault !== "expiring in mid-run");

describe.each(Object.entries({ ...keyCells, ...machineCells }))("A run with credentials of %s", (_source, row) => {
  test.each(columns.flatMap((fault) => (row[fault] === undefined ? [] : [[fault, row[fault]] as const])))(
    "%s",
    async (fault, { arrange, says }) => {
      const run = await runCell(world, await arrange(world), ["--log-level", "debug"], fault);
      const complaints = run.complaints.filter((line) => !line.includes("trying again"));
      if (says === null) {
        expect(complaints).toEqual([]);
        expect(run.records).toHaveLength(10);
      } else {
        expect(complaints).toEqual([expect.stringMatching(says)]);
        expect(run.code).toBe(complaints[0]?.startsWith("aws_profile") === true ? 2 : 3);
      }
      for (const secret of ["s%40cret", "s@cret", "wJalrXUtnFEMI"]) expect(run.stderr).not.toContain(secret);
    },
  );
});

// Sessions of a minute: the SDK asks for new ones five minutes before they end, and so with every request.
describe("A run whose credentials end within a minute renews them, from", () => {
  let hasty: CredentialWorld;
  beforeAll(async () => {
    hasty = await startCredentialWorld(60);
  });
  afterAll(async () => hasty.close());

  const renewing = ["role of a profile", "SSO", "role of the config", "web identity (IRSA)"];
  const machines = ["container (ECS, EKS pod identity)", "instance (IMDS)"];
  test.each([...renewing, ...machines])("%s", async (source) => {
    const cell = { ...keyCells, ...machineCells }[source]?.["expiring in mid-run"];
    if (cell === undefined) throw new Error(`There is no cell for ${source}`);
    const asked = (): number => {
      const { sso, instance, container, store } = hasty;
      const sts = store.requests.filter(({ operation }) => operation.startsWith("AssumeRole"));
      return [sso, instance, container].flatMap(({ requests }) => requests).length + sts.length;
    };
    const before = asked();
    const run = await runCell(hasty, await cell.arrange(hasty));
    expect(run.complaints).toEqual([]);
    expect(run.records).toHaveLength(10);
    expect(asked() - before).toBeGreaterThan(2);
  });
});
