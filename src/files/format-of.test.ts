import fc from "fast-check";
import { expect, test } from "vitest";
import { endingOf } from "./format-of.ts";

/** As it says of itself. */
const plainEnding = (name: string): string => name.replace(/^[^]*[/.]/, "").toLowerCase();

test("the ending of a name is its own, whatever names were asked for before", () => {
  const piece = fc.constantFrom("a", "csv", "CSV", ".", "/", ".csv", ".CSV", ".gz", "");
  const name = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(""));
  fc.assert(
    fc.property(fc.array(name, { maxLength: 8 }), (names) => {
      expect(names.map(endingOf)).toEqual(names.map(plainEnding));
    }),
  );
});
