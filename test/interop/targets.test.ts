import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findPostgres, startPostgres, type Postgres } from "./programs/postgres.ts";
import { hasPython } from "./programs/python-program.ts";
import { fileTargets } from "./targets/file-targets.ts";
import { tellLoadStory } from "./targets/load-story.ts";
import { tellReplaceStory } from "./targets/replace-story.ts";
import { postgresTargets } from "./targets/postgres-targets.ts";

const replaceStory = (drops: boolean): string =>
  drops
    ? "drops the rows that a file no longer has, when it replaces the one before"
    : "takes ACTIVATE_VERSION for granted, and keeps the rows of a file that was replaced";
const story = "holds what the files hold, after a first run, an idle one and one with news";

describe.skipIf(!hasPython())("With real targets (skipped without python3)", () => {
  for (const target of fileTargets) {
    test(`${target.requirements[0]} ${story}`, { timeout: 300_000 }, () => tellLoadStory(target));
  }

  test(`target-duckdb ${replaceStory(false)}`, { timeout: 300_000 }, async () => {
    const target = fileTargets.find(({ name }) => name === "target-duckdb");
    if (target === undefined) throw new Error("there is no target-duckdb");
    await tellReplaceStory(target);
  });

  const bin = findPostgres();
  describe.skipIf(bin === null)("on PostgreSQL (skipped where it is not installed)", () => {
    let postgres: Postgres | undefined;
    beforeAll(async () => {
      postgres = bin === null ? undefined : await startPostgres(bin);
    });
    afterAll(() => postgres?.stop());
    for (const name of ["meltanolabs-target-postgres", "pipelinewise-target-postgres"]) {
      test(`${name} ${story}`, { timeout: 300_000 }, async () => {
        const target = postgres && postgresTargets(postgres).find((one) => one.name === name);
        expect(target).toBeDefined();
        if (target !== undefined) await tellLoadStory(target);
      });

      test(`${name} ${replaceStory(name === "meltanolabs-target-postgres")}`, { timeout: 300_000 }, async () => {
        const target = postgres && postgresTargets(postgres).find((one) => one.name === name);
        expect(target).toBeDefined();
        if (target !== undefined) await tellReplaceStory(target);
      });
    }
  });
});
