import type { Settings } from "./setting.ts";

/** What a run does: keys that hold for the whole config. Each is a field of `Config`, unless it is named below. */
export const runSettings = {
  start_date: {
    type: ["string", "null"],
    description:
      "Only files modified after it are read on the first run. Without it, every file is read. A time without a zone is UTC.",
    examples: ["2024-01-31T00:00:00Z"],
  },
  lookback: {
    type: ["string", "number", "null"],
    default: "24h",
    minimum: 0,
    description:
      "How late a file may appear and still be found, as a duration or in seconds. `unlimited` remembers every file for ever.",
    examples: ["7d", "30m", 3600, "unlimited"],
  },
  detect_multipart: {
    type: ["boolean", "null"],
    default: true,
    description: "Look for uploads in progress, so that a file that took longer than `lookback` to arrive is found.",
  },
  inventory: {
    type: ["object", "null"],
    additionalProperties: { type: "string" },
    description:
      'Take the keys from an S3 Inventory (CSV or Parquet) in place of listings: `{"manifest": "s3://..."}` with the address of its `manifest.json`. Files that are newer than it wait for a run without it, or with the next one.',
  },
  seen_limit: {
    type: ["integer", "null"],
    default: 50_000,
    minimum: 1,
    description: "The most files that the state remembers one by one for each table.",
  },
  checkpoint_records: {
    type: ["integer", "null"],
    default: 100_000,
    minimum: 0,
    description: "Write a STATE inside a large file at least this often, in records. `0`: only at the ends of files.",
  },
  on_no_files: {
    type: ["string", "null"],
    enum: ["fail", "warn", null],
    default: "fail",
    description: "What to do when no file matches a table: `fail` or `warn`.",
  },
  on_bad_file: {
    type: ["string", "null"],
    enum: ["fail", "skip", null],
    default: "fail",
    description:
      "What to do with a file that cannot be read: `fail`, and try it again next time, or `skip` it for good. Both count it and name it.",
  },
  on_archived: {
    type: ["string", "null"],
    enum: ["fail", "skip", null],
    default: "fail",
    description:
      "What to do with a file in an archive that has not been restored (GLACIER, DEEP_ARCHIVE, the archive tiers of Intelligent-Tiering): `fail`, or `skip` it with a count and read it once it has been restored. Listings are then asked for RestoreStatus. A store other than AWS that lists such a class and never answers RestoreStatus has no way to tell what was restored: there it stays skipped; `fail` reads what was restored and names the rest.",
  },
  max_record_size: {
    type: ["string", "integer", "null"],
    default: "64MiB",
    minimum: 1,
    description: "A larger record is an error that names file and line. A size or a number of bytes, up to 1 GiB.",
    examples: ["64MiB", "256 MB", 1_000_000],
  },
  max_expansion: {
    type: ["number", "null"],
    default: 200,
    minimum: 1,
    description: "A compressed file that expands more than this many times, after its first 100 MiB, is an error.",
  },
  time_extracted: {
    type: ["boolean", "null"],
    default: true,
    description: "Put `time_extracted` into every RECORD message.",
  },
} as const satisfies Settings;

/** Keys that are more than a value, and that parse-config.ts reads. */
export const parsedRunSettings = [
  "start_date",
  "lookback",
  "inventory",
  "max_record_size",
  "on_archived",
] as const satisfies readonly Key[];

type Key = keyof typeof runSettings;
