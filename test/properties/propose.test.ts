import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseConfig } from "../../src/config/parse-config.ts";
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
import { createRandom } from "../support/random.ts";

const styles = [...commonStyles, ...oddStyles, ...formatStyles, ...programStyles, ...peopleStyles];
const noTable = { table_name: "none", search_pattern: "a^" };

/** The store of a bucket whose listing comes in any order, in pages of so many keys. */
function anyOrder({ files }: MadeBucket, seed: number, pageSize: number): ObjectStore {
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
      { numRuns: Number(process.env["PROPOSE_RUNS"] ?? 5) },
    );
  });
});
