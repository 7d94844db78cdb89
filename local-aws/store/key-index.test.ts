import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareUtf8, KeyIndex, lowerBound } from "./key-index.ts";

const keys = fc.string({ unit: "binary", maxLength: 6 });

describe("compareUtf8", () => {
  it("agrees with the order of the UTF-8 bytes", () => {
    fc.assert(
      fc.property(keys, keys, (left, right) => {
        const wanted = Buffer.compare(Buffer.from(left), Buffer.from(right));
        expect(Math.sign(compareUtf8(left, right))).toBe(wanted);
      }),
    );
  });
});

describe("KeyIndex", () => {
  it("holds exactly the keys that were put and not removed, in order", () => {
    const step = fc.record({ verb: fc.constantFrom("put", "put", "remove", "list"), key: keys });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const held = new Set<string>();
        const index = new KeyIndex();
        for (const { verb, key } of steps) {
          if (verb === "put" && !held.has(key)) index.add(key);
          if (verb === "put") held.add(key);
          if (verb === "remove" && held.delete(key)) index.remove();
          if (verb === "list") index.keys((it) => held.has(it));
        }
        expect(index.keys((it) => held.has(it))).toEqual([...held].sort(compareUtf8));
      }),
    );
  });
});

describe("lowerBound", () => {
  it("finds the first key at or behind a bound", () => {
    const sorted = ["a", "c", "e"];
    expect(["a", "b", "c", "f"].map((bound) => lowerBound(sorted, bound, true))).toEqual([0, 1, 1, 3]);
    expect(["", "a", "b", "e"].map((bound) => lowerBound(sorted, bound, false))).toEqual([0, 1, 1, 3]);
  });
});
