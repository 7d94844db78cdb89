import type { Config } from "./config/config.ts";
import { partitionOf } from "./config/partition.ts";
import { explainPolicy, type PolicyName } from "./explain-policy.ts";

/** Permissions to paste, and what to know about them. */
export interface Policies {
  /** A JSON object with one policy for each place where one is pasted. */
  readonly document: string;
  readonly explanation: string;
}

/**
 * The least permissions that a sync with this config needs. `prefixes` are the texts under which it lists, at least one
 * for each table; `principal` is the ARN of whoever runs the tap.
 */
export function policy(config: Config, prefixes: readonly string[], principal?: string): Policies {
  const runner = principal ?? unknownPrincipal;
  const policies = new Map([...readPolicies(config, prefixes, runner), ...rolePolicies(config, runner)]);
  const document = JSON.stringify(Object.fromEntries(policies), null, 2);
  const explanation = explainPolicy(config, [...policies.keys()]);
  if (!document.includes(unknownPrincipal)) return { document, explanation };
  const hint = `Who runs the tap is not known: give it with --principal, or replace ${unknownPrincipal}.`;
  return { document, explanation: `${explanation}\n${hint}` };
}

/** IAM refuses it, so that nothing is granted before the ARN is filled in. */
const unknownPrincipal = "ARN-OF-WHO-RUNS-THE-TAP";

type PolicyEntries = readonly (readonly [PolicyName, object])[];

interface Statement {
  readonly Sid: string;
  readonly Effect: "Allow";
  readonly Action: string;
  readonly Resource: string | readonly string[];
  readonly Condition?: object;
}

/** What the bucket grants, and what the identity that reads it is granted; across accounts both are needed. */
function readPolicies(config: Config, prefixes: readonly string[], runner: string): PolicyEntries {
  const statements = readStatements(config, withoutCovered(prefixes));
  const isPublic = config.connection.credentials.from === "anonymous";
  const reader = isPublic ? "*" : { AWS: config.connection.roles.at(-1)?.arn ?? runner };
  const granted = statements.map(({ Sid, ...rest }) => ({ Sid, Principal: reader, ...rest }));
  const bucketPolicy = ["bucket_policy", toPolicy(granted)] as const;
  return isPublic ? [bucketPolicy] : [bucketPolicy, ["role_policy", toPolicy(statements)]];
}

/** Who may assume which role, hop by hop. */
function rolePolicies(config: Config, runner: string): PolicyEntries {
  const [first, second] = config.connection.roles;
  if (first === undefined) return [];
  const caller = ["caller_policy", toPolicy([assumeStatement(first.arn)])] as const;
  if (second === undefined) return [["trust_policy", trustPolicy(runner, first.externalId)], caller];
  return [
    ["trust_policy", trustPolicy(first.arn, second.externalId)],
    ["proxy_role_policy", toPolicy([assumeStatement(second.arn)])],
    ["proxy_trust_policy", trustPolicy(runner, first.externalId)],
    caller,
  ];
}

function readStatements(config: Config, prefixes: readonly string[]): readonly Statement[] {
  const { bucket, region } = config.connection;
  const partition = partitionOf(region);
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-express-security-iam.html
  if (bucket.endsWith("--x-s3")) {
    const resource = `arn:${partition}:s3express:${region ?? "*"}:${config.connection.bucketOwnerId ?? "*"}:bucket/${bucket}`;
    const condition = { StringEquals: { "s3express:SessionMode": "ReadOnly" } };
    return [
      { Sid: "Read", Effect: "Allow", Action: "s3express:CreateSession", Resource: resource, Condition: condition },
    ];
  }
  const resource = bucket.startsWith("arn:") ? bucket : `arn:${partition}:s3:::${bucket}`;
  const objects = bucket.startsWith("arn:") ? `${resource}/object/` : `${resource}/`;
  const patterns = prefixes.map((prefix) => `${escapeWildcards(prefix)}*`);
  const isWhole = prefixes.includes("");
  const uploads: Statement = {
    Sid: "SeeUploads",
    Effect: "Allow",
    Action: "s3:ListBucketMultipartUploads",
    Resource: resource,
  };
  return [
    {
      Sid: "List",
      Effect: "Allow",
      Action: "s3:ListBucket",
      Resource: resource,
      ...(!isWhole && { Condition: { StringLike: { "s3:prefix": patterns } } }),
    },
    ...(config.detectMultipart ? [uploads] : []),
    {
      Sid: "Read",
      Effect: "Allow",
      Action: "s3:GetObject",
      Resource: patterns.map((pattern) => `${objects}${pattern}`),
    },
  ];
}

/** The prefixes without those that a shorter one covers; the whole bucket where there is none. */
function withoutCovered(prefixes: readonly string[]): readonly string[] {
  if (prefixes.length === 0) return [""];
  return [...new Set(prefixes)]
    .filter((prefix) => !prefixes.some((other) => other !== prefix && prefix.startsWith(other)))
    .sort();
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-specialchars */
function escapeWildcards(prefix: string): string {
  return prefix.replaceAll(/[*?$]/g, (character) => `\${${character}}`);
}

function assumeStatement(role: string): Statement {
  return { Sid: "AssumeRole", Effect: "Allow", Action: "sts:AssumeRole", Resource: role };
}

function trustPolicy(principal: string, externalId: string | undefined): object {
  return toPolicy([
    {
      Sid: "Trust",
      Effect: "Allow",
      Principal: { AWS: principal },
      Action: "sts:AssumeRole",
      ...(externalId !== undefined && { Condition: { StringEquals: { "sts:ExternalId": externalId } } }),
    },
  ]);
}

function toPolicy(statements: readonly object[]): object {
  return { Version: "2012-10-17", Statement: statements };
}
