import * as fc from "fast-check";
import { test } from "vitest";
import { shardedWorld } from "../support/shard-rounds.ts";
import { playSharded } from "../support/shard-world.ts";

// `npm run fuzz` plays 10,000 of each.
const worlds = 60;

const nothingWrong = JSON.stringify({ lost: 0, repeated: 0, unlikeOneRun: 0, disagreements: 0 });

test("in 60 worlds shards lose and repeat nothing, however many, killed, failed, repeated or merged in any order", () => {
  const law = fc.property(shardedWorld, (rounds) => JSON.stringify(playSharded(rounds)) === nothingWrong);
  fc.assert(law, { numRuns: worlds });
});

test("the same holds where the runner of each shard merges its states, as Meltano does", () => {
  const law = fc.property(
    shardedWorld,
    (rounds) => JSON.stringify(playSharded(rounds, undefined, true)) === nothingWrong,
  );
  fc.assert(law, { numRuns: worlds / 3 });
});

test("the same holds where only a sketch tells what was read long ago", () => {
  const law = fc.property(shardedWorld, (rounds) => JSON.stringify(playSharded(rounds, 2)) === nothingWrong);
  fc.assert(law, { numRuns: worlds });
});
