import type { Config } from "./config/config.ts";
import { partitionOf } from "./config/partition.ts";

/** The policies that can be printed, each for another place. */
export type PolicyName =
  | "bucket_policy"
  | "role_policy"
  | "trust_policy"
  | "caller_policy"
  | "proxy_role_policy"
  | "proxy_trust_policy";

/** Says where each policy is pasted, and what none of them covers. */
export function explainPolicy(config: Config, names: readonly PolicyName[]): string {
  const places = names.map((name) => `${name}: ${explainPlace(config, name)}.`);
  return [...places, ...explainLimits(config)].join("\n");
}

function explainPlace(config: Config, name: PolicyName): string {
  const { bucket, roles, credentials } = config.connection;
  const [first, last] = [roles[0]?.arn, roles.at(-1)?.arn];
  switch (name) {
    case "bucket_policy":
      if (credentials.from === "anonymous") return `the policy of ${bucket}; it lets everybody read`;
      return `the policy of ${bucket}; needed only where the account that reads is not the account that owns the bucket`;
    case "role_policy":
      return `a permissions policy of ${last ?? "the user or role that runs the tap"}`;
    case "trust_policy":
      return `the trust policy of ${last}`;
    case "caller_policy":
      return `a permissions policy of the user or role that runs the tap, so that it may assume ${first}`;
    case "proxy_role_policy":
      return `a permissions policy of ${first}, so that it may assume ${last}`;
    case "proxy_trust_policy":
      return `the trust policy of ${first}`;
  }
}

function explainLimits(config: Config): readonly string[] {
  const { bucket, region, roles, endpoint, requesterPays, sseCustomerKey } = config.connection;
  const limits = [];
  const role = roles.at(-1);
  if (role !== undefined && role.externalId === undefined) {
    limits.push(
      "The config has no external_id. Where somebody else runs the tap for you, agree on one: it keeps other customers of theirs out of your bucket.",
    );
  }
  if (config.detectMultipart) {
    limits.push(
      "s3:ListBucketMultipartUploads finds files whose upload takes longer than lookback. It can be left out together with detect_multipart: false.",
    );
  }
  if (config.inventory !== null) {
    limits.push(
      `The inventory is in ${config.inventory.bucket}: s3:ListBucket and s3:GetObject are needed there for its manifest and data files, and none of these policies grants them.`,
    );
  }
  if (sseCustomerKey === undefined) limits.push(explainKms(region));
  if (requesterPays) {
    limits.push(
      "The bucket is requester-pays: the account that reads pays for requests and transfer, and no further permission is needed.",
    );
  }
  if (bucket.startsWith("arn:")) {
    limits.push(
      "The bucket is reached through an access point: bucket_policy is the access point's policy, and the bucket's own policy must delegate to it.",
    );
  }
  if (bucket.endsWith("-s3alias")) {
    limits.push(
      "The bucket is an access point alias, which policies do not know: replace arn:aws:s3:::… by the ARN of the access point, with /object/ before the keys.",
    );
  }
  if (endpoint !== undefined) {
    limits.push(
      "The store is not AWS: the actions are the same, but stores differ in the principals and conditions that they understand.",
    );
  }
  return limits;
}

/** https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service */
function explainKms(region = "REGION"): string {
  const statement = {
    Sid: "Decrypt",
    Effect: "Allow",
    Action: "kms:Decrypt",
    Resource: `arn:${partitionOf(region)}:kms:${region}:ACCOUNT:key/KEY`,
    Condition: { StringEquals: { "kms:ViaService": `s3.${region}.amazonaws.com` } },
  };
  return `Where objects are encrypted with a KMS key (SSE-KMS), the reader also needs this, and the key's own policy must allow it: ${JSON.stringify(statement)}`;
}
