import * as fc from "fast-check";
import { expect, test } from "vitest";
import { isBehind, listInParallel } from "./list-in-parallel.ts";
import type { Page } from "./read-page.ts";
import { splitPoint } from "./split-point.ts";

/** A bucket in pages of `size`, how many requests it took, how many at a time, and how many pages waited whenever one was taken. */
async function listOf(keys: readonly string[], prefix: string, size: number, pause?: () => Promise<void>) {
  const begun = 10;
  const sorted = [...new Set(keys)].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  let requests = 0;
  let underWay = 0;
  let most = 0;
  const pageAt = (at: number): Page => ({
    objects: sorted.slice(at, at + size).map((key) => ({ key, size: 1, etag: "", lastModified: new Date(0) })),
    asOf: new Date(0),
    token: at + size < sorted.length ? String(at + size) : null,
  });
  const ask = async (from: { token: string } | { after: string }): Promise<Page> => {
    requests++;
    most = Math.max(most, ++underWay);
    await new Promise(setImmediate);
    underWay--;
    if ("token" in from) return pageAt(Number(from.token));
    let [at, end] = [0, sorted.length];
    while (at < end) {
      const middle = (at + end) >> 1;
      if (isBehind(sorted[middle] ?? "", from.after)) end = middle;
      else at = middle + 1;
    }
    return pageAt(at);
  };
  const standing = {
    first: sorted[0] ?? "",
    last: sorted[begun * size - 1] ?? "",
    token: sorted.length > begun * size ? String(begun * size) : null,
    pages: begun,
  };
  const found = sorted.slice(0, begun * size);
  const waiting: number[] = [];
  for await (const page of listInParallel(prefix, standing, () => ask)) {
    found.push(...page.objects.map(({ key }) => key));
    await pause?.();
    waiting.push(requests - underWay - waiting.length - 1);
  }
  return { waiting, found, sorted, pages: Math.ceil(sorted.length / size), requests: requests + begun, most };
}

const count = 30_000;
const index = Array.from({ length: count }, (_, i) => i);
const hex = (i: number): string => (Math.imul(i, 2_654_435_761) >>> 0).toString(16).padStart(8, "0");
const date = (i: number): string => new Date(Date.UTC(2025, 0, 1) + i * 900_000).toISOString();

test.each<[string, string, string[]]>([
  ["numbers", "small/", index.map((i) => `small/${String(i).padStart(6, "0")}.csv`)],
  ["numbers without zeros", "n/", index.map((i) => `n/${i}.csv`)],
  ["hashes", "", index.map((i) => `${hex(i)}/part.csv`)],
  ["days", "data/", index.map((i) => `data/${date(i).slice(0, 10).replaceAll("-", "/")}/${date(i).slice(11)}.csv`)],
  ["partitions", "t/", index.map((i) => `t/year=${2020 + (i % 5)}/month=${1 + (i % 12)}/part-${hex(i)}.csv`)],
  ["one long name", "", index.map((i) => `${"x".repeat(200)}${hex(i)}`)],
])(
  "of keys that are %s, each is listed once, in some pages more and by ten requests at a time or more",
  async (_, prefix, keys) => {
    const { found, sorted, pages, requests, most } = await listOf(keys, prefix, 100);
    expect(found.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))).toEqual(sorted);
    expect(requests).toBeLessThanOrEqual(1.2 * pages);
    expect(most).toBeGreaterThanOrEqual(10);
    expect(most).toBeLessThanOrEqual(16);
  },
);

test.each([500, 1000])(
  "a listing of %i pages takes up to 16 requests at a time, and few pages more",
  async (wanted) => {
    const keys = index.map((i) => `small/${String(i).padStart(6, "0")}.csv`);
    const { found, pages, requests, most } = await listOf(keys, "small/", count / wanted);
    expect(new Set(found)).toEqual(new Set(keys));
    expect(pages).toBe(wanted);
    expect(requests).toBeLessThanOrEqual(1.2 * pages);
    expect(most).toBe(16);
  },
);

test("for who takes pages more slowly than they come, a handful waits", async () => {
  const keys = index.map((i) => `small/${String(i).padStart(6, "0")}.csv`);
  const { found, waiting } = await listOf(keys, "small/", 100, async () => {
    for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
  });
  expect(new Set(found)).toEqual(new Set(keys));
  // When it begins, nobody knows yet how slow that is.
  expect(Math.max(...waiting.slice(20))).toBeLessThanOrEqual(5);
});

test("of any keys each is listed once", async () => {
  const key = fc.oneof(
    fc.string({ unit: fc.constantFrom("a", "b", "0", "~", "é", "😀", "\uffff", " "), maxLength: 6 }),
    fc.string({ unit: "binary", maxLength: 4 }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(key, { maxLength: 300 }), fc.integer({ min: 1, max: 9 }), async (keys, size) => {
      const { found, sorted } = await listOf(
        keys.map((one) => `p/${one}`),
        "p/",
        size,
      );
      expect(new Set(found)).toEqual(new Set(sorted));
      expect(found).toHaveLength(sorted.length);
    }),
    { numRuns: 300 },
  );
});

test("a point between two keys lies between them", () => {
  const key = fc.string({ unit: fc.constantFrom("a", "m", "z", "0", "9", "é", "😀", " ", "~"), maxLength: 5 });
  fc.assert(
    fc.property(key, fc.option(key), fc.nat(4), (from, end, position) => {
      fc.pre(end === null || isBehind(end, from));
      const point = splitPoint(from, end, position);
      if (point === null) return;
      expect(isBehind(point, from)).toBe(true);
      if (end !== null) expect(isBehind(end, point)).toBe(true);
    }),
  );
});

test("a store that answers with what it was not asked for is not believed", async () => {
  const page = {
    objects: [{ key: "a", size: 1, etag: "", lastModified: new Date(0) }],
    asOf: new Date(0),
    token: null,
  };
  const listing = listInParallel("", { first: "b", last: "c", token: "x", pages: 5 }, () => async () => page);
  await expect(listing.next()).rejects.toThrow(/not in the order of the keys/);
});
