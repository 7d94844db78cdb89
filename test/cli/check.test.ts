import { createServer } from "node:http";
import { describe, expect, test } from "vitest";
import { listen } from "../../local-aws/listen.ts";
import { bucketName, configFor, table, useStore } from "../support/bucket.ts";
import { parseLog, spawnTap } from "../support/run-tap.ts";

const store = useStore();
const check = (
  settings: Record<string, unknown> = {},
  env: Record<string, string> = {},
  args: readonly string[] = [],
) => spawnTap({ config: configFor(store(), settings), args: ["--check", ...args], env });

describe("--check", () => {
  test("tells what a sync would find, and exits with 0", async () => {
    store().put(bucketName, "old.csv", "id,name\n1,x\n", { lastModified: new Date("2026-01-01T00:00:00Z") });
    store().put(bucketName, "new.csv", "id,name\n1,x\n", { lastModified: new Date("2026-01-02T00:00:00Z") });
    store().put(bucketName, "empty.csv", "");
    const { code, stdout } = await check(table({ key_properties: ["id"] }));
    expect(stdout.split("\n")).toEqual([
      `Bucket "lake" at ${store().url}, with the keys of the config`,
      "Identity   not known: the store is not AWS; if it has an STS, set AWS_ENDPOINT_URL_STS",
      "",
      'Table "t"',
      "  files    3 match, 24 B; skipped: 1 empty",
      "  newest   new.csv, 12 B, modified 2026-01-02T00:00:00.000Z",
      "  columns  id, name",
      "  rows     about 2, judged by the newest file",
      "",
      "Looked at 2 of 2 files.",
      "A sync would work.",
      "",
    ]);
    expect(code).toBe(0);
  });

  test("finds a store that only the environment names, by the name of a host without subdomains", async () => {
    store().put(bucketName, "a.csv", "id\n1\n");
    const url = store().url.replace("127.0.0.1", "localhost");
    const { code, stdout } = await check({ aws_endpoint_url: undefined }, { AWS_ENDPOINT_URL: url });
    expect(stdout).toMatch(new RegExp(`^Bucket "lake" at ${url}, .*\\nIdentity   arn:`));
    expect(code).toBe(0);
  });

  test("tells of what it passes over why, and what to do", async () => {
    store().put(bucketName, "a.dat", "id\n1\n");
    const { stdout } = await check(table({ search_pattern: "." }));
    expect(stdout).toContain("  files    1 match, 5 B; skipped: 1 of unknown format\n");
    expect(stdout).toMatch(/warning +no file can be read, .*; set "format"/);
  });

  test.each([
    ["of a small file, by the file", "a.csv", "id,name\n1,x\n2,y\n3,z\n", "about 3"],
    ["of a long file, by its first rows", "a.csv", `id,name\n${"12345,abcd\n".repeat(10_000)}`, "about 10,000"],
    ["of a small file of JSON Lines, by the file", "a.jsonl", '{"id":1}\n{"id":2}\n', "about 2"],
  ])("estimates the rows %s", async (_name, key, body, rows) => {
    store().put(bucketName, key, body);
    const { stdout } = await check(table({ search_pattern: "." }));
    expect(stdout).toContain(`  rows     ${rows}, judged by the newest file\n`);
  });

  test("says when a file looks written otherwise than the table says, with the line of the config", async () => {
    store().put(bucketName, "a.csv", Buffer.from("Report\nid;n\xe4me;day\n1;x;2\n2;y;3\n3;z;4\n4;v;5\n", "latin1"));
    const { code, stdout } = await check();
    expect(stdout).toMatch(/warning +the text looks like windows-1252: consider "encoding": "windows-1252"/);
    expect(stdout).toMatch(/warning +the fields look .*: consider "delimiter": ";"/);
    expect(stdout).toMatch(/warning +lines stand above the header: consider "skip_lines": 1/);
    // The bytes are not valid in UTF-8, and a sync would say so.
    expect(code).toBe(4);
  });

  test("warns of names that common targets refuse or confuse", async () => {
    store().put(bucketName, "a.csv", `Name,name,first name,first-name,${"x".repeat(64)},_rjm_x,\n`);
    const { code, stdout } = await check();
    expect(stdout).toMatch(/warning +columns "Name", "name" become one/);
    expect(stdout).toMatch(/warning +columns "first name", "first-name" become one/);
    expect(stdout).toMatch(/warning +columns "x+" have names of more than 63 bytes/);
    expect(stdout).toMatch(/warning +columns "_rjm_x" have names that loaders keep/);
    expect(stdout).toMatch(/warning +a column has no name/);
    expect(code).toBe(0);
  });

  test.each([
    [
      "a missing key column",
      table({ key_properties: ["nope"] }),
      /PROBLEM +No file of table "t" has the column "nope"/,
      4,
    ],
    ["a pattern without a match", table({ search_pattern: "nothing" }), /PROBLEM +No file of bucket "lake" matches/, 4],
    ["a bucket that is not there", { bucket: "nowhere" }, /PROBLEM +Cannot list .*there is no bucket/, 3],
    [
      "a wrong secret",
      { aws_secret_access_key: "wrong" },
      /PROBLEM +Cannot list the bucket "lake".*SignatureDoesNotMatch/,
      3,
    ],
  ])("names %s and exits as the sync would", async (_name, settings, says, exitCode) => {
    store().put(bucketName, "a.csv", "id\n1\n");
    const { code, stdout } = await check(settings);
    expect(stdout).toMatch(says);
    expect(stdout).toMatch(/A sync would fail/);
    expect(code).toBe(exitCode);
  });
});

