import type { Style } from "./lake-styles.ts";
import { capitalized, days, many, months } from "./common-styles.ts";

/** Names that nobody would give who had a program in mind that is to read them. */
export const oddStyles: readonly Style[] = [
  { name: "capitals", keys: (subject) => days(4).map((day) => `Exports/${capitalized(subject)} Export ${day}.CSV`) },
  { name: "copies", keys: (subject) => ["", " (1)", " (2)", " (3)"].map((copy) => `downloads/${subject}${copy}.csv`) },
  { name: "versions", keys: (subject) => ["v1", "v2", "v3"].map((version) => `api/${version}/${subject}.csv`) },
  {
    name: "versions in names",
    keys: (subject) => ["v1", "v2", "v10"].map((version) => `models/${subject}_${version}.csv`),
  },
  { name: "epochs", keys: (subject) => many(5, (index) => `sync/${subject}_${1_700_000_000 + index * 86_400}.csv`) },
  {
    name: "month names",
    keys: (subject) => ["Jan", "Feb", "Mar", "April"].map((month) => `reports/${subject}-${month}-2024.csv`),
  },
  {
    name: "regions first",
    keys: (subject) =>
      ["eu", "us", "apac"].flatMap((region) => months(2).map((month) => `${region}/sales/${subject}/${month}.csv`)),
  },
  {
    name: "regions in names",
    keys: (subject) =>
      ["eu", "us"].flatMap((region) => months(2).map((month) => `by_region/${subject}_${region}_${month}.csv`)),
  },
  { name: "ulids", keys: (subject, dice) => many(6, () => `queue/${subject}/01HV${dice.token(22)}.jsonl`) },
  {
    name: "times",
    keys: (subject) => days(4).map((day) => `stamped/${subject}.${day.replaceAll("-", "")}T101112Z.csv`),
  },
  { name: "date first", keys: (subject) => days(4).map((day) => `inbox/${day}-${subject}-full.csv`) },
  { name: "date folder", keys: (subject) => days(4).map((day) => `snapshots/${day}/${subject}/data.csv`) },
  {
    name: "run folder",
    keys: (subject, dice) => many(3, (index) => `runs/run-${dice.uuid()}/${subject}/part-${index}.csv`),
  },
  { name: "quarters", keys: (subject) => ["Q1", "Q2", "Q3"].map((quarter) => `board/2024${quarter}/${subject}.csv`) },
  { name: "brackets", keys: (subject) => days(3).map((day) => `odd+names/[${subject}] {${day}} $final^.csv`) },
  { name: "dots", keys: (subject) => days(3).map((day) => `db.public.${subject}.${day}.csv`) },
  { name: "umlauts", keys: (subject) => months(3).map((month) => `B\u00fcro/\u00dcbersicht ${subject} ${month}.csv`) },
  { name: "text files", keys: (subject) => days(3).map((day) => `edi/${subject}${day.replaceAll("-", "")}.txt`) },
  { name: "dms", keys: (subject) => many(3, (index) => `dms/public/${subject}/LOAD0000000${index + 1}.csv`) },
  {
    name: "year folders",
    keys: (subject) => ["2021", "2022", "2023"].map((year) => `archive/${year}/${subject}_${year}.csv`),
  },
  {
    name: "sites",
    keys: (subject) => ["berlin", "porto", "turin", "lyon"].map((site) => `sites/${site}/${subject}.csv`),
  },
  { name: "users", keys: (subject) => ["ann", "bob", "cem"].map((user) => `users/${user}/uploads/${subject}.csv`) },
  { name: "dashes", keys: (subject) => days(3).map((day) => `erp-${subject}-extract-${day}-0001-of-0002.csv`) },
  { name: "hours", keys: (subject) => many(5, (index) => `hourly/2024/01/02/0${index}/${subject}.csv.gz`) },
  {
    name: "name in folder only",
    keys: (subject, dice) => many(4, () => `vault/${subject}/export/full/${dice.hex(16)}.csv`),
  },
];
