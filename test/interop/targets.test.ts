import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findPostgres, startPostgres, type Postgres } from "./programs/postgres.ts";
import { hasPython } from "./programs/python-program.ts";
import { fileTargets } from "./targets/file-targets.ts";
import { tellLoadStory } from "./targets/load-story.ts";
import { postgresTargets } from "./targets/postgres-targets.ts";

const story = "holds what the files hold, after a first run, an idle one and one with news";

describe.skipIf(!hasPython())("With real targets (skipped without python3)", () => {
  for (const target of fileTargets) {
    test(`${target.requirements[0]} ${story}`, { timeout: 300_000 }, () => tellLoadStory(target));
  }

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
    }
  });
});