describe("--check asks who it is", () => {
  const asked = () => store().requests.filter(({ operation }) => operation === "GetCallerIdentity").length;
  const user = "arn:aws:iam::123456789012:user/tap";
  const role = "arn:aws:iam::123456789012:role/reader";
  const session = "arn:aws:sts::123456789012:assumed-role/reader/";

  test.each<[string, Record<string, unknown>, () => Record<string, string>, RegExp, number]>([
    [
      "where the environment says that STS is",
      {},
      () => ({ AWS_ENDPOINT_URL_STS: store().url }),
      new RegExp(`${user} \\(account 123456789012\\)`),
      1,
    ],
    [
      "as the role that it reads with",
      { role_arn: role },
      () => ({}),
      new RegExp(`${session}\\S+ \\(account 123456789012\\)`),
      1,
    ],
    [
      "not where nobody said that there is an STS",
      {},
      () => ({}),
      /not known: the store is not AWS; .*AWS_ENDPOINT_URL_STS/,
      0,
    ],
    [
      "not where it has no credentials",
      { anonymous: true, aws_access_key_id: "", aws_secret_access_key: "" },
      () => ({}),
      /nobody: the requests are not signed/,
      0,
    ],
  ])("%s", async (_name, settings, environment, says, requests) => {
    store().createBucket(bucketName, { anonymous: true });
    store().identities.putRole({ arn: role });
    store().put(bucketName, "a.csv", "id\n1\n");
    const { code, stdout, stderr } = await check(settings, environment());
    expect(stdout.split("\n")[1]).toMatch(new RegExp(`^Identity   ${says.source}$`));
    expect(asked()).toBe(requests);
    expect(stdout + stderr).not.toContain(store().credentials.secretAccessKey);
    expect(code).toBe(0);
  });

  test("and works all the same if nobody answers", async () => {
    store().put(bucketName, "a.csv", "id\n1\n");
    const { code, stdout } = await check({}, { AWS_ENDPOINT_URL_STS: "http://127.0.0.1:1" });
    expect(stdout).toMatch(/^Identity   not known: STS could not be asked \(ECONNREFUSED: .*\)$/m);
    expect(stdout).toContain("A sync would work.");
    expect(code).toBe(0);
  });

  test("and says so where something else than an STS answers", async () => {
    store().put(bucketName, "a.csv", "id\n1\n");
    const other = createServer((_request, response) => void response.writeHead(400).end("what?"));
    const port = await listen(other);
    try {
      const { code, stdout } = await check({}, { AWS_ENDPOINT_URL_STS: `http://127.0.0.1:${port}` });
      expect(stdout).toMatch(
        /^Identity   not known: nothing at http:\S+ answers as an STS does; .*AWS_ENDPOINT_URL_STS$/m,
      );
      expect(code).toBe(0);
    } finally {
      other.close();
    }
  });

  test("and tells it to the log, as fields", async () => {
    store().put(bucketName, "a.csv", "id\n1\n");
    const { stderr } = await check({}, { AWS_ENDPOINT_URL_STS: store().url });
    const identity = { kind: "known", arn: user, account: "123456789012" };
    expect(parseLog(stderr)).toContainEqual(expect.objectContaining({ level: "info", identity }));
    // A person has read it above.
    expect((await check({}, {}, ["--log-format", "pretty"])).stderr).toBe("");
  });
});
