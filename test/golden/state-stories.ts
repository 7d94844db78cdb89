import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { spawnTap } from "../support/run-tap.ts";
import { startStore, type Store } from "../../local-aws/store/store.ts";
import { awsEnvironment, goldenConfig, goldenRole, type PlacedCase } from "./golden-bucket.ts";
import { outcomeOf } from "./outcome.ts";

/** What one sync of a story's table came to. */
export interface Step {
  /** The files it read, in their order. */
  readonly files: readonly string[];
  readonly state: State;
}

/** The value of a STATE. */
export interface State {
  readonly bookmarks: Readonly<Record<string, { readonly modified_since?: string; readonly _files?: unknown }>>;
}

/** A table of a story, and what a tap must be told to read it. */
export interface StoryTable {
  readonly id: string;
  /** In the order in which they were put. */
  readonly objects: readonly { readonly key: string; readonly lastModified: number }[];
  readonly config: Record<string, unknown>;
  readonly catalog: object;
  readonly env: Record<string, string>;
}

/** The tap that is switched from and back to. */
export type OtherTap = (table: StoryTable, state: State) => Promise<Step>;

const nothing: State = { bookmarks: {} };
const bucket = "golden";
const minute = 60_000;

/** Tells what becomes of the bookmark when two taps take turns; `other` is the reference tap, or its rule. */
export function describeStories(other: OtherTap): void {
  let store: Store;
  let count = 0;

  beforeAll(async () => {
    store = await startStore({ roles: [{ arn: goldenRole }] });
    store.createBucket(bucket);
  });
  afterAll(() => store.close());

  /** A table of its own for each story, and a way to put files into it that are some minutes old. */
  const begin = (): { table: StoryTable; put: (key: string, age: number) => void; now: number } => {
    const id = `story_${++count}`;
    // Whole seconds: a listing of S3 knows no others.
    const now = Math.floor(Date.now() / 1000) * 1000;
    const placed: PlacedCase = { id, name: id, files: {} };
    const objects: { readonly key: string; readonly lastModified: number }[] = [];
    const table = { id, objects, config: goldenConfig([placed]), catalog: catalogOf(id), env: awsEnvironment(store) };
    const put = (key: string, age: number): void => {
      const lastModified = now - age * minute;
      objects.push({ key, lastModified });
      store.put(bucket, `${id}/${key}`, "a\nx\n", { lastModified: new Date(lastModified) });
    };
    return { table, put, now };
  };

  describe("the switch", () => {
    test("what the reference tap has read is not read again, and what is new is", async () => {
      const { table, put } = begin();
      put("a.csv", 5000);
      put("b.csv", 30);
      const theirs = await other(table, nothing);
      expect(theirs.files).toEqual(["a.csv", "b.csv"]);
      put("c.csv", 20);
      const ours = await sync(table, theirs.state);
      expect(ours.files).toEqual(["c.csv"]);
      expect((await sync(table, ours.state)).files).toEqual([]);
    });

    test("several files of the second of the bookmark are taken for read", async () => {
      const { table, put } = begin();
      put("a.csv", 30);
      put("b.csv", 30);
      const theirs = await other(table, nothing);
      expect((await sync(table, theirs.state)).files).toEqual([]);
    });

    test("a file of that second that appears after the switch is read", async () => {
      const { table, put } = begin();
      put("b.csv", 30);
      const switched = await sync(table, (await other(table, nothing)).state);
      put("a.csv", 30);
      put("z.csv", 40);
      expect((await sync(table, switched.state)).files).toEqual(["z.csv", "a.csv"]);
    });

    test("a bookmark that is set back replays", async () => {
      const { table, put, now } = begin();
      put("a.csv", 30);
      put("b.csv", 20);
      const done = await sync(table, (await other(table, nothing)).state);
      const back = { bookmarks: { [table.id]: { modified_since: new Date(now - 25 * minute).toISOString() } } };
      expect((await sync(table, { bookmarks: { ...done.state.bookmarks, ...back.bookmarks } })).files).toEqual([
        "b.csv",
      ]);
    });
  });

  describe("the way back", () => {
    test("the reference tap goes on where we stood, and we where it stood", async () => {
      const { table, put } = begin();
      put("a.csv", 60);
      const first = await other(table, nothing);
      put("b.csv", 50);
      const second = await sync(table, first.state);
      expect(second.files).toEqual(["b.csv"]);
      put("c.csv", 40);
      const third = await other(table, second.state);
      expect(third.files).toEqual(["c.csv"]);
      put("d.csv", 30);
      const fourth = await sync(table, third.state);
      expect(fourth.files).toEqual(["d.csv"]);
      expect((await other(table, fourth.state)).files).toEqual([]);
      expect((await sync(table, fourth.state)).files).toEqual([]);
    });

    test("modified_since is what the reference tap would have written", async () => {
      const { table, put } = begin();
      put("a.csv", 60);
      put("b.csv", 50);
      put("b.dat", 45);
      const [ours, theirs] = await Promise.all([sync(table, nothing), other(table, nothing)]);
      expect(ours.state.bookmarks[table.id]?.modified_since).toBe(theirs.state.bookmarks[table.id]?.modified_since);
    });

    test("the reference tap keeps what is ours in the state, and we notice that it was there", async () => {
      const { table, put } = begin();
      put("a.csv", 60);
      const ours = await sync(table, nothing);
      put("b.csv", 50);
      const theirs = await other(table, ours.state);
      expect(theirs.state.bookmarks[table.id]?._files).toEqual(ours.state.bookmarks[table.id]?._files);
      put("late.csv", 55);
      // It was there when the reference tap had the bookmark: whether that tap has read it, nobody can tell.
      expect((await sync(table, theirs.state)).files).toEqual([]);
    });

    test("what others keep in the state goes through both", async () => {
      const { table, put } = begin();
      put("a.csv", 60);
      const more = { bookmarks: { another: { modified_since: "2020-01-01T00:00:00+00:00" } }, currently_syncing: "x" };
      const { state } = await other(table, (await sync(table, more)).state);
      expect(state).toMatchObject(more);
    });
  });
}

async function sync({ config, catalog, env }: StoryTable, state: State): Promise<Step> {
  const { code, stdout, stderr } = await spawnTap({ config, catalog, state, env });
  if (code !== 0) throw new Error(stderr);
  return stepOf(stdout);
}

/** What a sync of one table wrote. */
export function stepOf(stdout: string): Step {
  const [records = new Map<string, readonly string[]>()] = [...outcomeOf(stdout).records.values()];
  const state: State = JSON.parse(stdout.split("\n").findLast((line) => /^\{"type": ?"STATE"/.test(line)) ?? "").value;
  return { files: [...records.keys()], state };
}

function catalogOf(id: string): object {
  const text = { type: ["null", "string"] };
  const properties = { a: text, _sdc_source_file: text };
  const metadata = [{ breadcrumb: [], metadata: { selected: true, "table-key-properties": [] } }];
  return { streams: [{ stream: id, tap_stream_id: id, schema: { type: "object", properties }, metadata }] };
}
