import * as fc from "fast-check";
import { test } from "vitest";
import { playSharded, shardedWorld } from "../support/shard-world.ts";

const nothingWrong = JSON.stringify({ lost: 0, repeated: 0, disagreements: 0 });

test.each([
  ["each id below the floor is kept", 64],
  ["only a sketch tells what was read long ago", 2],
])("in 10,000 worlds shards lose and repeat nothing, in any order of merging, where %s", (_, maxPlainIds) => {
  const law = fc.property(shardedWorld, (rounds) => JSON.stringify(playSharded(rounds, maxPlainIds)) === nothingWrong);
  fc.assert(law, { numRuns: 10_000 });
});
