import { describe, expect, test } from "vitest";
import { createRandom } from "../../local-aws/random.ts";
import { deal } from "./deal.ts";

/** Sizes as they are in a bucket where most files are small and few hold most of the bytes. */
function skewed(count: number, exponent: number): Float64Array {
  const random = createRandom(count);
  return Float64Array.from({ length: count }, () => Math.floor(20_000 / (1 - random()) ** exponent));
}

/** How much more than the mean the part has that has most. */
function imbalance(sizes: Float64Array, parts: number): number {
  const bytes = new Float64Array(parts);
  for (const [index, part] of deal(sizes, parts).entries()) bytes[part] = (bytes[part] ?? 0) + (sizes[index] ?? 0);
  const sum = bytes.reduce((total, one) => total + one, 0);
  return (Math.max(...bytes) * parts) / sum;
}

describe.each([0.5, 0.8, 1])("Objects whose sizes are skewed by %s", (exponent) => {
  const sizes = skewed(20_000, exponent);
  const [sum, largest] = [sizes.reduce((total, size) => total + size, 0), Math.max(...sizes)];

  test.each([2, 3, 8, 64, 500])("are dealt to %s parts, none of which has a tenth more than the mean", (parts) => {
    // Nothing can be said of the part of an object that is larger than the mean but that it has no other.
    const limit = Math.max(1.1, (1.001 * largest * parts) / sum);
    expect(imbalance(sizes, parts)).toBeLessThanOrEqual(limit);
  });
});

test("the only object that is larger than the mean is alone in its part", () => {
  const owners = deal(Float64Array.from([5, 1e9, 7, 9]), 2);
  expect([...owners]).toEqual([1, 0, 1, 1]);
});

test("of small files each part has as many as the others", () => {
  const counts = Array.from({ length: 8 }, () => 0);
  for (const part of deal(new Float64Array(8000).fill(100), 8)) counts[part] = (counts[part] ?? 0) + 1;
  expect(new Set(counts)).toEqual(new Set([1000]));
});

test("of more parts than objects the others are empty", () => {
  expect(new Set(deal(Float64Array.from([1, 2, 3]), 10_000)).size).toBe(3);
});
