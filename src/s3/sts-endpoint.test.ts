import { expect, test } from "vitest";
import { connectionTo } from "../../test/support/s3-connection.ts";
import { stsEndpointOf } from "./sts-endpoint.ts";

const [minio, vpc, sts] = [
  "https://minio.example.com:9000",
  "https://bucket.vpce-1a2b.s3.eu-west-1.vpce.amazonaws.com",
  "https://sts.example.com",
];

test.each([
  ["beside a store that is not AWS", minio, undefined, minio],
  ["at AWS, if the endpoint is one of AWS", vpc, undefined, undefined],
  ["at AWS, if the endpoint is one of AWS in China", "https://s3.cn-north-1.amazonaws.com.cn", undefined, undefined],
  ["beside a store whose name only ends alike", "https://notamazonaws.com", undefined, "https://notamazonaws.com"],
  ["where the user says, whatever the endpoint is", minio, sts, sts],
  ["where the user says, also for an endpoint of AWS", vpc, sts, sts],
])("STS is %s", (_name, endpoint, stsEndpoint, expected) => {
  const connection = connectionTo(endpoint, stsEndpoint === undefined ? {} : { stsEndpoint });
  expect(stsEndpointOf(connection)).toBe(expected);
});
