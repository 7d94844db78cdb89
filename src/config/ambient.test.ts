import { describe, expect, test } from "vitest";
import { ambientSettings, withAmbient } from "./ambient.ts";
import { parseConfig } from "./parse-config.ts";

const configWith = (settings: object = {}) =>
  parseConfig([{ bucket: "lake", tables: [{ table_name: "t", search_pattern: "x" }], ...settings }]).config;

describe("The proxy", () => {
  test.each<[string, object, Record<string, string>, string | undefined]>([
    ["is taken from HTTPS_PROXY", {}, { HTTPS_PROXY: "http://proxy:3128" }, "http://proxy:3128"],
    [
      "is taken from https_proxy before HTTPS_PROXY",
      {},
      { https_proxy: "http://a:1", HTTPS_PROXY: "http://b:2" },
      "http://a:1",
    ],
    ["may be named without a scheme", {}, { HTTPS_PROXY: "proxy:3128" }, "http://proxy:3128"],
    ["is not used for a host of NO_PROXY", {}, { HTTPS_PROXY: "http://p:1", NO_PROXY: "x, amazonaws.com" }, undefined],
    ["is not used when NO_PROXY is *", {}, { HTTPS_PROXY: "http://p:1", NO_PROXY: "*" }, undefined],
    [
      "is used for a host that only ends like one of NO_PROXY",
      {},
      { HTTPS_PROXY: "http://p:1", NO_PROXY: "zonaws.com" },
      "http://p:1",
    ],
    [
      "is not used for a plain endpoint",
      { aws_endpoint_url: "http://127.0.0.1:9000" },
      { HTTPS_PROXY: "http://p:1" },
      undefined,
    ],
    ["is none without a variable", {}, {}, undefined],
  ])("%s", (_name, settings, environment, proxy) => {
    expect(withAmbient(configWith(settings), environment).connection.proxy).toBe(proxy);
  });
});

describe("The region", () => {
  test.each<[string, object, Record<string, string>, string | undefined]>([
    ["comes from AWS_DEFAULT_REGION", {}, { AWS_DEFAULT_REGION: "eu-west-1" }, "eu-west-1"],
    ["of the config wins", { aws_region: "us-west-2" }, { AWS_DEFAULT_REGION: "eu-west-1" }, "us-west-2"],
    [
      "is left to the SDK where it has one",
      {},
      { AWS_REGION: "us-west-2", AWS_DEFAULT_REGION: "eu-west-1" },
      undefined,
    ],
  ])("%s", (_name, settings, environment, region) => {
    expect(withAmbient(configWith(settings), environment).connection.region).toBe(region);
  });
});

describe("The address of the store", () => {
  const [s3, all] = ["https://s3.example.com", "https://all.example.com"];
  test.each<[string, object, Record<string, string>, string | undefined]>([
    ["comes from AWS_ENDPOINT_URL_S3", {}, { AWS_ENDPOINT_URL_S3: s3, AWS_ENDPOINT_URL: all }, s3],
    ["comes from AWS_ENDPOINT_URL, which speaks for every service", {}, { AWS_ENDPOINT_URL: all }, all],
    [
      "of the config wins",
      { aws_endpoint_url: "https://minio.example.com" },
      { AWS_ENDPOINT_URL: all },
      "https://minio.example.com",
    ],
    ["is none where the variable is empty", {}, { AWS_ENDPOINT_URL: "" }, undefined],
  ])("%s", (_name, settings, environment, expected) => {
    const tables = [{ table_name: "t", search_pattern: "x" }];
    const { config } = parseConfig([ambientSettings(environment), { bucket: "lake", tables, ...settings }]);
    const { endpoint, pathStyle } = config.connection;
    expect({ endpoint, pathStyle }).toEqual({ endpoint: expected, pathStyle: expected !== undefined });
  });
});

describe("The address of STS", () => {
  test.each<[string, Record<string, string>, string | undefined]>([
    [
      "comes from AWS_ENDPOINT_URL_STS",
      { AWS_ENDPOINT_URL_STS: "https://sts", AWS_ENDPOINT_URL: "https://all" },
      "https://sts",
    ],
    ["comes from AWS_ENDPOINT_URL, which speaks for every service", { AWS_ENDPOINT_URL: "https://all" }, "https://all"],
    ["is not that of S3", { AWS_ENDPOINT_URL_S3: "https://s3" }, undefined],
    ["is none where the variable is empty", { AWS_ENDPOINT_URL_STS: "" }, undefined],
  ])("%s", (_name, environment, stsEndpoint) => {
    expect(withAmbient(configWith(), environment).connection.stsEndpoint).toBe(stsEndpoint);
  });
});

test("What the environment holds of secrets is never logged", () => {
  const { secrets } = withAmbient(configWith(), {
    AWS_SECRET_ACCESS_KEY: "key-secret",
    AWS_SESSION_TOKEN: "token-secret",
    HTTPS_PROXY: "http://user:proxy-secret@proxy:3128",
  });
  expect(secrets).toEqual(expect.arrayContaining(["key-secret", "token-secret", "proxy-secret"]));
});
