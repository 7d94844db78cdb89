import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseConfig } from "./parse-config.ts";

const table = { table_name: "orders", search_pattern: "orders\\.csv" };
const valid = { bucket: "my-bucket", tables: [table] };

test("a config with nothing but what is required is completed with every default", () => {
  expect(parseConfig([valid])).toEqual({
    config: {
      connection: {
        bucket: "my-bucket",
        pathStyle: false,
        credentials: { from: "chain" },
        environment: {},
        roles: [],
        requesterPays: false,
        requestTimeoutMs: 300_000,
        minBytesPerMinute: 60_000,
        maxRetries: 10,
        parallelRequests: 1,
        listsRestores: false,
      },
      tables: [
        {
          name: "orders",
          searchPattern: "orders\\.csv",
          excludePattern: null,
          searchPrefix: "",
          keyProperties: [],
          dateOverrides: [],
          dateFormat: null,
          decimal: ".",
          thousands: null,
          schemaInference: "headers",
          auto: null,
          columns: new Map(),
          pathColumns: null,
          replace: false,
          dialect: { delimiter: null, quote: '"', escape: '"', comment: "", skipLines: 0, maxRecordSize: 67_108_864 },
          encoding: "utf-8",
          encodingErrors: "fail",
          header: true,
          nullValues: [],
          onMismatch: "extra",
          hasRejectStream: false,
          onArchived: "fail",
          format: null,
        },
      ],
      inventory: null,
      startDate: null,
      lookbackMs: 86_400_000,
      detectMultipart: true,
      seenLimit: 50_000,
      checkpointRecords: 100_000,
      onNoFiles: "fail",
      onBadFile: "fail",
      maxExpansion: 200,
      timeExtracted: true,
      secrets: [],
    },
    warnings: [],
    notes: [],
  });
});

test("the sample config is accepted without a word", () => {
  const sample: unknown = JSON.parse(readFileSync(new URL("../../sample-config.json", import.meta.url), "utf8"));
  const { config, warnings, notes } = parseConfig([sample]);
  expect(config.tables.map(({ name }) => name)).toEqual(["customers", "orders"]);
  expect([...warnings, ...notes]).toEqual([]);
});

test("later sources win key by key, and a null takes a key away", () => {
  const { config } = parseConfig([
    { ...valid, aws_region: "eu-west-1", max_retries: 3, aws_profile: "a" },
    { bucket: "other-bucket", aws_profile: null },
    { max_retries: 4 },
  ]);
  expect(config.connection).toMatchObject({ bucket: "other-bucket", region: "eu-west-1", maxRetries: 4 });
  expect(config.connection.credentials).toEqual({ from: "chain" });
});

