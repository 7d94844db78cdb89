import { expect, test } from "vitest";
import { parseConfig } from "./parse-config.ts";

const valid = { bucket: "my-bucket", tables: [{ table_name: "orders", search_pattern: "x" }] };

test.each([
  [{}, { roles: [] }],
  [
    {
      aws_access_key_id: "AKIA\n",
      aws_secret_access_key: " s\r\n",
      aws_session_token: "t\n",
    },
    {
      credentials: { from: "keys", accessKeyId: "AKIA", secretAccessKey: "s", sessionToken: "t" },
    },
  ],
  [{ aws_profile: "analytics\n" }, { credentials: { from: "chain", profile: "analytics" } }],
  [
    { account_id: "1234-5678-9012", role_name: "reader", external_id: "agreed" },
    { roles: [{ arn: "arn:aws:iam::123456789012:role/reader", sessionName: "TapS3CSV", externalId: "agreed" }] },
  ],
  [
    { account_id: 123456789012, role_name: "reader", aws_region: "cn-north-1" },
    { roles: [{ arn: "arn:aws-cn:iam::123456789012:role/reader", sessionName: "TapS3CSV" }] },
  ],
  [
    { role_arn: "arn:aws-us-gov:iam::123456789012:role/a/reader" },
    { roles: [{ arn: "arn:aws-us-gov:iam::123456789012:role/a/reader", sessionName: "TapS3CSV" }] },
  ],
  [
    {
      account_id: "123456789012",
      role_name: "reader",
      external_id: "agreed",
      proxy_account_id: "2109-8765-4321",
      proxy_role_name: "proxy",
    },
    {
      roles: [
        { arn: "arn:aws:iam::210987654321:role/proxy", sessionName: "ProxySession" },
        { arn: "arn:aws:iam::123456789012:role/reader", sessionName: "TapS3CSVCustSession", externalId: "agreed" },
      ],
    },
  ],
  [
    { aws_access_key_id: "AKIA", aws_secret_access_key: "secret", aws_session_token: "token" },
    { credentials: { from: "keys", accessKeyId: "AKIA", secretAccessKey: "secret", sessionToken: "token" } },
  ],
  [
    { aws_access_key_id: "AKIA", aws_secret_access_key: "secret", aws_session_token: "", aws_profile: "" },
    { credentials: { from: "keys", accessKeyId: "AKIA", secretAccessKey: "secret" } },
  ],
])("the identity %j is read", (settings, expected) => {
  const { connection } = parseConfig([{ ...valid, ...settings }]).config;
  expect({ roles: connection.roles, credentials: connection.credentials }).toEqual({
    roles: [],
    credentials: { from: "chain" },
    ...expected,
  });
});

test("secrets are collected", () => {
  const { config } = parseConfig([
    {
      ...valid,
      aws_access_key_id: "AKIA1234",
      aws_secret_access_key: 'a/b+"c',
      account_id: "123456789012",
      role_name: "r",
      external_id: 98765,
    },
  ]);
  expect(config.secrets).toEqual(expect.arrayContaining(["AKIA1234", 'a/b+"c', "98765"]));
});
