import { expect, test } from "vitest";
import { useStore } from "../support/bucket.ts";
import { fill, killAgainAndAgain, worlds } from "../support/kill-world.ts";

const store = useStore();
const killsEach = 40;

test.for(worlds)("Of $name nothing is lost and nothing saved is repeated over 40 kills", async ({ files, name }) => {
  fill(store(), files);
  const seed = Number(process.env["FUZZ_SEED"] ?? Date.now() % 2 ** 31);
  const aftermath = await killAgainAndAgain(store(), killsEach, seed);
  process.stdout.write(`${name}, seed ${seed}: ${JSON.stringify(aftermath)}\n`);
  expect({ seed, wrong: aftermath.wrong }).toEqual({ seed, wrong: [] });
  if (name !== "many small files") expect(aftermath.insideFiles).toBeGreaterThan(0);
});
