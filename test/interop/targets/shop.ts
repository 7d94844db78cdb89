import { gzipSync } from "node:zlib";
import { avroFile } from "../../support/avro-file.ts";
import { record } from "../../support/avro-schemas.ts";
import { bucketName, configFor } from "../../support/bucket.ts";
import { salesFile } from "./sales.ts";
import type { Store } from "../../../local-aws/store/store.ts";

/** What the tests look for in a target. */
export interface Expected {
  readonly rows: number;
  /** Of the column "amount". */
  readonly sum: number;
  readonly texts: ReadonlyMap<string, string>;
}

interface Order {
  readonly id: number;
  readonly quantity: number;
  readonly amount: number;
  readonly note: string;
}

/** Texts that programs between a file and a table like to break. */
const texts = [
  "plain",
  'said ""hello""',
  "a, b; c",
  "two\nlines",
  "two\r\nlines",
  "Ünïcødé 日本語 😀 e\u0301",
  "  spaces  ",
  "007",
  "back\\slash \\n",
  "'single'",
  "{not: json}",
  "null",
];

/**
 * Files of a small shop: "orders" with a key and types, "notes" with neither and full of dirt, "empty" with
 * nothing but a header, "events" in JSON Lines, with a key and types, "trips" in Avro and "sales" in Parquet, with a key each.
 */
export class Shop {
  readonly #store: Store;
  readonly #orders = new Map<number, Order>();
  #notes = 0;
  #events = 0;
  #sales = 0;
  #trips = 0;

  constructor(store: Store) {
    this.#store = store;
    store.createBucket(bucketName);
    this.#putOrders("orders/1.csv", 1, 60, (text) => Buffer.from(text));
    this.#putOrders("orders/2.csv.gz", 61, 60, gzipSync);
    this.#putNotes("notes/1.csv", 24);
    this.#put("empty/1.csv", "id,name\n");
    this.#putEvents("events/1.jsonl", 30);
    this.#putSales("sales/1.parquet", 37);
    this.#putTrips("trips/1.avro", 40);
  }

  /** A file with one order that is there already, at another price, and a new one; and a file more of notes, of events and of trips. */
  addNews(): void {
    this.#putOrders("orders/3.csv", 120, 2, (text) => Buffer.from(text));
    this.#putNotes("notes/2.csv", 3);
    this.#putEvents("events/2.jsonl.gz", 2, gzipSync);
    this.#putSales("sales/2.parquet", 3);
    this.#putTrips("trips/2.avro", 3);
  }

  config(): object {
    const columns = {
      quantity: "integer",
      amount: "number",
      price: "decimal",
      paid: "boolean",
      day: "date",
      tags: "json",
    };
    return configFor(this.#store, {
      time_extracted: true,
      tables: [
        {
          table_name: "orders",
          search_pattern: "^orders/",
          key_properties: ["order_id"],
          columns,
          date_overrides: ["placed"],
        },
        { table_name: "notes", search_pattern: "^notes/" },
        {
          table_name: "events",
          search_pattern: "^events/",
          key_properties: ["event_id"],
          columns: { event_id: "integer", amount: "number", tags: "json" },
        },
        { table_name: "trips", search_pattern: "^trips/", key_properties: ["trip_id"] },
        { table_name: "sales", search_pattern: "^sales/", key_properties: ["sale_id"] },
        { table_name: "empty", search_pattern: "^empty/", key_properties: ["id"] },
      ],
    });
  }

  /** What the files hold by now: in a target that knows keys, each order once. */
  orders(): Expected {
    const orders = [...this.#orders.values()];
    const sum = orders.reduce((total, { amount }) => total + amount, 0);
    return {
      rows: orders.length,
      sum: Math.round(sum * 100) / 100,
      texts: new Map(orders.map(({ id, note }) => [String(id), note])),
    };
  }

  get sales(): number {
    return this.#sales;
  }

  get events(): number {
    return this.#events;
  }

  get trips(): number {
    return this.#trips;
  }

  get notes(): number {
    return this.#notes;
  }

  #putOrders(key: string, first: number, count: number, pack: (text: string) => Buffer): void {
    const lines = ["order_id,quantity,amount,price,paid,day,tags,placed,note"];
    for (let id = first; id < first + count; id++) {
      const text = texts[id % texts.length] ?? "";
      const amount = (id * 7919) % 100_000;
      const fits = id % 10 !== 0;
      const order = { id, quantity: id, amount: fits ? amount / 100 : 0, note: text.replaceAll('""', '"') };
      this.#orders.set(id, order);
      const shown = fits ? (amount / 100).toFixed(2) : "n/a";
      lines.push(
        `${id},${id},${shown},${amount}.05,${id % 2 === 0},2026-01-${day(id)},"{""a"":[1,""x""]}",2026-01-${day(id)}T10:00:00+02:00,"${text}"`,
      );
    }
    this.#put(key, pack(`${lines.join("\r\n")}\r\n`));
  }

  /** Every third row has a value too many, every third one too few. */
  #putNotes(key: string, count: number): void {
    const lines = ["id,text,text,Über uns"];
    for (let row = 0; row < count; row++) {
      const id = this.#notes++;
      lines.push(`${id},"${texts[id % texts.length]}"${[",again,x", ",again,x,too,many", ""][row % 3]}`, "");
    }
    lines.push(`${this.#notes++},N\0UL,b,c`);
    this.#put(key, lines.join("\n"));
  }

  /** Every third line leaves the amount out, every third one has it as null. */
  #putEvents(key: string, count: number, pack = (text: string): Buffer => Buffer.from(text)): void {
    const lines = Array.from({ length: count }, () => {
      const event_id = ++this.#events;
      const amount = [{ amount: event_id / 4 }, {}, { amount: null }][event_id % 3];
      return JSON.stringify({ event_id, note: noteText(event_id), ...amount, tags: [{ n: event_id }] });
    });
    this.#put(key, pack(`${lines.join("\n")}\n`));
  }

  /** Every third trip has no amount. */
  #putTrips(key: string, count: number): void {
    const trips = Array.from({ length: count }, () => {
      const id = ++this.#trips;
      return {
        trip_id: id,
        amount: id % 3 === 0 ? null : { double: id / 4 },
        price: Buffer.from([id, 5]),
        paid: id % 2 === 0,
        at: BigInt(id) * 86_400_000_001n,
        day: id,
        note: noteText(id),
        stops: [{ city: "x", minutes: id }],
        extras: { a: { int: id }, b: null },
      };
    });
    this.#put(key, avroFile(tripSchema, [trips.slice(0, 2), trips.slice(2)], { codec: "deflate" }));
  }

  #putSales(key: string, count: number): void {
    this.#put(key, salesFile(this.#sales + 1, count, noteText));
    this.#sales += count;
  }

  #put(key: string, body: string | Buffer): void {
    this.#store.put(bucketName, key, body);
  }
}

const tripSchema = record({
  trip_id: "long",
  amount: ["null", "double"],
  price: { type: "bytes", logicalType: "decimal", precision: 9, scale: 2 },
  paid: "boolean",
  at: { type: "long", logicalType: "timestamp-micros" },
  day: { type: "int", logicalType: "date" },
  note: "string",
  stops: { type: "array", items: record({ city: "string", minutes: "int" }, { name: "stop" }) },
  extras: { type: "map", values: ["null", "int"] },
});

function day(id: number): string {
  return String((id % 28) + 1).padStart(2, "0");
}

/** The text of note number `id`, as a target must hold it. */
export function noteText(id: number): string {
  return (texts[id % texts.length] ?? "").replaceAll('""', '"');
}
