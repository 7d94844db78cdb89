import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { startStore } from "../../../local-aws/store/store.ts";
import { installPython } from "../programs/python-program.ts";
import { pipe, type PipeRun } from "./pipe.ts";
import { amountOf } from "./sales.ts";
import { noteText, Shop } from "./shop.ts";
import type { Row, Target } from "./target.ts";

/** Three runs: everything; nothing new; one changed and one new order, and more notes. */
export async function tellLoadStory(target: Target): Promise<void> {
  const bin = await installPython(target);
  const store = await startStore();
  const folder = await mkdtemp(join(tmpdir(), "tap-s3-csv-target-"));
  const configFile = join(folder, "target-config.json");
  try {
    const shop = new Shop(store);
    await writeFile(configFile, JSON.stringify(target.config(folder)));
    const load = async (state?: object | null): Promise<PipeRun> => {
      const input = { config: shop.config(), ...(state ? { state } : {}) };
      const command = [join(bin, target.command), "--config", configFile, ...(target.args?.(folder) ?? [])];
      const run = await pipe(input, command, folder);
      expect({ tap: run.tapCode, target: run.targetCode }, `${run.tapLog}${run.stderr}`).toEqual({ tap: 0, target: 0 });
      return run;
    };

    const first = await load();
    await expectShop(target, shop, folder, bin, 0);
    const again = await load(first.state);
    expect(again.records).toBe(0);
    await expectShop(target, shop, folder, bin, 0);
    expect(again.state?.bookmarks).toHaveProperty("orders");

    shop.addNews();
    const news = await load(again.state);
    expect(news.records).toBe(2 + 4 + 2 + 3 + 3);
    await expectShop(target, shop, folder, bin, 1);
  } finally {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Rows, sums and texts in the target are those of the files. `repeated` orders were sent twice. */
async function expectShop(target: Target, shop: Shop, folder: string, bin: string, repeated: number): Promise<void> {
  const rowsOf = (stream: string): Promise<readonly Row[]> => target.rows(stream, folder, bin);
  const orders = newestOf(await rowsOf("orders"), target.knowsKeys ? 0 : repeated);
  const expected = shop.orders();
  const kept = target.keeps ?? ((text: string) => text);
  const texts = new Map(orders.map((row) => [String(row["order_id"]), row["note"]]));
  expect(orders).toHaveLength(expected.rows);
  expect(texts).toEqual(new Map([...expected.texts].map(([id, text]) => [id, kept(text)])));
  const sum = orders.reduce((total, { amount }) => total + Number(amount), 0);
  expect(sum).toBeCloseTo(expected.sum, 2);

  const notes = await rowsOf("notes");
  expect(new Set(notes.map(({ id }) => String(id))).size).toBe(shop.notes);
  expect(notes).toHaveLength(shop.notes);
  for (const { id, text } of notes) {
    if (text !== "NUL") expect(text).toBe(kept(noteText(Number(id))));
  }

  const events = await rowsOf("events");
  expect(events.map((row) => Number(row["event_id"])).sort((a, b) => a - b)).toEqual(
    Array.from({ length: shop.events }, (_, index) => index + 1),
  );
  for (const { event_id: id, note, amount } of events) {
    expect(note).toBe(kept(noteText(Number(id))));
    expect(Number(amount ?? 0)).toBe(Number(id) % 3 === 0 ? Number(id) / 4 : 0);
  }

  expectTrips(await rowsOf("trips"), shop.trips, kept);
  expectSales(await rowsOf("sales"), shop.sales, kept);
}

/** The count of the trips, their sums and their texts. */
function expectTrips(trips: readonly Row[], count: number, kept: (text: string) => string): void {
  const ids = Array.from({ length: count }, (_, index) => index + 1);
  expect(trips.map((row) => Number(row["trip_id"])).sort((a, b) => a - b)).toEqual(ids);
  const sumOf = (column: string): number => trips.reduce((sum, row) => sum + Number(row[column] ?? 0), 0);
  expect(sumOf("amount")).toBeCloseTo(
    ids.reduce((sum, id) => sum + (id % 3 === 0 ? 0 : id / 4), 0),
    2,
  );
  // Two bytes of two decimal places.
  expect(sumOf("price")).toBeCloseTo(
    ids.reduce((sum, id) => sum + (256 * id + 5) / 100, 0),
    2,
  );
  for (const { trip_id: id, note, day } of trips) {
    expect(note).toBe(kept(noteText(Number(id))));
    expect(String(day)).toContain(new Date(Number(id) * 86_400_000).toISOString().slice(0, 10));
  }
}

/** Of a target that appends: the last row of each order, after a look at how many there are. */
function newestOf(rows: readonly Row[], repeated: number): readonly Row[] {
  const byId = new Map(rows.map((row) => [String(row["order_id"]), row]));
  expect(rows.length - byId.size).toBe(repeated);
  return [...byId.values()];
}

/** The count of the sales, their sum, their texts and their times. */
function expectSales(sales: readonly Row[], count: number, kept: (text: string) => string): void {
  const ids = Array.from({ length: count }, (_, index) => index + 1);
  expect(sales.map((row) => Number(row["sale_id"])).sort((a, b) => a - b)).toEqual(ids);
  const total = ids.reduce((sum, id) => sum + (amountOf(id) ?? 0), 0);
  expect(sales.reduce((sum, { amount }) => sum + Number(amount ?? 0), 0)).toBe(total);
  for (const { sale_id: id, note, sold } of sales) {
    expect(note).toBe(kept(noteText(Number(id))));
    expect(String(sold)).toContain(`00:00:${String(id).padStart(2, "0")}`);
  }
}
