import { GetObjectCommand, ListObjectsV2Command, S3Client, S3ServiceException } from "@aws-sdk/client-s3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startFaultProxy, type FaultProxy } from "./fault-proxy.ts";
import { emptyAnswer, errorAnswer, htmlAnswer, repeatPage, repeatToken, reversePage, type Fault } from "./faults.ts";
import { startStore, type Store } from "../store/store.ts";

// Larger than one piece of the store, so that faults in the middle fall between and within pieces.
const BODY = Buffer.from(Array.from({ length: 700_000 }, (_, at) => at % 251));

let store: Store;
let proxy: FaultProxy;
let client: S3Client;

beforeEach(async () => {
  store = await startStore();
  store.createBucket("bucket");
  for (const key of ["a.csv", "b.csv", "c.csv", "d.csv"]) store.put("bucket", key, BODY);
  proxy = await startFaultProxy(store.url);
  client = connect();
});
afterEach(async () => {
  client.destroy();
  await proxy.close();
  await store.close();
});

describe("without rules", () => {
  it("passes requests through so that their signatures still verify", async () => {
    expect(await get("a.csv")).toEqual({ bytes: BODY.length, isEqual: true });
    expect(proxy.requests).toMatchObject([
      { operation: "GetObject", key: "a.csv", status: 200, bytesSent: BODY.length, fault: undefined },
    ]);
  });
});

interface FaultCase {
  readonly name: string;
  readonly fault: Fault;
  readonly range?: string;
  readonly expected: unknown;
}

const BROKEN = { failed: "aborted" };

describe("faults of a GET", () => {
  const cases: readonly FaultCase[] = [
    { name: "RST in the body", fault: { kind: "reset", after: 300_000 }, expected: BROKEN },
    { name: "RST before the body", fault: { kind: "reset", after: 0 }, expected: BROKEN },
    { name: "FIN in the body", fault: { kind: "end", after: 300_000 }, expected: BROKEN },
    { name: "a stall in the body", fault: { kind: "stall", after: 300_000 }, expected: { failed: "TimeoutError" } },
    {
      name: "a stall before the headers",
      fault: { kind: "stall-before-headers" },
      expected: { failed: "TimeoutError" },
    },
    { name: "RST before the headers", fault: { kind: "reset-before-headers" }, expected: { failed: "ECONNRESET" } },
    { name: "FIN in the headers", fault: { kind: "cut-headers" }, expected: { failed: "ECONNRESET" } },
    {
      name: "a short body with its own length",
      fault: { kind: "short-length", bytes: 300_000 },
      expected: { bytes: 300_000, isEqual: false },
    },
    {
      name: "a whole body in chunks",
      fault: { kind: "no-length", framing: "chunks" },
      expected: { bytes: BODY.length, isEqual: true },
    },
    {
      name: "a short body in chunks",
      fault: { kind: "no-length", framing: "chunks", after: 300_000 },
      expected: { bytes: 300_000, isEqual: false },
    },
    {
      name: "chunks without the last one",
      fault: { kind: "no-length", framing: "chunks", after: 300_000, abrupt: true },
      expected: BROKEN,
    },
    {
      name: "a short body that ends with the connection",
      fault: { kind: "no-length", framing: "close", after: 300_000 },
      expected: { bytes: 300_000, isEqual: false },
    },
    {
      name: "more bytes than the object has",
      fault: { kind: "extra", bytes: 7, declared: true },
      expected: { bytes: BODY.length + 7, isEqual: false },
    },
    {
      name: "bytes behind the answer",
      fault: { kind: "extra", bytes: 7, declared: false },
      expected: { bytes: BODY.length, isEqual: true },
    },
    { name: "a flipped bit", fault: { kind: "flip", at: 300_000 }, expected: { bytes: BODY.length, isEqual: false } },
    {
      name: "a slow body",
      fault: { kind: "pace", bytesPerSecond: 5e6 },
      expected: { bytes: BODY.length, isEqual: true },
    },
    {
      name: "a late answer",
      fault: { kind: "delay", milliseconds: 20 },
      expected: { bytes: BODY.length, isEqual: true },
    },
    {
      name: "200 to a range",
      fault: { kind: "ignore-range", whole: BODY },
      range: "bytes=5-9",
      expected: { bytes: BODY.length, isEqual: true },
    },
    { name: "an HTML page", fault: htmlAnswer(), expected: { bytes: 74, isEqual: false } },
    { name: "SlowDown", fault: errorAnswer(503, "SlowDown"), expected: { failed: "SlowDown" } },
  ];
  it.each(cases)("gives the client $name", async ({ fault, range, expected }) => {
    proxy.setRules({ when: { operation: "GetObject" }, do: fault });
    expect(await get("a.csv", range)).toEqual(expected);
  });

  it("gives the client another Content-Range and another ETag", async () => {
    proxy.setRules(
      { when: { range: true }, do: { kind: "wrong-start", shift: 3 } },
      { when: {}, do: { kind: "headers", headers: { etag: '"changed"' } } },
    );
    const ranged = await client.send(new GetObjectCommand({ Bucket: "bucket", Key: "a.csv", Range: "bytes=5-9" }));
    await ranged.Body?.transformToByteArray();
    expect(ranged.ContentRange).toBe("bytes 8-12/700000");
    const whole = await client.send(new GetObjectCommand({ Bucket: "bucket", Key: "a.csv" }));
    await whole.Body?.transformToByteArray();
    expect(whole.ETag).toBe('"changed"');
  });

  it("runs a hook in the middle of a body, which keeps its bytes", async () => {
    const overwrite = (): void => void store.put("bucket", "a.csv", "new");
    proxy.setRules({ when: { nth: 1 }, do: { kind: "hook", after: 300_000, run: overwrite, ending: "go-on" } });
    expect(await get("a.csv")).toEqual({ bytes: BODY.length, isEqual: true });
    expect(await get("a.csv")).toEqual({ bytes: 3, isEqual: false });
  });
});

