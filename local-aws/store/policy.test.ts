import { expect, it } from "vitest";
import { allows, type Statement } from "./policy.ts";

const ALLOW_ALL: Statement = { Effect: "Allow", Action: "*", Resource: "*" };
const IN = "arn:aws:s3:::bucket/in/a.csv";

const CASES: readonly (readonly [name: string, statements: readonly Statement[], isAllowed: boolean])[] = [
  ["nothing without a statement", [], false],
  ["what a wildcard covers", [ALLOW_ALL], true],
  ["an action by name, in any case", [{ ...ALLOW_ALL, Action: "S3:getobject" }], true],
  ["an action by wildcard", [{ ...ALLOW_ALL, Action: ["sts:*", "s3:Get*"] }], true],
  ["no other action", [{ ...ALLOW_ALL, Action: "s3:GetObjectVersion" }], false],
  ["a resource by wildcard", [{ ...ALLOW_ALL, Resource: "arn:aws:s3:::bucket/in/?.csv" }], true],
  ["no other resource", [{ ...ALLOW_ALL, Resource: "arn:aws:s3:::bucket/out/*" }], false],
  ["nothing that is denied as well", [ALLOW_ALL, { ...ALLOW_ALL, Effect: "Deny", Action: "s3:GetObject" }], false],
  ["what another denial leaves", [ALLOW_ALL, { ...ALLOW_ALL, Effect: "Deny", Action: "s3:PutObject" }], true],
  ["a condition that holds", [{ ...ALLOW_ALL, Condition: { StringEquals: { "s3:prefix": ["a", "in/"] } } }], true],
  ["a pattern that holds", [{ ...ALLOW_ALL, Condition: { StringLike: { "s3:prefix": "i*" } } }], true],
  ["no condition that fails", [{ ...ALLOW_ALL, Condition: { StringLike: { "s3:prefix": "o*" } } }], false],
  ["no condition on a missing key", [{ ...ALLOW_ALL, Condition: { StringLike: { "sts:ExternalId": "*" } } }], false],
  [
    "a negated condition on a missing key",
    [{ ...ALLOW_ALL, Condition: { StringNotEquals: { "sts:ExternalId": "x" } } }],
    true,
  ],
  ["the principal's account", [{ ...ALLOW_ALL, Principal: { AWS: "arn:aws:iam::123456789012:root" } }], true],
  ["no other account", [{ ...ALLOW_ALL, Principal: { AWS: "arn:aws:iam::999999999999:root" } }], false],
];

it.each(CASES)("allows %s", (_, statements, isAllowed) => {
  const principal = "arn:aws:iam::123456789012:user/tap";
  const request = { principal, action: "s3:GetObject", resource: IN, conditions: { "s3:prefix": "in/" } };
  expect(allows({ Statement: statements }, request)).toBe(isAllowed);
});

it("refuses a condition operator it does not know", () => {
  const policy = { Statement: { ...ALLOW_ALL, Condition: { Bool: { "aws:SecureTransport": "true" } } } };
  const request = { principal: "", action: "s3:GetObject", resource: IN, conditions: {} };
  expect(() => allows(policy, request)).toThrow('operator "Bool" is unknown');
});
