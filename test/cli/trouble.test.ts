import { describe, expect, test } from "vitest";
import { bucketName, configFor, table, useStore } from "../support/bucket.ts";
import { runTap, type TapInput } from "../support/run-tap.ts";

const store = useStore({ region: "eu-west-1" });

/** A state with a bookmark that no failure may move. */
const state = { bookmarks: { t: { modified_since: "2024-01-01T00:00:00+00:00" } } };

interface FailureClass {
  /** Completes "A run with …". */
  readonly name: string;
  readonly input: () => TapInput;
  readonly code: number;
  /** What the complaint says; there is exactly one. */
  readonly says: RegExp;
}

const config = (settings: object = {}): Record<string, unknown> =>
  configFor(store(), { aws_region: "eu-west-1", ...settings });

const catalogOf = (
  id: string,
  metadata: object,
  properties: object = { id: { type: ["null", "string"] } },
): object => ({
  streams: [
    { tap_stream_id: id, stream: id, schema: { type: "object", properties }, metadata: [{ breadcrumb: [], metadata }] },
  ],
});

/** Nothing listens there: the port was free a moment ago. */
const nowhere = "http://127.0.0.1:9";

const troubles: readonly FailureClass[] = [
  { name: "no config", input: () => ({}), code: 2, says: /No config is given: name a file with --config/ },
  {
    name: "a config that does not exist",
    input: () => ({ args: ["--config", "/does/not/exist.json"] }),
    code: 2,
    says: /config file "\/does\/not\/exist.json" cannot be read: there is no such file/,
  },
  { name: "a config that is a folder", input: () => ({ args: ["--config", "/"] }), code: 2, says: /it is a folder/ },
  {
    name: "a config that is not JSON",
    input: () => ({ config: '{\n  "bucket": lake\n}' }),
    code: 2,
    says: /config-0.json" is not valid JSON: line 2, column 13: expected a value/,
  },
  {
    name: "an empty config",
    input: () => ({ config: "" }),
    code: 2,
    says: /config file .*config-0.json" is empty; write an object with bucket and tables/,
  },
  {
    name: "an unknown flag",
    input: () => ({ config: config(), args: ["--catalogue", "x"] }),
    code: 2,
    says: /There is no flag --catalogue; did you mean --catalog\?/,
  },
  {
    name: "a state without a state in it",
    input: () => ({ config: config(), state: "\n" }),
    code: 2,
    says: /state file .*state.json" is empty; take the last line that the target printed, or leave --state out/,
  },
  {
    name: "another program's state over several lines, one of which is an object",
    input: () => ({ config: config(), state: '{"foo":[\n{}\n]}\n' }),
    code: 2,
    says: /The state has no "bookmarks"/,
  },
  ...(["config", "catalog", "state"] as const).map((what) => ({
    name: `a ${what} whose values are nested 20,000 deep`,
    input: () => ({ config: config(), [what]: `{"x":${"[".repeat(20_000)}${"]".repeat(20_000)}}` }),
    code: 2,
    says: new RegExp(`The ${what} file .* is nested more than 1000 levels deep`),
  })),
  {
    name: "a catalog for a state",
    input: () => ({ config: config(), state: catalogOf("t", { selected: true }) }),
    code: 2,
    says: /The state is a catalog/,
  },
  {
    name: "a state that is not JSON",
    input: () => ({ config: config(), state: "{" }),
    code: 2,
    says: /state file .*state.json" is not valid JSON/,
  },
  {
    name: "a bookmark that is no date",
    input: () => ({ config: config(), state: { bookmarks: { t: { modified_since: "yesterday" } } } }),
    code: 2,
    says: /bookmark of table "t".*"modified_since" is not a date/,
  },
  {
    name: "a catalog without streams",
    input: () => ({ config: config(), catalog: {} }),
    code: 2,
    says: /catalog must be an object with an array "streams"/,
  },
  {
    name: "a catalog whose selected stream is no table",
    input: () => ({ config: config(), catalog: catalogOf("orders", { selected: true }) }),
    code: 2,
    says: /selects the stream "orders", but the config has no table of that name; its tables are "t"/,
  },
  {
    name: "a catalog that selects nothing",
    input: () => ({ config: config(), catalog: catalogOf("t", { selected: false }) }),
    code: 0,
    says: /selects no stream, so nothing is read/,
  },
  {
    name: "a pattern that no key matches",
    input: () => ({ config: config(table({ search_pattern: "nothing" })) }),
    code: 4,
    says: /No file of bucket "lake" matches search_pattern "nothing" of table "t": none of the \d+ keys/,
  },
  {
    name: "a pattern that no key matches, when that is allowed",
    input: () => ({
      config: config({ ...table({ search_pattern: "nothing" }), on_no_files: "warn" }),
      catalog: catalogOf("t", { selected: true }),
    }),
    code: 0,
    says: /No file of bucket "lake" matches/,
  },
  {
    name: "a pattern that cannot be read",
    input: () => ({ config: config(table({ search_pattern: "(" })) }),
    code: 2,
    says: /missing \), unterminated subpattern/,
  },
  {
    name: "a bucket that does not exist",
    input: () => ({ config: config({ bucket: "nowhere" }) }),
    code: 3,
    says: /there is no bucket of that name/,
  },
  {
    name: "a wrong secret",
    input: () => ({ config: config({ aws_secret_access_key: "wrong" }) }),
    code: 3,
    says: /Cannot list the bucket "lake".*SignatureDoesNotMatch/,
  },
  {
    name: "an unknown access key",
    input: () => ({ config: config({ aws_access_key_id: "AKIAUNKNOWN" }) }),
    code: 3,
    says: /Cannot list the bucket "lake".*InvalidAccessKeyId/,
  },
  {
    name: "an endpoint that nobody listens at",
    input: () => ({ config: config({ aws_endpoint_url: nowhere }) }),
    code: 3,
    says: /Cannot list the bucket "lake".*127\.0\.0\.1:9/,
  },
];

describe("A run with", () => {
  test.for(troubles)("$name says so in one sentence and moves no bookmark", { timeout: 60_000 }, async (trouble) => {
    store().put(bucketName, "a.csv", "id\n1\n");
    const run = await runTap({ state, ...trouble.input() });
    expect(run.complaints.filter((line) => !/trying again/.test(line))).toEqual([expect.stringMatching(trouble.says)]);
    expect(run.code).toBe(trouble.code);
    expect(run.records).toEqual([]);
    if (run.messages.length > 0 && trouble.code !== 0) expect(run.state).toEqual(state);
  });

  test("two tables, of which one fails, reads the other", async () => {
    store().put(bucketName, "a.csv", "id\n1\n");
    const tables = [
      { table_name: "broken", search_pattern: "nothing" },
      { table_name: "t", search_pattern: "a.csv" },
    ];
    const run = await runTap({ config: config({ tables }) });
    expect(run.code).toBe(4);
    expect(run.records).toMatchObject([{ id: "1" }]);
    expect(Object.keys(run.state.bookmarks)).toEqual(["t"]);
  });
});
