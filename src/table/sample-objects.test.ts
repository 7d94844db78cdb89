import { describe, expect, test } from "vitest";
import type { S3Object } from "../s3/store.ts";
import { ObjectSample } from "./sample-objects.ts";

function object(number: number): S3Object {
  return { key: `k${String(number).padStart(6, "0")}`, size: 1, etag: "", lastModified: new Date(number * 1000) };
}

function sampleOf(numbers: readonly number[], size = 10): readonly string[] {
  const sample = new ObjectSample(size);
  for (const number of numbers) sample.add(object(number));
  return sample.objects().map(({ key }) => key);
}

const keys = (...numbers: readonly number[]): string[] => numbers.map((number) => object(number).key);

describe("ObjectSample", () => {
  test("takes every object while they fit, oldest first", () => {
    expect(sampleOf([3, 1, 2])).toEqual(keys(1, 2, 3));
    expect(sampleOf([9, 8, 7, 6, 5, 4, 3, 2, 1, 0])).toEqual(keys(0, 1, 2, 3, 4, 5, 6, 7, 8, 9));
  });

  test("takes the oldest, the newest and some between, once there are more", () => {
    const numbers = Array.from({ length: 1000 }, (_, index) => (index * 617) % 1000);
    const chosen = sampleOf(numbers);
    expect(chosen).toHaveLength(10);
    expect(chosen.slice(0, 3)).toEqual(keys(0, 1, 2));
    expect(chosen.slice(-3)).toEqual(keys(997, 998, 999));
  });

  test("makes the same choice whatever the order of the listing", () => {
    const numbers = Array.from({ length: 500 }, (_, index) => index);
    expect(sampleOf(numbers)).toEqual(sampleOf(numbers.toReversed()));
  });
});
