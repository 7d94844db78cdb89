import * as fc from "fast-check";

/** One thing that happens in the world; a list of them reads as a story. */
export type Happening =
  | { readonly do: "put"; readonly key: string; readonly content: number }
  | { readonly do: "put slowly"; readonly key: string; readonly content: number; readonly takes: number }
  | { readonly do: "replicate"; readonly key: string; readonly content: number; readonly age: number }
  | { readonly do: "begin upload"; readonly key: string; readonly content: number }
  | { readonly do: "complete upload"; readonly index: number }
  | { readonly do: "delete"; readonly key: string }
  | { readonly do: "restore"; readonly key: string; readonly content: number; readonly age: number }
  | { readonly do: "replicate in order"; readonly key: string; readonly content: number }
  | { readonly do: "put many"; readonly content: number; readonly count: number }
  | { readonly do: "expire"; readonly age: number }
  | { readonly do: "change the pattern"; readonly pattern: Pattern }
  | { readonly do: "change the start"; readonly age: number | null }
  | { readonly do: "wait"; readonly milliseconds: number }
  | { readonly do: "let the tap go on"; readonly steps: number }
  | { readonly do: "fail the next read" }
  | { readonly do: "kill the tap"; readonly lag: number };

/** How late an object may become visible after its stamp, uploads aside. */
export const latenessMs = 60_000;

const dayMs = 24 * 3_600_000;

/** Which keys belong to the table, by their first letters. */
export type Pattern = (typeof patterns)[number];
/** The first takes every key. */
export const patterns = ["abcdefghijklmn", "abcdefg", "efghijklmn", "hijklmn", "aceg", "cde"] as const;

const key = fc.constantFrom("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n");
const content = fc.nat(3);

const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant("put"), key, content }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("put slowly"),
      key,
      content,
      takes: fc.integer({ min: 1, max: latenessMs }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("replicate"), key, content, age: fc.integer({ min: 0, max: latenessMs }) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("begin upload"), key, content }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("complete upload"), index: fc.nat(5) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("delete"), key }) },
  { weight: 7, arbitrary: fc.record({ do: fc.constant("wait"), milliseconds: fc.integer({ min: 1, max: 1500 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("wait"), milliseconds: fc.integer({ min: 1500, max: 2 * latenessMs }) }),
  },
  {
    weight: 14,
    arbitrary: fc.record({ do: fc.constant("let the tap go on"), steps: fc.integer({ min: 1, max: 12 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("fail the next read") }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("kill the tap"), lag: fc.nat(3) }) },
);

/** What else happens where files are older than any look-back, patterns change and lifecycle rules delete. */
const wilder: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant("replicate"), key, content, age: fc.integer({ min: 0, max: 100 * dayMs }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("restore"), key, content, age: fc.integer({ min: 0, max: 2 * dayMs }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("put many"), content, count: fc.integer({ min: 2, max: 12 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("expire"), age: fc.integer({ min: 0, max: 50 * dayMs }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("change the pattern"), pattern: fc.constantFrom(...patterns) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("change the start"),
      age: fc.option(fc.integer({ min: 0, max: 100 * dayMs })),
    }),
  },
  { weight: 8, arbitrary: happening },
);

/** What happens to one bucket whose writers keep no promise. */
export const wildWorld: fc.Arbitrary<Happening[]> = fc.array(wilder, { minLength: 1, maxLength: 160, size: "max" });

/**
 * Only replicas with old stamps that rise: nothing is older than what has been read, and nothing is new. There are no
 * more keys than a page holds: what appears between two pages can be older than what the second of them shows.
 */
export const quietWorld: fc.Arbitrary<Happening[]> = fc.array(
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({ do: fc.constant("replicate in order"), key: fc.constantFrom("a", "b", "c"), content }),
    },
    {
      weight: 5,
      arbitrary: fc.record({ do: fc.constant("let the tap go on"), steps: fc.integer({ min: 1, max: 12 }) }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant("kill the tap"), lag: fc.nat(3) }) },
  ),
  { minLength: 1, maxLength: 60, size: "max" },
);

/** Bursts of files, put while the tap lists and reads. */
export const burstWorld: fc.Arbitrary<Happening[]> = fc.array(
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({ do: fc.constant("put many"), content, count: fc.integer({ min: 2, max: 12 }) }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant("put"), key, content }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant("wait"), milliseconds: fc.integer({ min: 1, max: 1500 }) }) },
    {
      weight: 5,
      arbitrary: fc.record({ do: fc.constant("let the tap go on"), steps: fc.integer({ min: 1, max: 4 }) }),
    },
  ),
  { minLength: 1, maxLength: 60, size: "max" },
);

/** What happens to one bucket. */
export const world: fc.Arbitrary<Happening[]> = fc.array(happening, { minLength: 1, maxLength: 160, size: "max" });
