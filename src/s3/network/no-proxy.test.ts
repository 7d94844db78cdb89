import { expect, test } from "vitest";
import { exemptionsOf, isExempt } from "./no-proxy.ts";

const s3 = "lake.s3.eu-west-1.amazonaws.com";

test.each<[string, string, number, boolean]>([
  ["*", s3, 443, true],
  ["amazonaws.com", s3, 443, true],
  [".amazonaws.com", s3, 443, true],
  ["*.amazonaws.com", s3, 443, true],
  ["AMAZONAWS.com.", s3, 443, true],
  [".s3.eu-west-1.amazonaws.com", s3, 443, true],
  [".s3.eu-west-1.amazonaws.com", "s3.eu-west-1.amazonaws.com", 443, true],
  [".s3.eu-west-1.amazonaws.com", "sts.eu-west-1.amazonaws.com", 443, false],
  [s3, s3, 443, true],
  [s3, "sts.amazonaws.com", 443, false],
  ["zonaws.com", s3, 443, false],
  ["minio.internal:9000", "minio.internal", 9000, true],
  ["minio.internal:9000", "minio.internal", 443, false],
  [".internal:9000", "minio.internal", 9000, true],
  ["10.1.2.3", "10.1.2.3", 443, true],
  ["10.1.2.3:9000", "10.1.2.3", 9000, true],
  ["10.0.0.0/8", "10.1.2.3", 443, true],
  ["10.0.0.0/8", "11.1.2.3", 443, false],
  ["10.0.0.0/8", "10.example.com", 443, false],
  ["10.0.0.0/99", "10.1.2.3", 443, false],
  ["2.3", "10.1.2.3", 443, false],
  ["fd00::/8", "[fd00::1]", 443, true],
  ["[fd00::1]", "[fd00::1]", 443, true],
  ["fd00::1", "[fd00::1]", 443, true],
  ["[fd00::1]:9000", "[fd00::1]", 443, false],
  ["", s3, 443, false],
  ["x, amazonaws.com", s3, 443, true],
  ["x amazonaws.com", s3, 443, true],
])("NO_PROXY=%s and %s:%d: %s", (list, host, port, expected) => {
  expect(isExempt(host, port, exemptionsOf(list))).toBe(expected);
});
