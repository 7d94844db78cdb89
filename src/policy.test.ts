import { expect, test } from "vitest";
import { parseConfig } from "./config/parse-config.ts";
import { policy } from "./policy.ts";

const runner = "arn:aws:iam::999988887777:role/runner";
const reader = "arn:aws:iam::123456789012:role/reader";
const role = { account_id: "123456789012", role_name: "reader", external_id: "agreed" };
const proxy = { proxy_account_id: "210987654321", proxy_role_name: "proxy" };

const list = (prefixes: readonly string[]): object => ({
  Sid: "List",
  Effect: "Allow",
  Action: "s3:ListBucket",
  Resource: "arn:aws:s3:::my-bucket",
  Condition: { StringLike: { "s3:prefix": prefixes } },
});
const uploads = {
  Sid: "SeeUploads",
  Effect: "Allow",
  Action: "s3:ListBucketMultipartUploads",
  Resource: "arn:aws:s3:::my-bucket",
};
const read = (resources: readonly string[]): object => ({
  Sid: "Read",
  Effect: "Allow",
  Action: "s3:GetObject",
  Resource: resources,
});
const assume = (arn: string): object => ({
  Sid: "AssumeRole",
  Effect: "Allow",
  Action: "sts:AssumeRole",
  Resource: arn,
});
const trust = (arn: string, condition: object = {}): object => ({
  Sid: "Trust",
  Effect: "Allow",
  Principal: { AWS: arn },
  Action: "sts:AssumeRole",
  ...condition,
});
const agreed = { Condition: { StringEquals: { "sts:ExternalId": "agreed" } } };

test("without a role, whoever runs the tap may list and read below the prefixes, and nothing else", () => {
  const statements = [list(["in/*"]), uploads, read(["arn:aws:s3:::my-bucket/in/*"])];
  expect(documentFor({}, ["in/"])).toEqual({
    bucket_policy: policyOf(statements.map((statement) => ({ ...statement, Principal: { AWS: runner } }))),
    role_policy: policyOf(statements),
  });
});

test("a role is trusted with the external id, and the caller may assume it", () => {
  expect(documentFor(role, ["in/"])).toMatchObject({
    bucket_policy: { Statement: [{ Principal: { AWS: reader } }, {}, {}] },
    trust_policy: policyOf([trust(runner, agreed)]),
    caller_policy: policyOf([assume(reader)]),
  });
});

test("a chain of two roles is trusted hop by hop", () => {
  const proxyArn = "arn:aws:iam::210987654321:role/proxy";
  expect(documentFor({ ...role, ...proxy }, ["in/"])).toMatchObject({
    bucket_policy: { Statement: [{ Principal: { AWS: reader } }, {}, {}] },
    trust_policy: policyOf([trust(proxyArn, agreed)]),
    proxy_role_policy: policyOf([assume(reader)]),
    proxy_trust_policy: policyOf([trust(runner)]),
    caller_policy: policyOf([assume(proxyArn)]),
  });
});

test.each([
  ["a prefix that a shorter one covers", ["in/a", "in/", "out/", "in/"], ["in/*", "out/*"]],
  ["a prefix with the wildcards of policies", ["in/*?$/"], ["in/${*}${?}${$}/*"]],
])("%s is written as it must be", (_, prefixes, patterns) => {
  expect(documentFor({}, prefixes)).toMatchObject({
    role_policy: policyOf([
      list(patterns),
      uploads,
      read(patterns.map((pattern) => `arn:aws:s3:::my-bucket/${pattern}`)),
    ]),
  });
});

test.each([[[]], [["in/", ""]]])("tables with the prefixes %j need the whole bucket", (prefixes) => {
  const { Condition: _, ...wholeList } = { Condition: undefined, ...list([]) };
  expect(documentFor({}, prefixes)).toMatchObject({
    role_policy: { Statement: [wholeList, uploads, read(["arn:aws:s3:::my-bucket/*"])] },
  });
  expect(JSON.stringify(documentFor({}, prefixes))).not.toContain("s3:prefix");
});

