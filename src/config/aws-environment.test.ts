import { describe, expect, test } from "vitest";
import { awsEnvironmentOf, awsEnvironmentSettings, withAwsEnvironment } from "./aws-environment.ts";
import { parseConfig } from "./parse-config.ts";
import type { ProfileFiles } from "../s3/credentials/profile-files.ts";

const configWith = (settings: object = {}) =>
  parseConfig([{ bucket: "lake", tables: [{ table_name: "t", search_pattern: "x" }], ...settings }]).config;

describe("The proxy of https", () => {
  test.each<[string, Record<string, string>, string | undefined]>([
    ["is taken from HTTPS_PROXY", { HTTPS_PROXY: "http://proxy:3128" }, "http://proxy:3128"],
    [
      "is taken from https_proxy before HTTPS_PROXY",
      { https_proxy: "http://a:1", HTTPS_PROXY: "http://b:2" },
      "http://a:1",
    ],
    [
      "is taken from HTTPS_PROXY where https_proxy is empty",
      { https_proxy: "", HTTPS_PROXY: "http://b:2" },
      "http://b:2",
    ],
    ["may be named without a scheme", { HTTPS_PROXY: "proxy:3128" }, "http://proxy:3128"],
    ["may speak TLS", { HTTPS_PROXY: "https://proxy:3128" }, "https://proxy:3128"],
    ["may have blanks around it", { HTTPS_PROXY: " http://proxy:3128\n" }, "http://proxy:3128"],
    ["is ALL_PROXY where there is no other", { ALL_PROXY: "http://all:1", http_proxy: "http://b:2" }, "http://all:1"],
    ["is not ALL_PROXY where there is another", { all_proxy: "socks5://a", HTTPS_PROXY: "http://b:2" }, "http://b:2"],
    ["is none without a variable", { http_proxy: "http://a:1" }, undefined],
  ])("%s", (_name, environment, url) => {
    expect(withAwsEnvironment(configWith(), awsEnvironmentOf(environment)).connection.proxies?.https?.url).toBe(url);
  });

  test.each([
    ["http://", /must be the address of a proxy/],
    ["ftp://proxy:21", /must be the address of a proxy/],
    ["proxy host:3128", /must be the address of a proxy/],
    ["http://user:SECRET#x@proxy:3128", /write % as %25, # as %23/],
    ["http://user:12#SECRET@proxy:3128", /write % as %25, # as %23/],
    ["http://user:SECRET%x@proxy:3128", /write % as %25, # as %23/],
    ["http://user:SECRET/x@proxy:3128", /write % as %25, # as %23/],
    ["socks5://user:SECRET@proxy:1080", /is a SOCKS proxy \(socks5:\/\/\), which is not supported/],
  ])("%s is refused by the name of its variable, without its password", (url, expected) => {
    const attempt = (): unknown => withAwsEnvironment(configWith(), awsEnvironmentOf({ HTTPS_PROXY: url }));
    expect(attempt).toThrow(expected);
    expect(attempt).toThrow(/^HTTPS_PROXY: /);
    expect(attempt).not.toThrow(/SECRET/);
  });
});

describe("The proxy of plain http", () => {
  test.each<[string, Record<string, string>, string | undefined]>([
    ["is http_proxy", { http_proxy: "http://a:1", all_proxy: "http://b:2" }, "http://a:1"],
    ["is not HTTP_PROXY, which a web server may set from a header", { HTTP_PROXY: "http://a:1" }, undefined],
    ["is not HTTPS_PROXY", { HTTPS_PROXY: "http://a:1" }, undefined],
    ["is all_proxy before ALL_PROXY", { all_proxy: "http://a:1", ALL_PROXY: "http://b:2" }, "http://a:1"],
  ])("%s", (_name, environment, url) => {
    const config = configWith({ aws_endpoint_url: "http://127.0.0.1:9000" });
    expect(withAwsEnvironment(config, awsEnvironmentOf(environment)).connection.proxies?.http?.url).toBe(url);
  });

  test("may be a wrong one where no request is plain http", () => {
    const { connection } = withAwsEnvironment(configWith(), awsEnvironmentOf({ http_proxy: "socks5://a:1" }));
    expect(connection.proxies).toEqual({});
  });

  test("is refused once where it is that of https as well", () => {
    const config = configWith({ aws_endpoint_url: "http://127.0.0.1:9000" });
    expect(() => withAwsEnvironment(config, awsEnvironmentOf({ ALL_PROXY: "socks5://a:1" }))).toThrow(
      /^ALL_PROXY: is a SOCKS [^\n]*$/,
    );
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
    expect(withAwsEnvironment(configWith(settings), awsEnvironmentOf(environment)).connection.region).toBe(region);
  });
});

test("An address of STS that is none is refused by its name", () => {
  expect(() => withAwsEnvironment(configWith(), awsEnvironmentOf({ AWS_ENDPOINT_URL_STS: "sts.example.com" }))).toThrow(
    /^AWS_ENDPOINT_URL_STS: must be a URL/,
  );
});

test.each(["AWS_REGION", "AWS_DEFAULT_REGION"])("%s that is no region is refused by its name", (name) => {
  const attempt = (settings: object): unknown =>
    withAwsEnvironment(configWith(settings), awsEnvironmentOf({ [name]: "us east 1" }));
  expect(() => attempt({})).toThrow(new RegExp(`^${name}: must be the name of a region`));
  expect(() => attempt({ aws_region: "eu-west-1" })).not.toThrow();
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
    const { config } = parseConfig([
      awsEnvironmentSettings(awsEnvironmentOf(environment)).settings,
      { bucket: "lake", tables, ...settings },
    ]);
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
    [
      "comes from AWS_ENDPOINT_URL where the variable is empty",
      { AWS_ENDPOINT_URL_STS: "", AWS_ENDPOINT_URL: "https://all" },
      "https://all",
    ],
  ])("%s", (_name, environment, stsEndpoint) => {
    expect(withAwsEnvironment(configWith(), awsEnvironmentOf(environment)).connection.stsEndpoint).toBe(stsEndpoint);
  });
});

test("What the environment holds of secrets is never logged", () => {
  const { secrets } = withAwsEnvironment(
    configWith(),
    awsEnvironmentOf({
      AWS_SECRET_ACCESS_KEY: "key-secret",
      AWS_SESSION_TOKEN: "token-secret",
      HTTPS_PROXY: "http://user:proxy-secret@proxy:3128",
    }),
  );
  expect(secrets).toEqual(
    expect.arrayContaining(["key-secret", "token-secret", "http://user:proxy-secret@proxy:3128"]),
  );
});

describe("A profile", () => {
  const files: ProfileFiles = {
    profiles: new Map([
      ["default", { endpoint_url: "https://default.example.com" }],
      ["minio", { endpoint_url: "https://minio.example.com", ca_bundle: "/etc/ca.pem" }],
      ["split", { services: "local", endpoint_url: "https://all.example.com" }],
      ["silent", { endpoint_url: "https://minio.example.com", ignore_configured_endpoint_urls: "true" }],
    ]),
    services: new Map([["local", { "s3.endpoint_url": "https://s3.example.com" }]]),
    ssoSessions: new Map(),
  };
  const endpointOf = (environment: Record<string, string>, profile?: string): unknown =>
    awsEnvironmentSettings(awsEnvironmentOf(environment, files, profile)).settings["aws_endpoint_url"];

  test.each<[string, Record<string, string>, string | undefined, string | undefined]>([
    ["that the config names says where the store is", {}, "minio", "https://minio.example.com"],
    [
      "that AWS_PROFILE names says where the store is",
      { AWS_PROFILE: "minio" },
      undefined,
      "https://minio.example.com",
    ],
    ["that nobody names is the default one", {}, undefined, "https://default.example.com"],
    ["says it for one service by a services section", {}, "split", "https://s3.example.com"],
    ["comes after the variables", { AWS_ENDPOINT_URL: "https://env" }, "minio", "https://env"],
    ["is not asked where that is switched off", { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true" }, "minio", undefined],
    ["may switch that off itself", {}, "silent", undefined],
  ])("%s", (_name, environment, profile, expected) => {
    expect(endpointOf(environment, profile)).toBe(expected);
  });

  test("that says all.example.com for every service says it of STS, too", () => {
    const aws = awsEnvironmentOf({}, files, "split");
    expect(withAwsEnvironment(configWith(), aws).connection.stsEndpoint).toBe("https://all.example.com");
  });

  test("names the certificates, unless AWS_CA_BUNDLE does", () => {
    const of = (environment: Record<string, string>): unknown =>
      withAwsEnvironment(configWith(), awsEnvironmentOf(environment, files, "minio")).connection.caBundle;
    expect(of({})).toEqual({ path: "/etc/ca.pem", namedBy: 'ca_bundle of the profile "minio"' });
    expect(of({ AWS_CA_BUNDLE: "/x.pem" })).toEqual({ path: "/x.pem", namedBy: "AWS_CA_BUNDLE" });
  });

  test.each<[object, Record<string, string>, RegExp]>([
    [{ aws_profile: "mino" }, {}, /^aws_profile: there is no profile "mino" in .*they hold "default", "minio"/],
    [{}, { AWS_PROFILE: "mino" }, /^AWS_PROFILE: there is no profile "mino"/],
  ])("%o that is not there is refused with %o", (settings, environment, expected) => {
    expect(() => withAwsEnvironment(configWith(settings), awsEnvironmentOf(environment, files))).toThrow(expected);
  });

  test("whose services section is not there is refused", () => {
    const broken = { ...files, services: new Map() };
    expect(() => withAwsEnvironment(configWith(), awsEnvironmentOf({}, broken, "split"))).toThrow(
      /^services of the profile "split": is "local", and there is no section \[services local\]/,
    );
  });

  test("that is not there does not matter to a config with keys", () => {
    const keys = { aws_access_key_id: "AKIA", aws_secret_access_key: "secret" };
    expect(() => withAwsEnvironment(configWith(keys), awsEnvironmentOf({ AWS_PROFILE: "mino" }, files))).not.toThrow();
  });
});

test.each<[string, Record<string, string>, Partial<ProfileFiles>, boolean]>([
  [
    "nothing but keys and a region",
    { AWS_ACCESS_KEY_ID: "a", AWS_SECRET_ACCESS_KEY: "b", AWS_REGION: "eu-west-1" },
    {},
    true,
  ],
  [
    "an endpoint and certificates, which the tap looks at itself",
    { AWS_ENDPOINT_URL: "https://a", AWS_CA_BUNDLE: "a" },
    {},
    true,
  ],
  ["a variable that only the SDK knows", { AWS_USE_FIPS_ENDPOINT: "true" }, {}, false],
  ["the way of checksums", { AWS_RESPONSE_CHECKSUM_VALIDATION: "when_required" }, {}, false],
  ["a profile in the shared files", {}, { profiles: new Map([["default", { region: "eu-west-1" }]]) }, false],
])("Whether the tap may make the requests, with %s", (_name, environment, files, expected) => {
  const aws = awsEnvironmentOf(environment, {
    profiles: new Map(),
    services: new Map(),
    ssoSessions: new Map(),
    ...files,
  });
  expect(withAwsEnvironment(configWith(), aws).connection.isPlain).toBe(expected);
});
