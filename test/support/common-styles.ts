import type { Dice, Style } from "./lake-styles.ts";

/** How most lakes are written. */
export const commonStyles: readonly Style[] = [
  { name: "daily", keys: (subject) => days(8).map((day) => `exports/erp/${subject}/${subject}_${day}.csv`) },
  { name: "daily flat", keys: (subject) => days(6).map((day) => `daily/${subject}-${day.replaceAll("-", "")}.csv`) },
  { name: "months with blanks", keys: (subject) => months(5).map((month) => `finance/${subject} ${month}.csv`) },
  {
    name: "hive",
    keys: (subject, dice) => days(5).map((day) => `warehouse/${subject}/dt=${day}/part-00000-${dice.uuid()}-c000.csv`),
  },
  {
    name: "hive two levels",
    keys: (subject, dice) =>
      ["eu", "us", "asia"].flatMap((region) =>
        days(2).map((day) => `gold/${subject}/region=${region}/day=${day}/part-${dice.below(9)}.csv.gz`),
      ),
  },
  { name: "hashes", keys: (subject, dice) => many(7, () => `unload/${subject}/${dice.hex(32)}.csv`) },
  { name: "hash in name", keys: (subject, dice) => many(7, () => `drops/${subject}_${dice.hex(8)}.csv`) },
  { name: "uuid", keys: (subject, dice) => many(6, () => `raw/${subject}/${dice.uuid()}.jsonl`) },
  {
    name: "per customer",
    keys: (subject, dice) =>
      customers(dice).flatMap((customer) => days(2).map((day) => `customers/${customer}/${subject}/${day}.csv`)),
  },
  {
    name: "per customer number",
    keys: (subject, dice) => many(5, () => `tenants/${1000 + dice.below(9000)}/${subject}.csv`),
  },
  { name: "one file", keys: (subject) => [`reference/${subject}.csv`] },
  { name: "numbered", keys: (subject) => many(6, (index) => `iot/${subject}/${index + 1}.csv`) },
  {
    name: "without header",
    keys: (subject) => many(4, (index) => `iot/plain/${subject}/${index}.tsv`),
    write: "tab-no-header",
  },
  {
    name: "windows",
    keys: (subject) => months(4).map((month) => `finanz/${subject}_${month}.csv`),
    write: "semicolon-1252",
  },
  {
    name: "folders of dates",
    keys: (subject) => days(5).map((day) => `events/${day.replaceAll("-", "/")}/${subject}.csv`),
  },
  {
    name: "bigquery",
    keys: (subject) => many(5, (index) => `bq/${subject}/${String(index).padStart(12, "0")}.csv.gz`),
  },
  { name: "snowflake", keys: (subject) => many(4, (index) => `snowflake/${subject}/data_0_${index}_0.csv.gz`) },
  {
    name: "firehose",
    keys: (subject, dice) =>
      days(4).map((day) => `firehose/${day.replaceAll("-", "/")}/10/${subject}-1-${day}-10-05-11-${dice.uuid()}.jsonl`),
  },
  {
    name: "airbyte",
    keys: (subject) =>
      days(4).map((day, index) => `airbyte/shop/${subject}/${day.replaceAll("-", "_")}_170${index}967200000_0.jsonl`),
  },
  {
    name: "kafka connect",
    keys: (subject) =>
      many(5, (index) => `topics/${subject}/partition=${index % 2}/${subject}+${index % 2}+000000${index}000.jsonl`),
  },
  {
    name: "packed or not",
    keys: (subject) => days(6).map((day, index) => `mixed/${subject}_${day}.csv${index % 2 === 0 ? "" : ".gz"}`),
  },
];

/** With a capital first. */
export function capitalized(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

export function days(count: number): readonly string[] {
  return many(count, (index) => `2024-0${1 + Math.floor(index / 28)}-${String(1 + (index % 28)).padStart(2, "0")}`);
}

export function months(count: number): readonly string[] {
  return many(count, (index) => `2023-${String(1 + index).padStart(2, "0")}`);
}

export function many<T>(count: number, make: (index: number) => T): readonly T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

function customers(dice: Dice): readonly string[] {
  const all = ["acme", "globex", "initech", "umbrella", "hooli", "stark", "wayne", "soylent"];
  return all.slice(dice.below(3), 4 + dice.below(4));
}
