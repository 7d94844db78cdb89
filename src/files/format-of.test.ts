import fc from "fast-check";
import { expect, test } from "vitest";
import { endingInside, endingOf, mayTellByContent } from "./format-of.ts";

test.each([
  ["a.csv.gz", "csv"],
  ["in/A.JSONL.GZ", "jsonl"],
  ["in/a.b.parquet.zst", "parquet"],
  ["a.zip", null],
  ["a.csv.zip", null],
  ["a.csv", null],
  ["a", null],
])("inside %s is a name that ends in %s", (key, ending) => expect(endingInside(key)).toBe(ending));

test.each(["a", "in/a", "in.d/part-00000", "in/2024.01.31", "in/a.json", "_in/.d/a"])(
  "what %s is may be told by its content",
  (key) => expect(mayTellByContent(key)).toBe(true),
);

test.each(["a.xls", "in/a.log", "in/a.7z", "in/.hidden", "in/_SUCCESS", ".hidden", "in/_a.json"])(
  "what %s is is not told by its content",
  (key) => expect(mayTellByContent(key)).toBe(false),
);

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
