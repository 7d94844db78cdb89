import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { allCases } from "../../golden/all-cases.ts";
import { awsEnvironment, fillBucket, goldenConfig, goldenRole, type PlacedCase } from "../../golden/golden-bucket.ts";
import { discoverCases, type Found, streamsOf, syncCases, type Synced, syncInput } from "../../golden/golden-run.ts";
import { type Outcome, outcomeOf } from "../../golden/outcome.ts";
import type { TapInput, TapResult } from "../../support/run-tap.ts";
import { startStore, type Store } from "../../../local-aws/store/store.ts";
import { exactJson } from "./exact-json.ts";
import { installReference, runReference } from "./reference-tap.ts";

const reference = await installReference();

if ("missing" in reference) {
  // A developer may lack Python; the machine that decides may not.
  test.skipIf(process.env["CI"] === undefined)(`the reference tap: ${reference.missing}`, () => {
    throw new Error(reference.missing);
  });
} else {
  compareWith(reference.path);
}

/**
 * Runs the golden cases through both taps against one store. The cases that say what the reference
 * tap does otherwise (`there`) are the list of differences, each with its reason: a case outside the
 * list must come to the same, and a case inside it must not.
 */
function compareWith(path: string): void {
  const found = allCases.filter(({ discoveryFails }) => discoveryFails === undefined);
  const same = found.filter(({ there }) => there === undefined);
  const different = found.filter(({ there, crashesThere }) => there !== undefined && crashesThere === undefined);
  const crashing = allCases.filter(({ crashesThere }) => crashesThere === true);
  let store: Store;
  let env: Record<string, string>;
  let ours: { readonly found: Found; readonly synced: Synced };
  let theirs: Seen;

  beforeAll(async () => {
    store = await startStore({ roles: [{ arn: goldenRole }] });
    fillBucket(store, allCases);
    env = awsEnvironment(store);
    const discovered = await discoverCases(found, env);
    ours = { found: discovered, synced: await syncCases(found, discovered.streams, env) };
    theirs = await look([...same, ...different]);
  }, 600_000);

  afterAll(() => store.close());

  const look = async (cases: readonly PlacedCase[]): Promise<Seen> => {
    const run = (input: TapInput): Promise<TapResult> =>
      runReference(path, { ...input, env, config: goldenConfig(cases) });
    const discovered = await run({ args: ["--discover"] });
    if (discovered.code !== 0) return { failure: lastWords(discovered), outcome: null, streams: new Map() };
    const streams = streamsOf(discovered.stdout);
    const synced = await run(syncInput(cases, streams));
    return {
      failure: synced.code === 0 ? null : lastWords(synced),
      outcome: outcomeOf(parsable(synced.stdout)),
      streams,
    };
  };

  test("the reference tap reads all tables that do not crash it", () => {
    expect(theirs.failure).toBeNull();
  });

  describe("the same catalog, records and state", () => {
    test.each(same)("$id: $name", ({ id }) => {
      expect(ours.found.streams.get(id)).toEqual(theirs.streams.get(id));
      expect(recordsOf(ours.synced.outcome, id)).toEqual(recordsOf(theirs.outcome, id));
      expect(bookmarkOf(ours.synced.outcome, id)).toEqual(bookmarkOf(theirs.outcome, id));
    });
  });

  describe("a difference, as the list says", () => {
    test.each(different)("$id: $name; the reference tap $there", ({ id }) => {
      const here = [
        ours.found.streams.get(id),
        recordsOf(ours.synced.outcome, id),
        bookmarkOf(ours.synced.outcome, id),
      ];
      const there = [theirs.streams.get(id), recordsOf(theirs.outcome, id), bookmarkOf(theirs.outcome, id)];
      expect(here).not.toEqual(there);
    });
  });

  describe("a crash, as the list says", () => {
    test.concurrent.each(crashing)("$id: $name; the reference tap $there", async (golden) => {
      const { failure } = await look([golden]);
      expect(failure).not.toBeNull();
    });
  });
}

/** What the reference tap came to. */
interface Seen {
  /** Why it failed, or null. */
  readonly failure: string | null;
  readonly outcome: Outcome | null;
  readonly streams: Found["streams"];
}

function recordsOf(outcome: Outcome | null, id: string): unknown {
  return [...(outcome?.records.get(id) ?? [])].map(([file, records]) => [file, records.map(comparable)]);
}

/** What is left over of an object of JSON Lines comes from the reference tap in an order that changes from run to run. */
function comparable(record: string): unknown {
  return exactJson(record, (name, value) =>
    name === "_sdc_extra" && Array.isArray(value) ? value.toSorted(byText) : value,
  );
}

function byText(a: unknown, b: unknown): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}

/** As a time: the reference tap hands on what it was given, in whatever form. */
function bookmarkOf(outcome: Outcome | null, id: string): number {
  return Date.parse(outcome?.bookmarks[id]?.modified_since ?? "");
}

/** The reference tap writes floats that JSON has no number for. */
function parsable(stdout: string): string {
  return stdout.replaceAll(": NaN", ': "a bare NaN"');
}

function lastWords({ stderr }: TapResult): string {
  return stderr.trimEnd().split("\n").slice(-3).join("\n");
}
