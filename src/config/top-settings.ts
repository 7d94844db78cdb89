import type { Settings } from "./setting.ts";

/** The keys that hold for the whole config. `schema.ts` adds `tables` to them. */
export const topSettings = {
  bucket: {
    type: ["string"],
    minLength: 1,
    description: "The bare name of the bucket, an access point alias or an access point ARN; no URL and no path.",
    examples: ["my-bucket"],
  },
  start_date: {
    type: ["string", "null"],
    description:
      "Only files modified after it are read on the first run. Without it, every file is read. A time without a zone is UTC.",
    examples: ["2024-01-31T00:00:00Z"],
  },
  account_id: {
    type: ["string", "null"],
    description: "The 12-digit AWS account of the role to assume; hyphens are dropped. Goes with `role_name`.",
    examples: ["123456789012"],
  },
  role_name: {
    type: ["string", "null"],
    description: "The name of the role to assume. Goes with `account_id`.",
    examples: ["tap-s3-csv"],
  },
  role_arn: {
    type: ["string", "null"],
    description: "The ARN of the role to assume, instead of `account_id` and `role_name`.",
    examples: ["arn:aws:iam::123456789012:role/tap-s3-csv"],
  },
  external_id: {
    type: ["string", "null"],
    secret: true,
    writeOnly: true,
    description: "The external id that the role's trust policy asks for.",
  },
  proxy_account_id: {
    type: ["string", "null"],
    description: "The AWS account of a role to assume first, in a chain of two. Goes with `proxy_role_name`.",
    examples: ["210987654321"],
  },
  proxy_role_name: {
    type: ["string", "null"],
    description: "The name of a role to assume first, in a chain of two. Goes with `proxy_account_id`.",
    examples: ["proxy"],
  },
  aws_access_key_id: {
    type: ["string", "null"],
    secret: true,
    writeOnly: true,
    description:
      "An access key, with `aws_secret_access_key`. Without keys, the AWS SDK looks in its usual places: environment, profile, container, instance.",
  },
  aws_secret_access_key: {
    type: ["string", "null"],
    secret: true,
    writeOnly: true,
    description: "The secret of `aws_access_key_id`.",
  },
  aws_session_token: {
    type: ["string", "null"],
    secret: true,
    writeOnly: true,
    description: "The session token of temporary keys.",
  },
  aws_profile: {
    type: ["string", "null"],
    description: "A profile of the shared AWS config and credentials files.",
    examples: ["analytics"],
  },
  aws_region: {
    type: ["string", "null"],
    description: "The region of the bucket. Without it: `AWS_REGION`, the profile, or what the store answers.",
    examples: ["eu-central-1"],
  },
  anonymous: {
    type: ["boolean", "null"],
    default: false,
    description: "Send unsigned requests, for a public bucket.",
  },
  aws_endpoint_url: {
    type: ["string", "null"],
    description:
      "The address of an S3-compatible store. Without it: `AWS_ENDPOINT_URL_S3`, `AWS_ENDPOINT_URL`, or AWS. Plain http only on this machine, unless `allow_http`.",
    examples: ["https://minio.example.com"],
  },
  path_style: {
    type: ["boolean", "null"],
    description: "Put the bucket into the path and not into the host name. True when `aws_endpoint_url` is given.",
  },
  allow_http: {
    type: ["boolean", "null"],
    default: false,
    description: "Accept a plain http endpoint on another machine. Data and signatures then travel unencrypted.",
  },
  bucket_owner_id: {
    type: ["string", "null"],
    description: "The AWS account that must own the bucket; a bucket of another owner is refused.",
    examples: ["123456789012"],
  },
  requester_pays: {
    type: ["boolean", "null"],
    default: false,
    description: "Agree to pay for the requests, as a requester-pays bucket demands.",
  },
  sse_customer_key: {
    type: ["string", "null"],
    secret: true,
    writeOnly: true,
    description: "The 32-byte SSE-C key that the objects are encrypted with, in base64.",
  },
  request_timeout: {
    type: ["number", "string", "null"],
    default: 300,
    minimum: 0,
    description:
      "Seconds without an answer, or without a byte of it that is waited for, until a request is broken off. `0` and an empty text mean the default.",
  },
  min_bytes_per_minute: {
    type: ["integer", "null"],
    default: 60_000,
    minimum: 0,
    description:
      "An answer that brings less, on average over `request_timeout` of waiting for it, is broken off and asked for again. `0`: any speed will do.",
  },
  max_retries: {
    type: ["integer", "null"],
    default: 10,
    minimum: 0,
    description: "Tries without progress before a request or a body is given up.",
  },
  parallel_requests: {
    type: ["integer", "null"],
    default: 1,
    minimum: 1,
    maximum: 32,
    description:
      "Read a large file by so many requests at once, each for 8 MiB, where one connection is slower than the tap. Checksums are not compared then.",
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
} satisfies Settings;
