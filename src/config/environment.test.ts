import { expect, test } from "vitest";
import { readEnvironment, variableOf } from "./environment.ts";
import { parseConfig } from "./parse-config.ts";

const tables = '[{"table_name":"orders","search_pattern":"x"}]';

test("settings come from their variables, and other variables are skipped", () => {
  const environment = {
    TAP_S3_CSV_BUCKET: "my-bucket",
    TAP_S3_CSV_AWS_ENDPOINT_URL: "https://minio.example.com",
    TAP_S3_CSV_WARNING_IF_NO_FILES: "true",
    TAP_S3_CSV_START_DATE: "",
    TAP_S3_CSV_AWS_REGION: undefined,
    TAP_S3_CSV_LOGLEVEL: "debug",
    TAP_S3_CSV__SELECT: "orders.*",
    AWS_REGION: "eu-west-1",
    PATH: "/bin",
  };
  expect(readEnvironment(environment)).toEqual({
    bucket: "my-bucket",
    aws_endpoint_url: "https://minio.example.com",
    warning_if_no_files: "true",
  });
});

test("the texts of variables are read as what they stand for", () => {
  const environment = {
    TAP_S3_CSV_BUCKET: "my-bucket",
    TAP_S3_CSV_TABLES: tables,
    TAP_S3_CSV_MAX_RETRIES: "3",
    TAP_S3_CSV_DETECT_MULTIPART: "no",
    TAP_S3_CSV_ANONYMOUS: "1",
    TAP_S3_CSV_ON_NO_FILES: "WARN",
  };
  const { config, warnings } = parseConfig([readEnvironment(environment)]);
  expect(config).toMatchObject({
    connection: { bucket: "my-bucket", maxRetries: 3, credentials: { from: "anonymous" } },
    tables: [{ name: "orders" }],
    detectMultipart: false,
    onNoFiles: "warn",
  });
  expect(warnings).toEqual([]);
});

test("variables beat files when they are the last source", () => {
  const file = { bucket: "from-file", tables, max_retries: 7 };
  const { config } = parseConfig([file, readEnvironment({ TAP_S3_CSV_BUCKET: "from-environment" })]);
  expect(config.connection).toMatchObject({ bucket: "from-environment", maxRetries: 7 });
});

test("a variable has the tap's name before the setting's", () => {
  expect(variableOf("aws_secret_access_key")).toBe("TAP_S3_CSV_AWS_SECRET_ACCESS_KEY");
});
