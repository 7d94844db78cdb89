import type { Settings } from "./setting.ts";

/** How to reach the bucket: keys that hold for the whole config, and that parse-connection.ts reads. */
export const connectionSettings = {
  bucket: {
    type: ["string"],
    minLength: 1,
    description: "The bare name of the bucket, an access point alias or an access point ARN; no URL and no path.",
    examples: ["my-bucket"],
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
      "An access key, with `aws_secret_access_key`. Without keys, the usual places of AWS are looked in: environment, profile, web identity, container, instance.",
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
    description:
      "A profile of the shared AWS config and credentials files. It must be there, and nobody else is taken in its place.",
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
      "The address of an S3-compatible store. Without it: `AWS_ENDPOINT_URL_S3`, `AWS_ENDPOINT_URL`, the profile, or AWS. Plain http only on this machine, unless `allow_http`.",
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
      "Seconds without an answer, or without a byte of it that is waited for, until a request is aborted. `0` and an empty text mean the default.",
  },
  min_bytes_per_minute: {
    type: ["integer", "null"],
    default: 60_000,
    minimum: 0,
    description:
      "An answer that brings less, on average over `request_timeout` of waiting for it, is aborted and asked for again. `0`: any speed will do.",
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
} as const satisfies Settings;
