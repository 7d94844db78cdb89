import * as fc from "fast-check";
import { test } from "vitest";
import { shardedWorld } from "../support/shard-rounds.ts";
import { playSharded } from "../support/shard-world.ts";

const nothingWrong = JSON.stringify({ lost: 0, repeated: 0, unlikeOneRun: 0, disagreements: 0 });

test.each([
  ["10,000", "each id below the floor is kept", 10_000, 64],
  ["2,000", "only a sketch tells what was read long ago", 2000, 2],
])(
  "in %s worlds shards lose and repeat nothing, are as one run, and merge in any order, where %s",
  (_, _where, numRuns, maxPlainIds) => {
    const law = fc.property(
      shardedWorld,
      (rounds) => JSON.stringify(playSharded(rounds, maxPlainIds)) === nothingWrong,
    );
    fc.assert(law, { numRuns });
  },
);
