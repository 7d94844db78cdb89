import * as fc from "fast-check";
import { expect, test } from "vitest";
import { orderDue } from "./due-objects.ts";
import { compareKeys } from "./key-order.ts";
import { PackedObjects } from "./packed-objects.ts";
import type { Listed } from "./version.ts";

const key = fc.oneof(
  fc.constantFrom("a", "a!", "a\u{1F600}", "a\uFFFD", "a\uD800", "é", ""),
  fc.nat(400).map((number) => `in/${number}.csv`),
  fc.string({ unit: "binary", maxLength: 5 }),
);
const listed: fc.Arbitrary<Listed> = fc.record({
  key,
  etag: fc.constantFrom('"0"', '"é"', '"\uDC00"', ""),
  size: fc.nat(2 ** 50),
  lastModified: fc.nat(5).map((second) => new Date(1_700_000_000_000 + 1000 * second)),
});

/** The same by an array and a map. */
function plainOrder(objects: readonly Listed[]): Listed[] {
  const newest = new Map<string, Listed>();
  for (const object of objects) {
    const other = newest.get(object.key);
    if (other === undefined || other.lastModified <= object.lastModified) newest.set(object.key, object);
  }
  return [...newest.values()].sort(
    (a, b) => a.lastModified.getTime() - b.lastModified.getTime() || compareKeys(a.key, b.key),
  );
}

const options = {
  asOf: new Date(),
  oldestUpload: null,
  startDate: null,
  lookbackMs: 0,
  fingerprintOf: () => "cfg",
  scope: [],
};

test("objects that are due are what they were, each key once as it was put last, in the order of stamps and keys", () => {
  fc.assert(
    fc.property(fc.array(listed, { maxLength: 900, size: "max" }), (objects) => {
      const packed = new PackedObjects<Listed>((kept) => kept);
      for (const object of objects) packed.push(object);
      const { due, oldestFrom } = orderDue(packed, [], options, -Infinity);
      const expected = plainOrder(objects);
      expect([...due]).toEqual(expected);
      expect(expected.map((_, index) => due.at(index))).toEqual(expected);
      expect(expected.map((_, index) => due.sizeAt(index))).toEqual(expected.map(({ size }) => size));
      expect([...oldestFrom]).toEqual([...expected.map(({ lastModified }) => lastModified.getTime()), Infinity]);
      expect(expected.map((_, index) => due.keyAt(index))).toEqual(expected.map((object) => object.key));
      expect(expected.map((_, index) => due.stampAt(index))).toEqual([...oldestFrom].slice(0, -1));
      expect([due.at(expected.length), due.keyAt(expected.length), due.length]).toEqual([null, null, expected.length]);
    }),
    { numRuns: 60 },
  );
});

test("an object that was begun comes first also of hundreds of thousands", () => {
  const packed = new PackedObjects<Listed>((kept) => kept);
  const lastModified = new Date(1_700_000_000_000);
  for (let index = 0; index < 300_000; index++) packed.push({ key: `${index}`, etag: '"0"', size: 1000, lastModified });
  const begun = { etag: '"0"', lastModified: lastModified.getTime(), cfg: "cfg", records: 1, line: 2 };
  const parts = [
    { ...begun, key: "7", byte: 10 },
    { ...begun, key: "299999", byte: 10 },
    { ...begun, key: "3", byte: 1001 },
    { ...begun, key: "gone", byte: 10 },
  ];
  const found = orderDue(packed, parts, options, -Infinity);
  expect([0, 1, 2, 3].map((index) => found.due.at(index)?.key)).toEqual(["299999", "7", "0", "1"]);
  expect(found.parts.map((part) => part.key)).toEqual(["7", "299999"]);
  expect(found.overrun).toEqual(["3"]);
});