test.each([
  [{ max_retries: 3 }, { connection: { maxRetries: 3 } }],
  [{ parallel_requests: 4 }, { connection: { parallelRequests: 4 } }],
  [{ max_retries: "3" }, { connection: { maxRetries: 3 } }],
  [{ request_timeout: 60 }, { connection: { requestTimeoutMs: 60_000 } }],
  [{ request_timeout: "1.5" }, { connection: { requestTimeoutMs: 1500 } }],
  [{ request_timeout: 0 }, { connection: { requestTimeoutMs: 300_000 } }],
  [{ request_timeout: "0.0" }, { connection: { requestTimeoutMs: 300_000 } }],
  [{ request_timeout: "" }, { connection: { requestTimeoutMs: 300_000 } }],
  [{ request_timeout: null }, { connection: { requestTimeoutMs: 300_000 } }],
  [{ start_date: "2024-01-02" }, { startDate: new Date("2024-01-02T00:00:00Z") }],
  [{ start_date: "" }, { startDate: null }],
  [{ lookback: "7d" }, { lookbackMs: 604_800_000 }],
  [{ lookback: 0 }, { lookbackMs: 0 }],
  [{ lookback: "unlimited" }, { lookbackMs: Infinity }],
  [{ detect_multipart: "false" }, { detectMultipart: false }],
  [{ seen_limit: 10 }, { seenLimit: 10 }],
  [{ checkpoint_records: 0 }, { checkpointRecords: 0 }],
  [{ on_no_files: "warn" }, { onNoFiles: "warn" }],
  [{ on_bad_file: "skip" }, { onBadFile: "skip" }],
  [{ max_expansion: 1000 }, { maxExpansion: 1000 }],
  [{ max_record_size: "1 MB" }, { tables: [{ dialect: { maxRecordSize: 1_000_000 } }] }],
  [{ time_extracted: false }, { timeExtracted: false }],
  [{ requester_pays: "yes" }, { connection: { requesterPays: true } }],
  [{ bucket_owner_id: "1234-5678-9012" }, { connection: { bucketOwnerId: "123456789012" } }],
  [
    { aws_endpoint_url: "http://127.0.0.1:9000" },
    { connection: { endpoint: "http://127.0.0.1:9000", pathStyle: true } },
  ],
  [{ aws_endpoint_url: "http://minio:9000", allow_http: true }, { connection: { pathStyle: true } }],
  [{ aws_endpoint_url: "https://minio", path_style: false }, { connection: { pathStyle: false } }],
  [{ path_style: true }, { connection: { pathStyle: true } }],
  [{ anonymous: true }, { connection: { credentials: { from: "anonymous" } } }],
  [{ aws_profile: "p" }, { connection: { credentials: { from: "chain", profile: "p" } } }],
  [{ bucket: "arn:aws:s3:eu-west-1:123456789012:accesspoint/a" }, { connection: { pathStyle: false } }],
  [{ tables: JSON.stringify([table]) }, { tables: [{ name: "orders" }] }],
])("%j is read", (settings, expected) => {
  expect(parseConfig([{ ...valid, ...settings }]).config).toMatchObject(expected);
});

test.each([
  [{ tabels: [] }, 'tabels: is unknown and ignored; did you mean "tables"?'],
  [{ delimiter: ";" }, "delimiter: is unknown and ignored; it belongs into a table"],
  [{ zzz: 1 }, "zzz: is unknown and ignored"],
  [{ "zzz\n\u001b[2J\u202e": 1 }, "zzz\\u{a}\\u{1b}[2J\\u{202e}: is unknown and ignored"],
  [{ table_suffix: "_x" }, "table_suffix: is unknown and ignored; put the suffix into each table_name"],
  [
    { tables: [{ ...table, delimeter: ";" }] },
    'tables[0].delimeter: is unknown and ignored; did you mean "delimiter"?',
  ],
  [
    { tables: [{ ...table, start_date: "2024" }] },
    "tables[0].start_date: is unknown and ignored; it belongs to the top level",
  ],
  [
    { tables: [{ ...table, skip_initial: 1 }] },
    "tables[0].skip_initial: is unknown and ignored; it skips records below the header, and skip_lines skips lines above it",
  ],
  [
    { tables: [{ ...table, table_name: "a-b" }] },
    'tables[0].table_name: "a-b" has a hyphen: many targets take what stands before it for a schema, and may put two tables into one; "a_b" is safe',
  ],
  [
    { tables: [{ ...table, table_name: "ü".repeat(32) }] },
    "tables[0].table_name: is longer than 63 bytes, where PostgreSQL cuts names",
  ],
  [
    { tables: [{ ...table, date_overrides: "d", columns: { d: "date" } }] },
    'tables[0].columns: makes "d" a date, which goes before date_overrides',
  ],
  [
    { start_date: "01/02/2024" },
    'start_date: "01/02/2024" is read with the month first, as 2024-01-02T00:00:00.000Z; write it like that',
  ],
  [
    { aws_access_key_id: "AKIA", aws_secret_access_key: "s", aws_profile: "p" },
    "aws_profile: is ignored, because access keys are given and go before it",
  ],
  [
    { aws_endpoint_url: "https://my-bucket.s3.amazonaws.com" },
    "aws_endpoint_url: begins with the bucket, which the tap adds itself; leave it out here",
  ],
])("%j warns", (settings, warning) => {
  expect(parseConfig([{ ...valid, ...settings }]).warnings).toEqual([warning]);
});
