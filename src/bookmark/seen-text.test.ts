import * as fc from "fast-check";
import { expect, test } from "vitest";
import { readSeen, writeSeen } from "./seen-text.ts";
import { versionKey, versionOf, type Version } from "./version.ts";

const second = 1000;
const noon = Date.parse("2026-11-22T12:00:00.000Z");

test("a version is the mark of its key, ETag and stamp, filed under its stamp", () => {
  const lastModified = new Date(noon);
  // States hold it: it must never change.
  expect(versionOf({ key: "orders/a.csv", etag: '"abc"', size: 1, lastModified })).toEqual({
    lastModified: noon,
    id: "BC7KIsUycg",
  });
});

test("a lone version is its stamp and its id", () => {
  expect(writeSeen([{ lastModified: noon, id: "q8Zr0W3xkP" }])).toEqual(["2026-11-22T12:00:00.000Z q8Zr0W3xkP"]);
});

test("versions of one stamp share it, and a later one carries the milliseconds in between", () => {
  const versions = [
    { lastModified: noon, id: "b000000000" },
    { lastModified: noon, id: "a000000000" },
    { lastModified: noon + second, id: "c000000000" },
  ];
  expect(writeSeen(versions)).toEqual(["2026-11-22T12:00:00.000Z a000000000 b000000000 c000000000rs"]);
});

test("what is written is read again, each version once", () => {
  const version = fc.record({
    lastModified: fc.date({ min: new Date(0), max: new Date("2100-01-01"), noInvalidDate: true }).map(Number),
    id: fc.string({ unit: fc.constantFrom(...Array.from("abzABZ019-_")), minLength: 10, maxLength: 10 }),
  });
  fc.assert(
    fc.property(fc.array(version, { maxLength: 200 }), (versions) => {
      const read = writeSeen(versions).flatMap((text) => readSeen(text) ?? []);
      expect(read.map(versionKey).sort()).toEqual([...new Set(versions.map(versionKey))].sort());
    }),
  );
});

test.each([
  ["no ids", "2026-11-22T12:00:00.000Z"],
  ["a short id", "2026-11-22T12:00:00.000Z q8Zr0W3x"],
  ["another kind of stamp", "2026-11-22T12:00:00+00:00 q8Zr0W3xkP"],
  ["no such day", "2026-13-22T12:00:00.000Z q8Zr0W3xkP"],
  ["two spaces", "2026-11-22T12:00:00.000Z  q8Zr0W3xkP"],
])("a text with %s is refused", (_, text) => {
  expect(readSeen(text)).toBeNull();
});

test.each([
  ["in one second", 0],
  ["a second apart", second],
  ["a day apart", 86_400 * second],
])("50,000 versions %s stay under 1 MiB", (_, step) => {
  const versions: Version[] = Array.from({ length: 50_000 }, (_unused, index) =>
    versionOf({ key: `orders/${index}.csv`, etag: '"abc"', size: 1, lastModified: new Date(noon + index * step) }),
  );
  expect(JSON.stringify(writeSeen(versions)).length).toBeLessThan(1024 * 1024);
});
