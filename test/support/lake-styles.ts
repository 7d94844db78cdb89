import { type Writing, bodyOf } from "./lake-bodies.ts";
import { createRandom } from "../../local-aws/random.ts";

/** One file of a bucket that was made up. */
interface LakeFile {
  readonly key: string;
  readonly body: Buffer;
}

/** A table as it was meant: its keys, and how many rows are in them. */
interface MeantTable {
  readonly style: string;
  readonly keys: readonly string[];
  readonly rows: number;
}

/** A bucket as somebody may have filled it. */
export interface MadeBucket {
  readonly tables: readonly MeantTable[];
  readonly files: readonly LakeFile[];
  /** Keys that are readable by their names, and belong to nobody. */
  readonly noise: readonly string[];
  /** What programs put beside their tables. */
  readonly beside: ReadonlySet<string>;
}

/** What a style is given to make keys of. */
export interface Dice {
  /** From 0 up to, and without, `below`. */
  below(below: number): number;
  pick<T>(items: readonly T[]): T;
  hex(length: number): string;
  uuid(): string;
  token(length: number): string;
  /** Small letters and digits. */
  id(length: number): string;
}

/** How the files of one table are named and written. */
export interface Style {
  readonly name: string;
  /** `subject` is a word that no other table of the bucket has. */
  keys(subject: string, dice: Dice): readonly string[];
  readonly write?: Writing;
  /** What the program puts beside them that is no table: keys, and what is in them. */
  beside?(subject: string, dice: Dice): readonly (readonly [key: string, body: string])[];
}

/** Makes a bucket of so many tables, in one style after the other in any order; the same for the same seed. */
export function makeBucket(seed: number, count: number, styles: readonly Style[]): MadeBucket {
  const dice = diceOf(seed);
  const subjects = shuffled(subjectNames, dice).slice(0, count);
  const order = shuffled(styles, dice);
  const files: LakeFile[] = [];
  const beside = new Set<string>();
  const tables = subjects.flatMap((subject, index): readonly MeantTable[] => {
    const style = order[index % order.length];
    if (style === undefined) return [];
    const columns = columnsOf(subject, index, dice);
    const write = style.write ?? "comma";
    const keys = [...new Set(style.keys(subject, dice))];
    let rows = 0;
    for (const key of keys) {
      const own = 3 + dice.below(5);
      files.push({ key, body: bodyOf(key, columns, { from: rows, count: own }, write) });
      rows += own;
    }
    for (const [key, text] of style.beside?.(subject, dice) ?? []) {
      if (!beside.has(key)) files.push({ key, body: Buffer.from(text) });
      beside.add(key);
    }
    return [{ style: style.name, keys, rows }];
  });
  const noise = ["README.txt", "exports/_temporary/0/part-00000.csv", "notes/todo.txt"];
  files.push(
    { key: "README.txt", body: Buffer.from("These are the exports of ACME.\nAsk Jane, she knows.\n") },
    { key: "notes/todo.txt", body: Buffer.from("Move the old files away\n\n- and tell Bob, too\n") },
    { key: "exports/_temporary/0/part-00000.csv", body: Buffer.from("x,y\n1,2\n") },
    ...["exports/_SUCCESS", "reports/Q1 summary.xlsx", "logs/app.log", "docs/schema.md", "exports/orders/.keep"].map(
      (key) => ({
        key,
        body: Buffer.from(key.endsWith(".log") ? "started\n" : ""),
      }),
    ),
  );
  return { tables, files, noise, beside };
}

/** Dice that fall the same way for the same seed. */
export function diceOf(seed: number): Dice {
  const random = createRandom(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const some = (letters: string, length: number): string =>
    Array.from({ length }, () => letters[below(letters.length)]).join("");
  const hex = (length: number): string => some("0123456789abcdef", length);
  return {
    below,
    pick: <T>(items: readonly T[]): T => {
      const item = items[below(items.length)];
      if (item === undefined) throw new Error("there is nothing to pick from");
      return item;
    },
    hex,
    uuid: () => [8, 4, 4, 4, 12].map(hex).join("-"),
    token: (length) => some("0123456789ABCDEFGHJKMNPQRSTVWXYZ", length),
    id: (length) => some("0123456789abcdefghijklmnopqrstuvwxyz", length),
  };
}

function shuffled<T>(items: readonly T[], dice: Dice): readonly T[] {
  return items
    .map((item) => ({ item, at: dice.below(1_000_000) }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

/** Every second table has the columns of a list of codes, so that many headers are the same. */
function columnsOf(subject: string, index: number, dice: Dice): readonly string[] {
  if (index % 7 === 0) return ["code", "name", "amount"];
  const more = shuffled(["status", "amount", "city", "email", "price", "quantity", "comment"], dice).slice(
    0,
    1 + dice.below(4),
  );
  return [`${subject}_id`, `${subject}_name`, ...more, "created_at"];
}

const subjectNames = (
  "orders customers invoices payments refunds shipments products prices stock returns carts sessions clicks visits " +
  "leads contacts deals tickets agents calls surveys answers employees salaries shifts leaves trips drivers vehicles " +
  "fuel tolls sensors alarms readings meters tariffs bills contracts policies claims quotes brokers premiums loans " +
  "cards transfers ledgers journals budgets costs assets taxes grants donors pledges courses lessons grades teachers " +
  "pupils schools books authors genres ratings reviews films actors songs artists albums playlists plays matches teams " +
  "players goals fouls venues seats bookings rooms guests meals menus recipes dishes allergens farms fields crops " +
  "harvests animals feeds vets wells pumps pipes valves leaks permits surveyors parcels routes depots pallets bins " +
  "labels scans doors badges cameras keycards printers laptops licenses vendors tenders bids awards audits risks " +
  "controls incidents outages patches builds deploys commits branches merges issues comments labelsets webhooks " +
  "topics queues jobs workers tasks sprints boards columnsets widgets themes plugins locales glossaries phrases " +
  "domains certificates zones recordsets mailboxes aliases newsletters campaigns adgroups keywords creatives placements " +
  "impressions conversions audiences cohorts experiments variants features flags toggles metrics goalsets dashboards " +
  "patients visitsets wards beds nurses doctors drugs doses labs tests vaccines symptoms diagnoses referrals"
).split(" ");
