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
