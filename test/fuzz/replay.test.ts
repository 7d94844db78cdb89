import { expect, test } from "vitest";
import { useStore } from "../support/bucket.ts";
import { fill } from "../support/kill-world.ts";
import { fifty, startReplays } from "../support/replay.ts";
import { none } from "../support/tiny-target.ts";

const store = useStore();

test("A run from every STATE of an earlier one writes the rest and nothing else", async () => {
  fill(store(), fifty);
  const { states, replay } = await startReplays(store());
  process.stdout.write(`${states} STATEs of 50 files\n`);
  for (let n = 1; n <= states; n++) expect({ n, ...(await replay(n)) }).toEqual({ n, ...none });
});
