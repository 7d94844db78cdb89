import { gzipSync } from "node:zlib";
import { CreateBucketCommand, DeleteObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, test } from "vitest";
import { catalogFor } from "../../support/bucket.ts";
import { startFaultProxy, type FaultProxy } from "../../../local-aws/fault-proxy/fault-proxy.ts";
import type { Fault } from "../../../local-aws/fault-proxy/faults.ts";
import type { FaultRule } from "../../../local-aws/fault-proxy/rules.ts";
import { noisyCsv } from "../../support/noisy-csv.ts";
import { runTap, spawnTap, type TapInput } from "../../support/run-tap.ts";
import { startTap } from "../../support/tap-process.ts";
import { differences, load, none, type Loaded } from "../../support/tiny-target.ts";
import type { Server } from "./tap-cases.ts";

const nothing = { bookmarks: {} };
const rows = 60_000;
const text = noisyCsv(rows, 1);
const inside = 700_000;
const bodies: Readonly<Record<string, Uint8Array>> = {
  "plain/a.csv": Buffer.from(text),
  "packed/a.csv.gz": gzipSync(text),
};

const interruptions: readonly (readonly [name: string, fault: Fault])[] = [
  ["is reset", { kind: "reset", after: inside }],
  ["ends early", { kind: "end", after: inside }],
  ["stalls", { kind: "stall", after: inside }],
  ["ends early and tells no length", { kind: "no-length", framing: "close", after: inside }],
];

/** The tap on a server whose answers break on their way: what only the server decides is how a body is resumed. */
export function testFaultsOn(serverOf: () => Server): void {
  let proxy: FaultProxy;
  let client: S3Client;
  const bucket = "broken";
  const put = (key: string, body: Uint8Array | string): Promise<unknown> =>
    client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: Buffer.from(body) }));

  beforeAll(async () => {
    const { endpoint, credentials } = serverOf();
    proxy = await startFaultProxy(endpoint);
    client = new S3Client({ endpoint, credentials, region: "us-east-1", forcePathStyle: true });
    await client.send(new CreateBucketCommand({ Bucket: bucket }));
    for (const [key, body] of Object.entries(bodies)) await put(key, body);
  });
  afterAll(() => proxy.close());

  function inputFor(prefix: string, state: object = nothing): TapInput {
    const { accessKeyId, secretAccessKey } = serverOf().credentials;
    const config = {
      bucket,
      aws_endpoint_url: proxy.url,
      aws_region: "us-east-1",
      aws_access_key_id: accessKeyId,
      aws_secret_access_key: secretAccessKey,
      time_extracted: false,
      request_timeout: 3,
      checkpoint_records: 1000,
      tables: [{ table_name: "t", search_prefix: prefix, search_pattern: "." }],
    };
    return { config, catalog: catalogFor(["id", "text"]), state, timeout: 120_000 };
  }

  async function sync(prefix: string, rules: readonly FaultRule[] = [], state: object = nothing): Promise<Loaded> {
    proxy.setRules(...rules);
    const { code, stdout, stderr } = await spawnTap(inputFor(prefix, state));
    expect(code, stderr).toBe(0);
    return load(stdout, nothing);
  }

  // An answer without a length is asked for once more, with another header.
  const atGet = (act: Fault): FaultRule => ({
    when: { operation: "GetObject", nth: 1, times: act.kind === "no-length" ? 2 : 1 },
    do: act,
  });
  const forms = ["plain/", "packed/"];

  test.for(forms.flatMap((form) => interruptions.map(([name, fault]) => [form, name, fault] as const)))(
    "goes on in %s when a body %s",
    { timeout: 120_000 },
    async ([form, , fault]) => {
      const whole = await sync(form);
      expect(whole.committed).toHaveLength(rows);
      proxy.resetRequests();
      const broken = await sync(form, [atGet(fault)]);
      expect(differences(whole.committed, broken.committed)).toEqual(none);
      const ranges = proxy.requests.filter(({ operation }) => operation === "GetObject").map(({ range }) => range);
      expect(ranges[0]).toBeUndefined();
      expect(ranges.at(-1)).toMatch(/^bytes=[1-9]/);
    },
  );

  test.for(forms)("goes on in %s where a killed run has come to", { timeout: 120_000 }, async (form) => {
    proxy.setRules();
    const whole = await sync(form);
    const tap = await startTap(inputFor(form));
    await tap.reached(5_000_000);
    tap.child.kill("SIGKILL");
    const first = load((await tap.end()).stdout, nothing);
    expect(first.committed.length).toBeGreaterThan(0);
    const second = await sync(form, [], first.state);
    expect(differences(whole.committed, [...first.committed, ...second.committed])).toEqual(none);
  });

  test("keeps the version that it began to read", { timeout: 120_000 }, async () => {
    await put("kept/a.csv", text);
    const replace = {
      kind: "hook",
      after: inside,
      run: async () => void (await put("kept/a.csv", "id\nnew\n")),
      ending: "go-on",
    } as const;
    const first = await sync("kept/", [atGet(replace)]);
    expect(first.committed).toHaveLength(rows);
    const second = await sync("kept/", [], first.state);
    expect(second.committed).toHaveLength(1);
  });

  test("starts over when a file was replaced and its connection broke", { timeout: 120_000 }, async () => {
    await put("replaced/a.csv", text);
    const replace = {
      kind: "hook",
      after: inside,
      run: async () => void (await put("replaced/a.csv", "id\nnew\n")),
      ending: "reset",
    } as const;
    const first = await sync("replaced/", [atGet(replace)]);
    expect(first.committed.filter((line) => line.includes('"id":"new"'))).toHaveLength(1);
    expect(first.committed.length).toBeLessThan(rows);
    expect((await sync("replaced/", [], first.state)).committed).toEqual([]);
  });

  test("passes over what was deleted behind the listing", { timeout: 120_000 }, async () => {
    for (const name of ["a", "b", "c"]) await put(`deleted/${name}.csv`, `id\n${name}\n`);
    const remove = (): Promise<void> =>
      client.send(new DeleteObjectCommand({ Bucket: bucket, Key: "deleted/b.csv" })).then(() => undefined);
    proxy.setRules({
      when: { operation: "ListObjectsV2", nth: 1 },
      do: { kind: "hook", after: 0, run: remove, ending: "go-on" },
    });
    const run = await runTap(inputFor("deleted/"));
    expect({ code: run.code, ids: run.records.map(({ id }) => id) }).toEqual({ code: 0, ids: ["a", "c"] });
    expect(run.complaints.filter((line) => !/multipart uploads in progress/.test(line))).toEqual([
      '"deleted/b.csv" was deleted after it was listed',
    ]);
  });
}
