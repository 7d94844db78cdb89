import { expect, test } from "vitest";
import { findEndpointProblem } from "./endpoint.ts";

test.each([
  "https://minio.example.com",
  "https://minio.example.com:9000/s3",
  "http://127.0.0.1:9000",
  "http://127.1.2.3",
  "http://localhost:9000",
  "http://s3.localhost:9000",
  "http://[::1]:9000",
])("%s can be used", (endpoint) => {
  expect(findEndpointProblem(endpoint, false)).toBeUndefined();
});

test("plain http to another machine can be allowed", () => {
  expect(findEndpointProblem("http://minio:9000", true)).toBeUndefined();
});

test.each([
  ["http://minio:9000", /^is plain http to another machine, .* set allow_http to true$/],
  ["http://127.0.0.1.example.com", /^is plain http/],
  ["http://0.0.0.0:9000", /^is plain http/],
  ["minio.example.com", /for example "https:\/\/minio.example.com"$/],
  ["ftp://minio.example.com", /^must be a URL with https or http/],
  ["https://", /^must be a URL/],
  ["https://KEY:SECRET@minio.example.com", /^must not hold credentials/],
  ["KEY:SECRET@minio.example.com", /for example "https:\/\/minio.example.com"$/],
  ["https://minio.example.com/?token=SECRET", /^must end with its host/],
])("%s is refused without showing what it holds", (endpoint, expected) => {
  const problem = findEndpointProblem(endpoint, false);
  expect(problem).toMatch(expected);
  expect(problem).not.toContain("SECRET");
});
