import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseConfig } from "../../src/config/parse-config.ts";
import { shapeText } from "../../src/pattern/key-shape.ts";
import { joinSegments } from "../../src/proposal/split-key.ts";
import { surveyBucket } from "../../src/proposal/survey-bucket.ts";
import { silentLog } from "../../src/log/log.ts";
import { propose } from "../../src/propose.ts";
import type { ObjectStore } from "../../src/s3/store.ts";
import { commonStyles } from "../support/common-styles.ts";
import { formatStyles } from "../support/format-styles.ts";
import { type MadeBucket, makeBucket } from "../support/lake-styles.ts";
import { memoryStore } from "../support/memory-store.ts";
import { oddStyles } from "../support/odd-styles.ts";
import { peopleStyles } from "../support/people-styles.ts";
import { programStyles } from "../support/program-styles.ts";
import { createRandom } from "../../local-aws/random.ts";
import { runs } from "../support/runs.ts";

const styles = [...commonStyles, ...oddStyles, ...formatStyles, ...programStyles, ...peopleStyles];
const noTable = { table_name: "none", search_pattern: "a^" };

/** The store of a bucket whose listing comes in any order, in pages of so many keys. */
function anyOrder({ files }: Pick<MadeBucket, "files">, seed: number, pageSize: number): ObjectStore {
  const store = memoryStore(files.map(({ key, body }) => ({ key, bytes: body })));
  const random = createRandom(seed);
  return {
    ...store,
    async *listInAnyOrder(prefix) {
      for await (const { objects, asOf } of store.list(prefix)) {
        const shuffled = objects.map((object) => ({ object, at: random() })).sort((a, b) => a.at - b.at);
        for (let at = 0; at < shuffled.length; at += pageSize)
          yield { objects: shuffled.slice(at, at + pageSize).map(({ object }) => object), asOf };
      }
    },
  };
}

/** Everything that is told of a bucket, and the tables. */
async function proposal(store: ObjectStore): Promise<string> {
  const { config } = parseConfig([{ bucket: "lake", tables: [noTable] }]);
  const lines = propose({ config: { ...config, tables: [] }, store, prefix: "", log: silentLog() });
  const said: unknown[] = [];
  let line = await lines.next();
  for (; line.done !== true; line = await lines.next()) said.push(line.value);
  return JSON.stringify([...said, line.value.tables], null, 1);
}

describe("A proposal", () => {
  test("is the same to the byte in whatever order and pages the keys are listed", { timeout: 300_000 }, async () => {
    const buckets = fc.record({ seed: fc.nat(), order: fc.nat(), pageSize: fc.integer({ min: 1, max: 300 }) });
    await fc.assert(
      fc.asyncProperty(buckets, async ({ seed, order, pageSize }) => {
        const made = makeBucket(seed, 8, styles);
        const [first, second] = [
          await proposal(anyOrder(made, 0, Infinity)),
          await proposal(anyOrder(made, order, pageSize)),
        ];
        expect(second).toBe(first);
      }),
      { numRuns: runs(8) },
    );
  });

  test.each([
    [9000, 300],
    [20_000, 1000],
  ])("groups keys of %d shapes the same in any order, which are more than it keeps", async (count, folderSize) => {
    // No two words of letters alone are of one shape.
    const word = (number: number): string =>
      number.toString(36).replaceAll(/\d/g, (digit) => `z${"abcdefghij"[Number(digit)]}`);
    const keys = Array.from(
      { length: count },
      (_, index) => `in/${word(Math.floor(index / folderSize))}/${word(index)}.csv`,
    );
    const made = { files: keys.map((key) => ({ key, body: Buffer.from("x") })) };
    const surveyed = [0, 1, 2].map(async (order) => {
      const { groups } = await surveyBucket(anyOrder(made, order, 700), "", []);
      return groups.map(({ segments, group }) => `${shapeText(joinSegments(segments))} ${group.sample.total}`);
    });
    const [first = [], ...others] = await Promise.all(surveyed);
    expect(first.length).toBeGreaterThan(10);
    expect(first.length).toBeLessThanOrEqual(4096);
    for (const other of others) expect(other).toEqual(first);
  });
});
