import * as fc from "fast-check";
import { expect, test } from "vitest";
import { IdSet } from "./id-set.ts";
import { Sketch } from "./sketch.ts";
import { idOf, type Mark, setMark } from "./version.ts";

function markOf(name: string): Mark {
  const mark = { high: 0, low: 0 };
  setMark(mark, { key: name, etag: '"x"', size: 1, lastModified: new Date(1_700_000_000_000) });
  return mark;
}

function sketchOf(names: readonly string[]): Sketch {
  const sketch = new Sketch();
  for (const name of names) sketch.add(markOf(name));
  return sketch;
}

const idsOf = (marks: readonly Mark[] | undefined): string[] => (marks ?? []).map(idOf).sort();
const names = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, i) => `${prefix}/${i}.csv`);

// Measured over 1,000 trials: 10 differences always, 30 in 998, 45 in 997, 60 in 996, 70 in 820.
test.each([
  [0, 0],
  [1, 0],
  [20, 10],
  [45, 0],
  [15, 30],
])("of 100,000 marks, %i that are gone and %i that are new are told", (gone, fresh) => {
  const kept = names("kept", 100_000);
  const before = sketchOf([...kept, ...names("gone", gone)]);
  const now = sketchOf([...kept, ...names("new", fresh)]);
  const difference = before.minus(now);
  expect(idsOf(difference?.onlyFirst)).toEqual(idsOf(names("gone", gone).map(markOf)));
  expect(idsOf(difference?.onlySecond)).toEqual(idsOf(names("new", fresh).map(markOf)));
});

test("where too much differs nothing is told, and nothing is made up", () => {
  expect(sketchOf(names("a", 200)).minus(sketchOf(names("b", 200)))).toBeNull();
});

test("sketches of disjoint sets add up to that of all, in any order, and what is taken out leaves no trace", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string(), { maxLength: 40 }), fc.nat(40), (all, cut) => {
      const whole = sketchOf(all);
      const [left, right] = [sketchOf(all.slice(0, cut)), sketchOf(all.slice(cut))];
      const sum = left.copy();
      sum.addAll(right);
      const reversed = right.copy();
      reversed.addAll(left);
      for (const name of all.slice(cut)) whole.delete(markOf(name));
      expect([sum.toBytes(), whole.toBytes()]).toEqual([reversed.toBytes(), left.toBytes()]);
    }),
  );
});

test("a sketch is 1,000 bytes of whatever size the set is, and is read again as it was", () => {
  const bytes = sketchOf(names("a", 5000)).toBytes();
  expect(bytes.length).toBe(1000);
  expect(Sketch.fromBytes(bytes)?.toBytes()).toEqual(bytes);
  expect(Sketch.fromBytes(bytes.subarray(1))).toBeNull();
});

test("500,000 neighbouring names have different marks", () => {
  const marks = new Set<number>();
  const mark = { high: 0, low: 0 };
  for (let index = 0; index < 500_000; index++) {
    setMark(mark, {
      key: `d/part-${index}.csv`,
      etag: '"d41d8cd9"',
      size: 1,
      lastModified: new Date(1_700_000_000_000),
    });
    // All that a number holds of its 56 bits.
    marks.add((mark.high & 0x1fffff) * 2 ** 32 + mark.low);
  }
  expect(marks.size).toBe(500_000);
});

test("a set keeps 64 ids one by one, and of more the sketch", () => {
  const set = new IdSet();
  for (const name of names("a", 64)) set.add(markOf(name));
  expect(set.write()).toHaveLength(64);
  expect([set.has(markOf("a/0.csv")), set.has(markOf("b/0.csv"))]).toEqual([true, false]);
  set.add(markOf("a/64.csv"));
  expect(set.has(markOf("a/0.csv"))).toBeNull();
  expect(set.write()).toEqual([65, expect.stringMatching(/^[A-Za-z0-9+/]{1334}==$/)]);
  expect(IdSet.read(JSON.parse(JSON.stringify(set.write())))?.write()).toEqual(set.write());
});
