import { expect, test } from "vitest";
import { useStore } from "../support/bucket.ts";
import { fill, killAgainAndAgain, worlds } from "../support/kill-world.ts";

const store = useStore();

test.for(worlds.slice(0, 3))(
  "Of $name nothing is lost and nothing saved is repeated when the tap is killed",
  { timeout: 200_000 },
  async ({ files }) => {
    fill(store(), files);
    const { kills, wrong } = await killAgainAndAgain(store(), 4, 1);
    expect({ kills, wrong }).toEqual({ kills: 4, wrong: [] });
  },
);
