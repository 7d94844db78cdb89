import { capitalized, days, many } from "./common-styles.ts";
import type { Style } from "./lake-styles.ts";

/** What people have in their buckets besides. */
export const peopleStyles: readonly Style[] = [
  {
    name: "tenants by number",
    keys: (subject) => many(6, (index) => `data/t-00${index}/${subject}/2024/11/2${index}.csv`),
  },
  {
    name: "tenants by uuid",
    keys: (subject, dice) => many(6, (index) => `tenants-data/${dice.uuid()}/${subject}/2024-11-2${index}.csv`),
  },
  {
    name: "tenants by id",
    keys: (subject, dice) => many(6, (index) => `saas/${dice.id(8)}/${subject}/2024-11-2${index}.csv`),
  },
  {
    name: "tenants at the top",
    keys: (subject) =>
      ["contoso", "fabrikam", "northwind", "tailspin"].flatMap((tenant) =>
        days(2).map((day) => `${tenant}/${subject}/${day}.csv`),
      ),
  },
  { name: "years", keys: (subject) => ["2021", "2022", "2023"].map((year) => `finance/${year}/${subject}.csv`) },
  { name: "fiscal years", keys: (subject) => ["FY21", "FY22", "FY23"].map((year) => `fiscal/${year}/${subject}.csv`) },
  { name: "two years", keys: (subject) => many(3, (index) => `school/202${index}-202${index + 1}/${subject}.csv`) },
  {
    name: "short hashes first",
    keys: (subject, dice) => many(6, (index) => `${dice.hex(4)}/${subject}/2024-11-2${index}.csv`),
  },
  {
    name: "hash and name",
    keys: (subject, dice) => many(6, (index) => `spread/${dice.hex(6)}-${subject}-2024-11-2${index}.csv`),
  },
  { name: "versions below", keys: (subject) => ["v1", "v2"].map((version) => `lib/${subject}/${version}/data.csv`) },
  {
    name: "percent",
    keys: (subject) => days(3).map((day) => `web/${subject}%20export%20${day}.csv`),
  },
  { name: "percent sign", keys: (subject) => days(3).map((day) => `sale/${subject} 100% ${day}.csv`) },
  {
    name: "japanese",
    keys: (subject) => many(3, (index) => `\u5831\u544a/${subject}_2024\u5e7411\u67082${index}\u65e5.csv`),
  },
  { name: "decomposed", keys: (subject) => days(3).map((day) => `U\u0308bersicht/${subject} ${day}.csv`) },
  { name: "plus", keys: (subject) => days(3).map((day) => `a+b/${subject}+${day}.csv`) },
  { name: "backslashes", keys: (subject) => days(3).map((day) => `Desktop\\exports\\${subject}_${day}.csv`) },
  {
    name: "windows copies",
    keys: (subject) => ["", " - Copy", " - Copy (2)"].map((copy) => `New folder/${subject}${copy}.csv`),
  },
  {
    name: "german dates",
    keys: (subject) => many(3, (index) => `Ablage/${capitalized(subject)} 2${index}.11.2024 10-11.csv`),
  },
  { name: "iso times", keys: (subject) => many(3, (index) => `iso/${subject}_2024-11-2${index}T10:11:12Z.csv`) },
  {
    name: "iso times with parts of seconds",
    keys: (subject) => many(3, (index) => `millis/${subject}-2024-11-2${index}T10-11-12.34${index}+0100.csv`),
  },
  { name: "shards", keys: (subject) => many(4, (index) => `tf/${subject}-0000${index}-of-00004.csv`) },
  { name: "parts", keys: (subject) => many(4, (index) => `split/${subject}.part${index + 1}.csv`) },
  { name: "letters", keys: (subject) => ["aa", "ab", "ac"].map((part) => `gnu/${subject}_${part}.csv`) },
  {
    name: "weekdays",
    keys: (subject) => ["Monday", "Tuesday", "Friday"].map((day) => `week/${subject}_${day}.csv`),
  },
  {
    name: "camel case",
    keys: (subject) => days(3).map((day) => `net/${capitalized(subject)}Export${day.replaceAll("-", "")}.csv`),
  },
  { name: "weeks", keys: (subject) => ["W45", "W46", "W47"].map((week) => `weekly/2024-${week}/${subject}.csv`) },
  { name: "halves", keys: (subject) => ["2023H1", "2023H2", "2024H1"].map((half) => `half/${subject}_${half}.csv`) },
  { name: "day and month", keys: (subject) => many(4, (index) => `kiosk/${subject}_2${index}_11.csv`) },
  {
    name: "full and changes",
    keys: (subject) => [`mirror/${subject}/full.csv`, ...days(3).map((day) => `mirror/${subject}/incr_${day}.csv`)],
  },
  {
    name: "capital endings",
    keys: (subject) => [`old/${subject}_1.CSV`, `old/${subject}_2.csv`, `old/${subject}_3.Csv`],
  },
];
