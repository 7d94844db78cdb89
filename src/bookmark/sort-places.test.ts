import * as fc from "fast-check";
import { expect, test } from "vitest";
import { sortPlaces } from "./sort-places.ts";

test("places are in order afterwards, and equal ones as they were", () => {
  const keys = fc.oneof(
    fc.array(fc.nat(20), { maxLength: 200, size: "max" }),
    fc.array(fc.nat(), { maxLength: 200, size: "max" }).map((list) => list.toSorted((a, b) => a - b)),
  );
  fc.assert(
    fc.property(keys, (list) => {
      const compare = (a: number, b: number): number => (list[a] ?? 0) - (list[b] ?? 0);
      const places = Uint32Array.from(list.keys());
      sortPlaces(places, compare);
      expect([...places]).toEqual([...list.keys()].sort(compare));
    }),
  );
});