test("uploads in progress are listed only for detect_multipart", () => {
  expect(documentFor({ detect_multipart: false }, ["in/"])).toMatchObject({
    role_policy: policyOf([list(["in/*"]), read(["arn:aws:s3:::my-bucket/in/*"])]),
  });
});

test.each([
  [{ aws_region: "cn-north-1" }, "arn:aws-cn:s3:::my-bucket", "arn:aws-cn:s3:::my-bucket/in/*"],
  [
    { bucket: "arn:aws:s3:eu-west-1:123456789012:accesspoint/a" },
    "arn:aws:s3:eu-west-1:123456789012:accesspoint/a",
    "arn:aws:s3:eu-west-1:123456789012:accesspoint/a/object/in/*",
  ],
])("%j names its resources", (settings, bucket, objects) => {
  expect(documentFor(settings, ["in/"])).toMatchObject({
    role_policy: { Statement: [{ Resource: bucket }, { Resource: bucket }, { Resource: [objects] }] },
  });
});

test("a directory bucket is read in sessions", () => {
  const settings = { bucket: "my--euw1-az1--x-s3", aws_region: "eu-west-1", bucket_owner_id: "123456789012" };
  expect(documentFor(settings, ["in/"])).toMatchObject({
    role_policy: {
      Statement: [
        {
          Action: "s3express:CreateSession",
          Resource: "arn:aws:s3express:eu-west-1:123456789012:bucket/my--euw1-az1--x-s3",
        },
      ],
    },
  });
});

test("a public bucket lets everybody read, and nobody needs a policy", () => {
  const document = documentFor({ anonymous: true }, ["in/"]);
  expect(Object.keys(document)).toEqual(["bucket_policy"]);
  expect(document).toMatchObject({ bucket_policy: { Statement: [{ Principal: "*" }, {}, {}] } });
});

test("an unknown principal is left to be filled in, and the explanation says so", () => {
  const { document, explanation } = policy(configOf(role), ["in/"]);
  expect(document).toContain('"AWS": "ARN-OF-WHO-RUNS-THE-TAP"');
  expect(explanation).toContain("give it with --principal, or replace ARN-OF-WHO-RUNS-THE-TAP");
});

test.each([
  [role, [/^trust_policy: the trust policy of .*role\/reader\.$/m, /kms:Decrypt/, /^s3:ListBucketMultipartUploads /m]],
  [{ ...role, external_id: null }, [/^The config has no external_id/m]],
  [{ ...role, ...proxy }, [/^proxy_trust_policy: /m, /^proxy_role_policy: /m]],
  [{ aws_region: "eu-west-1" }, [/"kms:ViaService":"s3\.eu-west-1\.amazonaws\.com"/]],
  [{ requester_pays: true }, [/requester-pays/]],
  [{ bucket: "a-b-s3alias" }, [/access point alias/]],
  [{ bucket: "arn:aws:s3:eu-west-1:123456789012:accesspoint/a" }, [/must delegate to it/]],
  [{ aws_endpoint_url: "https://minio.example.com" }, [/The store is not AWS/]],
  [
    { inventory: { manifest: "s3://lists/my-bucket/d/manifest.json" } },
    [/^The inventory is in lists: s3:ListBucket and/m],
  ],
  [{ anonymous: true }, [/it lets everybody read/]],
])("%j is explained", (settings, expected) => {
  const { explanation } = policy(configOf(settings), ["in/"], runner);
  for (const pattern of expected) expect(explanation).toMatch(pattern);
});

test("the explanation holds no external id", () => {
  expect(policy(configOf(role), ["in/"]).explanation).not.toContain("agreed");
});

function configOf(settings: object): ReturnType<typeof parseConfig>["config"] {
  return parseConfig([{ bucket: "my-bucket", tables: [{ table_name: "t", search_pattern: "x" }] }, settings]).config;
}

function documentFor(settings: object, prefixes: readonly string[]): object {
  return JSON.parse(policy(configOf(settings), prefixes, runner).document);
}

function policyOf(statements: readonly object[]): object {
  return { Version: "2012-10-17", Statement: statements };
}
