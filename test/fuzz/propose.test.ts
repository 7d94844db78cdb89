import { describe, test } from "vitest";
import { useStore } from "../support/bucket.ts";
import { commonStyles } from "../support/common-styles.ts";
import { formatStyles } from "../support/format-styles.ts";
import { makeBucket } from "../support/lake-styles.ts";
import { oddStyles } from "../support/odd-styles.ts";
import { peopleStyles } from "../support/people-styles.ts";
import { programStyles } from "../support/program-styles.ts";
import { randomLayouts } from "../support/random-layouts.ts";
import { expectFound } from "../support/proposed.ts";

const allStyles = [...commonStyles, ...oddStyles, ...formatStyles, ...programStyles, ...peopleStyles];
const store = useStore();
const began = Number(process.env["FC_SEED"] ?? 100);

describe("--propose finds the tables of buckets of 10 to 200 tables, of which a sync delivers every row", () => {
  test.each(Array.from({ length: 12 }, (_, index) => began + index))("(seed %d)", async (seed) => {
    const styles =
      [[...commonStyles, ...oddStyles], [...formatStyles, ...programStyles, ...peopleStyles], allStyles][seed % 3] ??
      [];
    await expectFound(store(), makeBucket(seed, 10 + ((seed * 37) % 190), styles));
  });
});

describe("--propose finds the tables of buckets in layouts that nobody has thought of before", () => {
  test.each(Array.from({ length: 6 }, (_, index) => began + index))("(seed %d)", async (seed) => {
    await expectFound(store(), makeBucket(seed, 12, randomLayouts(seed, 4)));
  });
});
