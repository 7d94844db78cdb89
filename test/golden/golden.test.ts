import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { LogEntry } from "../support/run-tap.ts";
import { startStore, type Store } from "../../local-aws/store/store.ts";
import { allCases } from "./all-cases.ts";
import { awsEnvironment, fillBucket, goldenRole, lastModifiedOf, type PlacedCase } from "./golden-bucket.ts";
import { expectedStream } from "./golden-catalog.ts";
import { discoverCases, type Found, type Synced, syncCases } from "./golden-run.ts";
import { expectedRecords } from "./outcome.ts";

// Every case has a table and a folder of its own, and so a few runs of the program serve them all:
// what fails in one table leaves the others alone, and the exit code is that of all cases in a run.
const found = allCases.filter(({ discoveryFails }) => discoveryFails === undefined);
const lost = allCases.filter(({ discoveryFails }) => discoveryFails !== undefined);
const codes = [...new Set(found.map(codeOf))];

let store: Store;
let discovered: Found;
let failed: Found;
const synced = new Map<number, Synced>();

beforeAll(async () => {
  store = await startStore({ roles: [{ arn: goldenRole }] });
  fillBucket(store, allCases);
  const env = awsEnvironment(store);
  [discovered, failed] = await Promise.all([discoverCases(found, env), discoverCases(lost, env)]);
  if (discovered.code !== 0) throw new Error(`Discovery fails:\n${errorsOf(discovered.log)}`);
  for (const code of codes) {
    const cases = found.filter((golden) => codeOf(golden) === code);
    synced.set(code, await syncCases(cases, discovered.streams, env));
  }
}, 120_000);

afterAll(() => store.close());

test("discovery finds every table", () => {
  expect([...discovered.streams.keys()]).toEqual(found.map(({ id }) => id));
});

test.each(codes)("a sync ends with exit code %i", (code) => {
  expect(synced.get(code)?.code).toBe(code);
});

test("a discovery in which tables fail prints no catalog", () => {
  expect(failed.code).toBe(4);
  expect(failed.streams.size).toBe(0);
});

const parts = [...new Set(allCases.map(({ id }) => id.replace(/_\d+$/, "")))];

describe.each(parts)("%s", (part) => {
  test.each(allCases.filter(({ id }) => id.startsWith(part)))("$id: $name", (golden) => {
    if (golden.discoveryFails !== undefined) {
      expect(complaintsOf(golden, failed.log)).toMatch(golden.discoveryFails);
      return;
    }
    const stream = discovered.streams.get(golden.id);
    if (golden.columns !== undefined) expect(stream).toEqual(expectedStream(golden));
    const run = synced.get(codeOf(golden));
    const records = run?.outcome.records.get(golden.id) ?? new Map<string, string[]>();
    expect([...records]).toEqual([...expectedRecords(golden)]);
    expect(run?.outcome.bookmarks[golden.id]?.modified_since ?? "").toBe(
      golden.modifiedSince ?? lastModifiedOf(golden),
    );
    const complaints = complaintsOf(golden, [...discovered.log, ...(run?.log ?? [])]);
    if (golden.warns !== undefined) expect(complaints).toMatch(golden.warns);
    if (golden.fails !== undefined) expect(complaints).toMatch(golden.fails);
  });
});

function codeOf({ fails, code = 4 }: PlacedCase): number {
  return fails === undefined ? 0 : code;
}

function errorsOf(log: readonly LogEntry[]): string {
  return log.flatMap(({ level, msg }) => (["error", "fatal"].includes(level) ? [msg] : [])).join("\n");
}

/** The warnings and errors about a case, one a line. */
function complaintsOf({ id }: PlacedCase, log: readonly LogEntry[]): string {
  return log
    .filter(({ level, msg }) => level !== "info" && msg.includes(id))
    .map(({ msg }) => msg)
    .join("\n");
}