describe("faults of a listing", () => {
  const cases: readonly (readonly [name: string, fault: Fault, pages: readonly string[]])[] = [
    ["no fault", { kind: "delay", milliseconds: 0 }, ["ab", "cd", "end"]],
    ["a token for ever", repeatToken(), ["ab", "cd", "cd", "cd"]],
    ["the first page again", repeatPage(), ["ab", "ab", "end"]],
    ["pages backwards", reversePage(), ["ba", "dc", "end"]],
    ["an empty answer", emptyAnswer(), ["", "end"]],
    ["cut XML", { kind: "short-length", bytes: 200 }, ["XML parse error"]],
  ];
  it.each(cases)("gives the client %s", async (_, fault, pages) => {
    proxy.setRules({ when: { operation: "ListObjectsV2" }, do: fault });
    expect(await listPages()).toEqual(pages);
  });
});

function connect(): S3Client {
  return new S3Client({
    endpoint: proxy.url,
    region: store.region,
    credentials: store.credentials,
    forcePathStyle: true,
    maxAttempts: 1,
    responseChecksumValidation: "WHEN_REQUIRED",
    requestHandler: { socketTimeout: 1000 },
  });
}

async function get(Key: string, Range?: string): Promise<{ failed: string } | { bytes: number; isEqual: boolean }> {
  try {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: "bucket", Key, Range }));
    const bytes = Buffer.from((await Body?.transformToByteArray()) ?? []);
    return { bytes: bytes.length, isEqual: bytes.equals(BODY) };
  } catch (error) {
    return { failed: nameOf(error) };
  }
}

// At most four pages, since a listing may never end.
async function listPages(): Promise<string[]> {
  const pages: string[] = [];
  let ContinuationToken: string | undefined;
  while (pages.length < 4) {
    try {
      const page = await client.send(new ListObjectsV2Command({ Bucket: "bucket", MaxKeys: 2, ContinuationToken }));
      pages.push((page.Contents ?? []).map((it) => it.Key?.[0]).join(""));
      ContinuationToken = page.NextContinuationToken;
    } catch (error) {
      return [...pages, nameOf(error)];
    }
    if (ContinuationToken === undefined) return [...pages, "end"];
  }
  return pages;
}

function nameOf(error: unknown): string {
  if (error instanceof S3ServiceException) return error.name;
  if (!(error instanceof Error)) return String(error);
  const known = ["aborted", "XML parse error"].find((text) => error.message.includes(text));
  if (known !== undefined) return known;
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
}
