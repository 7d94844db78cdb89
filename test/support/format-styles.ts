import { days, many } from "./common-styles.ts";
import type { Style } from "./lake-styles.ts";

/** Files that are not plain CSV, and how the programs that write them name them. */
export const formatStyles: readonly Style[] = [
  {
    name: "spark",
    keys: (subject, dice) =>
      many(4, (index) => `spark/${subject}/part-0000${index}-${dice.uuid()}-c000.snappy.parquet`),
    beside: (subject) => [[`spark/${subject}/_SUCCESS`, ""]],
  },
  {
    name: "databricks",
    keys: (subject, dice) =>
      many(4, (index) => `dbx/${subject}/part-0000${index}-tid-${7e18 + dice.below(1e9)}-${dice.uuid()}-12-1-c000.csv`),
    beside: (subject) => [
      [`dbx/${subject}/_SUCCESS`, ""],
      [`dbx/${subject}/_committed_7000000000123`, '{"added":[],"removed":[]}'],
      [`dbx/${subject}/_started_7000000000123`, " "],
    ],
  },
  {
    name: "delta",
    keys: (subject, dice) =>
      days(3).map((day) => `delta/${subject}/day=${day}/part-00000-${dice.uuid()}.c000.snappy.parquet`),
    beside: (subject) => [
      [`delta/${subject}/_delta_log/00000000000000000000.json`, '{"commitInfo":{}}\n{"add":{}}\n'],
      [`delta/${subject}/_delta_log/00000000000000000001.json`, '{"commitInfo":{}}\n{"add":{}}\n'],
    ],
  },
  {
    name: "iceberg",
    keys: (subject, dice) =>
      many(4, (index) => `ice/${subject}/data/0000${index}-${index}-${dice.uuid()}-0000${index}.parquet`),
    beside: (subject, dice) => [
      [`ice/${subject}/metadata/00000-${dice.uuid()}.metadata.json`, '{\n  "format-version": 2\n}\n'],
      [`ice/${subject}/metadata/00001-${dice.uuid()}.metadata.json`, '{\n  "format-version": 2\n}\n'],
      [`ice/${subject}/metadata/version-hint.text`, "2"],
    ],
  },
  {
    name: "kafka connect avro",
    keys: (subject) =>
      many(5, (index) => `kafka/${subject}/year=2024/month=11/day=2${index}/${subject}+0+000000${index}000.avro`),
  },
  {
    name: "bigquery avro",
    keys: (subject) => many(4, (index) => `gcs/${subject}-${String(index).padStart(12, "0")}.avro`),
  },
  {
    name: "airbyte parquet",
    keys: (subject) =>
      days(3).map((day, index) => `ab/shop/${subject}/${day.replaceAll("-", "_")}_170${index}967200000_0.parquet`),
  },
  { name: "zip", keys: (subject) => days(4).map((day) => `sftp/${subject}_${day.replaceAll("-", "")}.zip`) },
  { name: "csv in zip", keys: (subject) => days(3).map((day) => `mail/${day}/${subject}.csv.zip`) },
  { name: "zstd", keys: (subject) => many(4, (index) => `zst/${subject}/${index}.csv.zst`) },
  { name: "jsonl in zstd", keys: (subject) => days(4).map((day) => `events/${subject}/${day}.jsonl.zst`) },
  { name: "jsonl in gzip", keys: (subject) => days(4).map((day) => `logs/${subject}/${day}.jsonl.gz`) },
  { name: "ndjson", keys: (subject) => days(3).map((day) => `elastic/${subject}-${day.replaceAll("-", ".")}.ndjson`) },
  {
    name: "snowflake parquet",
    keys: (subject, dice) => many(4, (index) => `sf/${subject}/data_${dice.uuid()}_0_${index}_0.snappy.parquet`),
  },
  {
    name: "one parquet",
    keys: (subject) => [`features/${subject}.parquet`],
  },
];
