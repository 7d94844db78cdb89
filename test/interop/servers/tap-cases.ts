import {
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { expect, test } from "vitest";
import { discover, runTap } from "../../support/run-tap.ts";

/** A running S3 server that is not ours. */
export interface Server {
  readonly endpoint: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** Keys that programs which build URLs, XML or file names like to break, each with what is odd about it. */
const oddKeys: Readonly<Record<string, string>> = {
  "a space": "odd/a b.csv",
  "a plus": "odd/a+b.csv",
  "a percent sign": "odd/100%.csv",
  "what looks like an escape": "odd/a%2Fb%20c.csv",
  "an ampersand": "odd/a&b&amp;.csv",
  quotes: `odd/"a"'b'.csv`,
  "angle brackets": "odd/<a>.csv",
  "question and hash marks": "odd/a?b=c#d.csv",
  "a line break": "odd/a\nb.csv",
  "an emoji": "odd/😀.csv",
  "a composed letter": "odd/\u00E9.csv",
  "the same letter decomposed": "odd/e\u0301.csv",
  "a control character": "odd/a\x01b.csv",
  "a backslash": "odd/a\\b.csv",
  "a colon and a semicolon": "odd/a:b;c.csv",
  "brackets and stars": "odd/[a]{b}*.csv",
};

/** What a server does with some keys instead of keeping them, and what else it can do, or not. */
export interface TapDeviations {
  /** By the name of the odd key: the error of its PUT. */
  readonly refusesKeys?: Readonly<Record<string, string>>;
  /** By the name of the odd key: what becomes of it on the way through the server. These are not put. */
  readonly spoilsKeys?: Readonly<Record<string, string>>;
  /** Warnings that every run brings. */
  readonly warns?: readonly RegExp[];
  /** Why it takes no objects in parts. */
  readonly refusesParts?: string;
  /** Whether it encrypts with keys that the customer sends (SSE-C). */
  readonly takesCustomerKeys?: boolean;
}

/** The tap at work on a server: discovery, syncs with and without news, odd keys, many objects. */
export function testTapOn(serverOf: () => Server, deviations: TapDeviations = {}): void {
  const { refusesKeys = {}, spoilsKeys = {}, warns = [], takesCustomerKeys = false, refusesParts } = deviations;
  const configFor = (bucket: string, table: object = {}): object => ({
    bucket,
    aws_endpoint_url: serverOf().endpoint,
    aws_region: "us-east-1",
    aws_access_key_id: serverOf().credentials.accessKeyId,
    aws_secret_access_key: serverOf().credentials.secretAccessKey,
    tables: [{ table_name: "t", search_pattern: "\\.csv$", ...table }],
  });
  const expectQuiet = (complaints: readonly string[]): void =>
    expect(complaints.filter((line) => !warns.some((known) => known.test(line)))).toEqual([]);

  test("discovers, syncs, finds nothing new, and then only what is", async () => {
    const put = await seed(serverOf(), "incremental");
    await put("in/1.csv", "id,name\n1,Ada\n");
    await put("in/2.csv", "id,name\n2,Grace\n");
    await put("other/3.txt", "x");
    const config = configFor("incremental", { search_prefix: "in/" });
    const { catalog } = await discover({ config });
    expect(Object.keys(catalog?.streams[0]?.schema.properties ?? {}).slice(0, 2)).toEqual(["id", "name"]);
    const first = await runTap({ config, catalog: catalog ?? {} });
    expectQuiet(first.complaints);
    expect(first.records.map(({ id }) => id)).toEqual(["1", "2"]);
    const second = await runTap({ config, catalog: catalog ?? {}, state: first.state });
    expect(second.records).toEqual([]);
    await put("in/0.csv", "id,name\n0,Mary\n");
    const third = await runTap({ config, catalog: catalog ?? {}, state: second.state });
    expect(third.records.map(({ id }) => id)).toEqual(["0"]);
  });

  test("reads every odd key that the server keeps", async () => {
    const put = await seed(serverOf(), "odd-keys");
    const refused: Record<string, string> = {};
    const kept: string[] = [];
    for (const [name, key] of Object.entries(oddKeys)) {
      if (name in spoilsKeys) continue;
      try {
        await put(key, "id\n1\n");
        kept.push(key);
      } catch (error) {
        refused[name] = error instanceof Error ? error.name : String(error);
      }
    }
    expect(refused).toEqual(refusesKeys);
    const run = await runTap({ config: configFor("odd-keys") });
    expectQuiet(run.complaints);
    expect(new Set(run.records.map((record) => record["_sdc_source_file"]))).toEqual(new Set(kept));
    expect(run.records).toHaveLength(kept.length);
    const again = await runTap({ config: configFor("odd-keys"), state: run.state });
    expect(again.records).toEqual([]);
  });

  test.runIf(refusesParts === undefined)(
    "reads an object that was uploaded in parts, by one request and by several",
    async () => {
      const client = await openBucket(serverOf(), "parts");
      const rows = Array.from({ length: 120_000 }, (_, index) => [String(index), "x".repeat(60 + (index % 40))]);
      const lines = ["id,text", ...rows.map((row) => row.join(","))].join("\n");
      // More than one part of the tap's own.
      await putInParts(client, "parts", "in/parts.csv", Buffer.from(lines));
      for (const parallel of [1, 4]) {
        const config = { ...configFor("parts"), parallel_requests: parallel };
        const run = await runTap({ config, timeout: 240_000 });
        expectQuiet(run.complaints);
        expect(run.records.map(({ id, text }) => [id, text])).toEqual(rows);
        const again = await runTap({ config, state: run.state });
        expect(again.records).toEqual([]);
      }
    },
  );

  test.runIf(takesCustomerKeys)(
    "reads what is encrypted by a key of the customer, and names it where it lacks",
    async () => {
      const client = await openBucket(serverOf(), "secret");
      const key = Buffer.alloc(32, 7).toString("base64");
      const encryption = { SSECustomerAlgorithm: "AES256", SSECustomerKey: key };
      const object = { Bucket: "secret", Key: "in/1.csv", Body: Buffer.from("id,name\n1,Ada\n") };
      await client.send(new PutObjectCommand({ ...object, ...encryption }));
      const config = configFor("secret");
      const lacking = await runTap({ config });
      expect(lacking.records).toEqual([]);
      expect(lacking.complaints.join("\n")).toContain("sse_customer_key");
      const run = await runTap({ config: { ...config, sse_customer_key: key }, state: lacking.state });
      expectQuiet(run.complaints);
      expect(run.records.map(({ id }) => id)).toEqual(["1"]);
    },
  );

  test("reads 5,000 objects once", { timeout: 300_000 }, async () => {
    const put = await seed(serverOf(), "many");
    const ids = Array.from({ length: 5000 }, (_, index) => index);
    await Promise.all(
      Array.from({ length: 16 }, async (_, lane) => {
        for (const id of ids) if (id % 16 === lane) await put(`many/${id}.csv`, `id\n${id}\n`);
      }),
    );
    const run = await runTap({ config: configFor("many"), timeout: 240_000 });
    expectQuiet(run.complaints);
    expect(run.records.map(({ id }) => Number(id)).sort((a, b) => a - b)).toEqual(ids);
    const again = await runTap({ config: configFor("many"), state: run.state, timeout: 240_000 });
    expect(again.records).toEqual([]);
  });
}

/** Makes a bucket and gives a function that puts objects into it. */
async function seed(server: Server, bucket: string): Promise<(key: string, body: string) => Promise<void>> {
  const client = await openBucket(server, bucket);
  return async (key, body) => {
    await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: Buffer.from(body) }));
  };
}

/** Makes a bucket and gives a client of its server. */
async function openBucket({ endpoint, credentials }: Server, bucket: string): Promise<S3Client> {
  const client = new S3Client({
    endpoint,
    credentials,
    region: "us-east-1",
    forcePathStyle: true,
    maxAttempts: 1,
    // Not every store takes the checksums that the SDK would add.
    requestChecksumCalculation: "WHEN_REQUIRED",
  });
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
  return client;
}

/** In parts of the smallest size that S3 takes. */
async function putInParts(client: S3Client, bucket: string, key: string, body: Buffer): Promise<void> {
  const size = 5 * 1024 * 1024;
  const object = { Bucket: bucket, Key: key };
  const { UploadId } = await client.send(new CreateMultipartUploadCommand(object));
  const parts: { ETag: string | undefined; PartNumber: number }[] = [];
  for (let at = 0; at < body.length; at += size) {
    const part = { ...object, UploadId, PartNumber: parts.length + 1, Body: body.subarray(at, at + size) };
    const { ETag } = await client.send(new UploadPartCommand(part));
    parts.push({ ETag, PartNumber: part.PartNumber });
  }
  await client.send(new CompleteMultipartUploadCommand({ ...object, UploadId, MultipartUpload: { Parts: parts } }));
}
