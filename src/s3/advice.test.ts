import { describe, expect, test } from "vitest";
import { connectionTo } from "../../test/support/s3-connection.ts";
import type { Connection } from "./connection.ts";
import { failureOf } from "./failure.ts";
import { explainFailure } from "./s3-errors.ts";

const minio = connectionTo("https://minio.example.com");
const { endpoint: _, ...aws } = connectionTo("https://minio.example.com", { pathStyle: false });

function sentence(connection: Connection, error: object): string {
  const failure = failureOf(Object.assign(new Error("words"), error));
  return explainFailure(failure, {
    operation: { kind: "list", prefix: "" },
    connection,
    retries: 0,
    keysFrom: "the config",
  }).message;
}

const refused = { name: "AccessDenied", $metadata: { httpStatusCode: 403 } };

test("requester_pays is proposed at AWS only", () => {
  expect(sentence(aws, refused)).toContain("requester_pays");
  expect(sentence(minio, refused)).not.toContain("requester_pays");
});

test("An object that is encrypted with a key of its own leads to sse_customer_key, however the store says it", () => {
  const answer = {
    name: "InvalidRequest",
    message: "Bad request: Object is encrypted",
    $metadata: { httpStatusCode: 400 },
  };
  expect(sentence(minio, answer)).toContain("set sse_customer_key");
});

test.each([
  [{ code: "ECONNRESET", message: "socket hang up" }],
  [{ name: "Unknown", $metadata: { httpStatusCode: 400 } }],
])("%o of a plain endpoint may be a port that wants https", (error) => {
  const hint = "; if that port wants https, write https in aws_endpoint_url";
  expect(sentence(connectionTo("http://127.0.0.1:9000"), error)).toContain(hint);
  expect(sentence(minio, error)).not.toContain(hint);
});

describe("A bucket of another region", () => {
  const answer = { name: "PermanentRedirect", Region: "eu-west-1", $metadata: { httpStatusCode: 301 } };
  test.each<[string, Connection, RegExp]>([
    ["needs aws_region at AWS", aws, /; set aws_region to it$/],
    [
      "needs no endpoint, or another, where one of AWS is configured",
      { ...aws, endpoint: "https://s3.us-east-1.amazonaws.com" },
      /aws_endpoint_url "https:\/\/s3.us-east-1.amazonaws.com" is of another; leave aws_endpoint_url out, or name the endpoint of that region$/,
    ],
    ["needs another endpoint elsewhere", minio, /is of another; name the endpoint of that region$/],
  ])("%s", (_name, connection, expected) => {
    expect(sentence(connection, answer)).toMatch(expected);
  });
});

test.each<[string, string, RegExp]>([
  ["CERT_HAS_EXPIRED", "certificate has expired", /certificate has expired .*must renew it/],
  ["CERT_NOT_YET_VALID", "certificate is not yet valid", /set the clock of this machine/],
  ["ERR_TLS_CERT_ALTNAME_INVALID", "Host: a. is not in the cert's altnames: DNS:b", /for other names .*path_style/],
  ["SELF_SIGNED_CERT_IN_CHAIN", "self-signed certificate in certificate chain", /authority .* AWS_CA_BUNDLE/],
  ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "unable to verify the first certificate", /authority .* AWS_CA_BUNDLE/],
  ["EPROTO", "write EPROTO 8:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:…", /write http instead/],
  ["ERR_SSL_WRONG_VERSION_NUMBER", "wrong version number", /write http instead of https/],
  ["HPE_INVALID_CONSTANT", "Parse Error: Expected HTTP/", /perhaps its port wants https, not http/],
  ["HPE_HEADER_OVERFLOW", "Parse Error: Header overflow", /NODE_OPTIONS=--max-http-header-size=65536/],
  ["HPE_UNEXPECTED_CONTENT_LENGTH", "Parse Error: Content-Length twice", /rules of HTTP .* proxy or load balancer/],
])("%s has a remedy of its own", (code, message, expected) => {
  const error = { code, message, askedHost: "minio.example.com" };
  expect(sentence(minio, error)).toMatch(expected);
  expect(sentence(minio, error)).toContain('"https://minio.example.com"');
});

test.each<[string, object, RegExp]>([
  [
    "redirects and does not say where to",
    { $metadata: { httpStatusCode: 301 } },
    /not told where to .*check aws_endpoint_url/,
  ],
  [
    "was never asked",
    { name: "Error", message: "Invalid parameter" },
    /failed before there was an answer \(Error: Invalid/,
  ],
])("A store that %s is told as that", (_name, error, expected) => {
  expect(sentence(minio, error)).toMatch(expected);
});

test("A host of AWS is named by its name", () => {
  const error = { code: "ENOTFOUND", askedHost: "lake.s3.eu-west-9.amazonaws.com" };
  expect(sentence(aws, error)).toContain("AWS S3 (lake.s3.eu-west-9.amazonaws.com) cannot be resolved");
});
