import fc from "fast-check";
import { expect, test } from "vitest";
import { catalogFor } from "../support/bucket.ts";
import type { Message } from "../support/messages.ts";
import { memoryStore, type MemoryObject } from "../support/memory-store.ts";
import { runs } from "../support/runs.ts";
import { syncBucketInProcess } from "../support/sync-in-process.ts";

/** What happens to the bucket, and to the pipeline that copies its newest file. */
type Happening =
  | { readonly do: "put"; readonly key: string; readonly rows: number; readonly isBroken: boolean }
  | { readonly do: "delete"; readonly key: string }
  | { readonly do: "run" }
  /** After so much of what it writes; of that, the target has kept all, or what was written before the last STATE. */
  | { readonly do: "kill a run"; readonly after: number; readonly keepsAll: boolean };

const key = fc.constantFrom("a.csv", "b.csv", "c.csv");
const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("put"),
      key,
      rows: fc.nat(4),
      isBroken: fc.integer({ min: 0, max: 5 }).map((die) => die === 0),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("delete"), key }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("run") }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("kill a run"),
      after: fc.double({ min: 0, max: 1, noNaN: true }),
      keepsAll: fc.boolean(),
    }),
  },
);

interface Row {
  readonly text: string;
  readonly version: number;
}

/** A table in a warehouse that appends rows, and drops those of older versions when it is told to. */
class Warehouse {
  rows: readonly Row[] = [];
  state: { readonly bookmarks: Readonly<Record<string, unknown>> } = { bookmarks: {} };
  /** The rows at each moment at which a version became valid. */
  readonly activated: (readonly string[])[] = [];

  take(messages: readonly Message[]): void {
    for (const message of messages) {
      if (message.type === "RECORD") {
        this.rows = [...this.rows, { text: String(message.record["id"]), version: message.version ?? 0 }];
      }
      if (message.type === "STATE") this.state = message.value;
      if (message.type !== "ACTIVATE_VERSION") continue;
      this.rows = this.rows.filter(({ version }) => version >= message.version);
      this.activated.push(this.texts());
    }
  }

  texts(): readonly string[] {
    return this.rows.map(({ text }) => text);
  }
}

class World {
  readonly warehouse = new Warehouse();
  readonly #objects = new Map<string, MemoryObject & { readonly lastModified: Date }>();
  /** What each file that was ever put holds; null where it cannot be read to its end. */
  readonly contents: string[][] = [];
  #puts = 0;

  happen(next: Happening): Promise<void> | void {
    switch (next.do) {
      case "put":
        return this.#put(next);
      case "delete":
        this.#objects.delete(next.key);
        return;
      case "run":
        return this.run((messages) => messages);
      case "kill a run":
        return this.run((messages) => {
          const cut = messages.slice(0, Math.floor(next.after * messages.length));
          const saved = cut.findLastIndex(({ type }) => type === "STATE") + 1;
          return next.keepsAll ? cut : cut.slice(0, saved);
        });
    }
  }

  /** Two puts in a row have the same stamp, as within one second. */
  #put({ key, rows, isBroken }: Extract<Happening, { do: "put" }>): void {
    const put = ++this.#puts;
    const texts = Array.from({ length: rows }, (_, row) => `${key} ${put} ${row}`);
    if (!isBroken) this.contents.push(texts);
    const body = `id\n${texts.map((text) => `${text}\n`).join("")}${isBroken ? '"' : ""}`;
    const lastModified = new Date(Date.UTC(2026, 0, 1, 0, 0, Math.floor(put / 2)));
    this.#objects.set(key, { key, bytes: Buffer.from(body), lastModified, etag: `"${put}"` });
  }

  async run(cut: (messages: readonly Message[]) => readonly Message[]): Promise<void> {
    const tables = [{ table_name: "t", search_pattern: ".", replace: true }];
    const store = memoryStore([...this.#objects.values()]);
    const settings = { tables, checkpoint_records: 1, on_no_files: "warn" };
    const { stdout } = await syncBucketInProcess(store, settings, catalogFor(["id"]), this.warehouse.state);
    const messages = stdout
      .split("\n")
      .slice(0, -1)
      .map((line): Message => JSON.parse(line));
    this.warehouse.take(cut(messages));
  }

  /** The rows that the newest file holds; null where there is none. */
  newest(): readonly string[] | null {
    const [newest] = [...this.#objects.values()].sort(
      (a, b) => b.lastModified.getTime() - a.lastModified.getTime() || (a.key < b.key ? 1 : -1),
    );
    return newest?.bytes.toString().split("\n").slice(1, -1) ?? null;
  }
}

test("whatever happens and wherever a run is killed, only whole files become valid, and in the end the newest", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { minLength: 1, maxLength: 25, size: "max" }), async (story) => {
      const world = new World();
      for (const next of story) await world.happen(next);
      // The world becomes quiet: one more file that can be read, and two runs that nobody kills.
      await world.happen({ do: "put", key: "c.csv", rows: 2, isBroken: false });
      for (let run = 0; run < 2; run++) await world.happen({ do: "run" });
      const { warehouse, contents } = world;
      expect(warehouse.texts()).toEqual(world.newest());
      for (const texts of warehouse.activated) expect(contents).toContainEqual(texts);
      await world.run((messages) => {
        expect(messages.filter(({ type }) => type !== "STATE" && type !== "SCHEMA")).toEqual([]);
        return messages;
      });
    }),
    { numRuns: runs(100) },
  );
});
