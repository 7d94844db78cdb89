import { expect, test } from "vitest";
import { useStore } from "../support/bucket.ts";
import { fill } from "../support/kill-world.ts";
import { fifty, startReplays } from "../support/replay.ts";
import { none } from "../support/tiny-target.ts";

const store = useStore();

test(
  "A run from any STATE of an earlier one writes the rest and nothing else: every eighth of them",
  { timeout: 200_000 },
  async () => {
    fill(store(), fifty);
    const { states, replay } = await startReplays(store());
    expect(states).toBeGreaterThan(50);
    for (let n = 1; n <= states; n += 8) expect({ n, ...(await replay(n)) }).toEqual({ n, ...none });
  },
);
