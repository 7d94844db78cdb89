import { capitalized } from "./common-styles.ts";
import { type Dice, diceOf, type Style } from "./lake-styles.ts";

/** Layouts that somebody might think of: where the name of a table, a tenant and a date stand, and how they are written. */
export function randomLayouts(seed: number, count: number): readonly Style[] {
  const dice = diceOf(seed);
  return Array.from({ length: count }, (_, index) => layoutOf(dice, `l${index}`));
}

function layoutOf(dice: Dice, id: string): Style {
  const top = dice.pick(["", "exports/", `Data ${id}/`, "lake/raw/", `${id}/in/`, "a+b (old)/", "_shared/", "x=1/"]);
  const tenants = dice.pick(["none", "none", "none", "above", "below"]);
  const tenant = dice.pick(tenantKinds);
  const place = dice.pick(["folder", "file", "both"]);
  const folderDate = dice.pick(folderDates);
  const fileDate = dice.pick(fileDates);
  const suffix = dice.pick(suffixes);
  const mark = dice.pick(["_", "-", ".", " ", "__"]);
  const write = dice.pick([String, capitalized, (text: string) => text.toUpperCase()]);
  const isDateFirst = dice.below(4) === 0;
  const ending = dice.pick([
    ".csv",
    ".csv.gz",
    ".jsonl",
    ".parquet",
    ".avro",
    ".csv.zip",
    ".csv.zst",
    ".txt",
    ".CSV",
    "",
  ]);
  const count = dice.pick([1, 3, 6, 12]);
  const owners = dice.pick([3, 5]);
  return {
    name: [id, top, tenants, place, mark, ending].join(" "),
    write: ending === "" ? "jsonl" : "comma",
    keys: (subject, roll) => {
      const own = tenants === "none" ? [""] : Array.from({ length: owners }, (_, index) => `${tenant(index, roll)}/`);
      return own.flatMap((owner) =>
        Array.from({ length: count }, (_, index) => {
          const date = new Date(Date.UTC(2024, 9, 5 + 4 * index, 10, 11, 12));
          const name = place === "folder" ? "" : write(subject);
          const stamps = [fileDate(date), suffix(index, roll)];
          const parts = (isDateFirst ? [stamps[0], name, stamps[1]] : [name, ...stamps]).filter((part) => part !== "");
          const file = parts.length === 0 ? "data" : parts.join(mark);
          const folder = place === "file" ? "" : `${write(subject)}/`;
          const placed = tenants === "below" ? folder + owner : owner + folder;
          return `${top}${placed}${folderDate(date)}${file}${ending}`;
        }),
      );
    },
  };
}

const tenantKinds: readonly ((index: number, dice: Dice) => string)[] = [
  (index) => `customers/${["acme", "globex", "initech", "hooli", "stark"][index]}`,
  (index) => ["contoso", "fabrikam", "northwind", "tailspin", "litware"][index] ?? "",
  (index) => String(1001 + index),
  (index) => `cust-${1001 + index}`,
  (_, dice) => dice.uuid(),
  (_, dice) => dice.id(8),
  (index) => `region=${["emea", "apac", "latam", "us", "ca"][index]}`,
];

const iso = (date: Date): string => date.toISOString();
const day = (date: Date): string => iso(date).slice(0, 10);

const folderDates: readonly ((date: Date) => string)[] = [
  () => "",
  () => "",
  (date) => `${day(date).replaceAll("-", "/")}/`,
  (date) => `${day(date)}/`,
  (date) => `${day(date).replaceAll("-", "")}/`,
  (date) => `dt=${day(date)}/`,
  (date) => `year=${iso(date).slice(0, 4)}/month=${iso(date).slice(5, 7)}/day=${iso(date).slice(8, 10)}/`,
  (date) => `${iso(date).slice(0, 7)}/`,
  (date) => `${iso(date).slice(0, 4)}/${iso(date).slice(5, 7)}/`,
  (date) => `${date.getTime()}/`,
];

const fileDates: readonly ((date: Date) => string)[] = [
  () => "",
  day,
  (date) => day(date).replaceAll("-", ""),
  (date) => day(date).replaceAll("-", "_"),
  (date) => day(date).split("-").reverse().join("."),
  (date) => day(date).split("-").reverse().join("-"),
  (date) => String(date.getTime() / 1000),
  (date) => iso(date).replaceAll(/[-:]|\.\d+/g, ""),
  (date) => iso(date),
  (date) => iso(date).replaceAll(":", "-").slice(0, 19),
  (date) => `${iso(date).slice(8, 10)} ${["Oct", "Nov", "Dec"][date.getUTCMonth() - 9] ?? "Dec"} 2024`,
  (date) => `2024-W${40 + Math.floor(date.getUTCDate() / 7)}-${date.getUTCDay()}`,
  (date) => day(date).slice(2).replaceAll("-", ""),
];

const suffixes: readonly ((index: number, dice: Dice) => string)[] = [
  () => "",
  () => "",
  (_, dice) => dice.uuid(),
  (_, dice) => dice.hex(8),
  (_, dice) => dice.hex(32),
  (_, dice) => dice.id(8),
  (_, dice) => dice.id(12),
  (index) => String(index),
  (index) => `part-${String(index).padStart(5, "0")}`,
  (index) => `${index + 1}_of_12`,
  (index) => `v${index + 1}`,
];
