import type { ServerResponse } from "node:http";
import { afterEach, describe, expect, test } from "vitest";
import { type Fault, type ObjectServer, startObjectServer } from "../../local-aws/object-server/object-server.ts";
import { connectionTo, drain, hurried, listed } from "../../test/support/s3-connection.ts";
import { TapError } from "../errors.ts";
import type { Connection } from "./connection.ts";
import { openStore } from "./open-store.ts";
import type { ObjectStore } from "./store.ts";

let server: ObjectServer;
afterEach(async () => server.close());

const content = Buffer.alloc(300_000, "x");

async function start(faults: readonly (Fault | null)[], always?: Fault, changes: Partial<Connection> = {}) {
  server = await startObjectServer(content, faults, always);
  return openStore(connectionTo(server.url, { requestTimeoutMs: 300, maxRetries: 2, ...changes }), hurried());
}

const listingText =
  '<?xml version="1.0"?><ListBucketResult><Name>bucket</Name><IsTruncated>false</IsTruncated><Contents><Key>a.csv</Key>' +
  "<Size>1</Size><LastModified>2026-01-02T03:04:05.000Z</LastModified></Contents></ListBucketResult>";
const uploadsText =
  '<?xml version="1.0"?><ListMultipartUploadsResult><Bucket>bucket</Bucket><IsTruncated>false</IsTruncated></ListMultipartUploadsResult>';
const errorText = "<Error><Code>SlowDown</Code><Message>m</Message></Error>";

function sending(text: string, status = 200): Fault {
  return ({ response }) => response.writeHead(status).end(text);
}

function stalling(text: string, status = 200): Fault {
  return ({ response }) => void response.writeHead(status).write(text.slice(0, text.length / 2));
}

/** A byte every few milliseconds: never silent, and never done. */
function trickling(text: string, status = 200): Fault {
  return ({ response }) => {
    response.writeHead(status);
    trickle(response, Buffer.from(text), 0);
  };
}

function trickle(response: ServerResponse, bytes: Buffer, at: number): void {
  if (response.destroyed || at >= bytes.length) return;
  response.write(bytes.subarray(at, at + 1));
  setTimeout(() => trickle(response, bytes, at + 1), 10);
}

async function keysOf(store: ObjectStore): Promise<readonly string[]> {
  const keys: string[] = [];
  for await (const { objects } of store.list("")) keys.push(...objects.map(({ key }) => key));
  return keys;
}

const questions: readonly (readonly [string, string, (store: ObjectStore) => Promise<unknown>, unknown])[] = [
  ["listing", listingText, keysOf, ["a.csv"]],
  ["listing that looks for one object", listingText, async (store) => (await store.find("a.csv"))?.key, "a.csv"],
  ["list of uploads", uploadsText, async (store) => store.oldestUpload("", 1), { kind: "none" }],
];

describe.each(questions)("A %s that", (_, text, ask, answer) => {
  test.each([
    ["stalls", stalling(text)],
    ["trickles", trickling(text)],
    ["is an error that stalls", stalling(errorText, 503)],
    ["is an error that trickles", trickling(errorText, 503)],
  ])("%s is asked for again, and not for ever", async (_name, fault) => {
    expect(await ask(await start([fault], sending(text)))).toEqual(answer);
    await server.close();
    const error: unknown = await ask(await start([], fault)).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(TapError);
    expect(error).toMatchObject({ kind: "unreachable", message: expect.stringMatching(/given up after 2 retries/) });
  });
});

test("A listing that does not end is no listing", async () => {
  const endless: Fault = ({ response }) => {
    response.writeHead(200);
    const more = (): void => {
      while (!response.destroyed && response.write(Buffer.alloc(1024 * 1024, " ")));
    };
    response.on("drain", more);
    more();
  };
  const error: unknown = await keysOf(await start([], endless, { requestTimeoutMs: 10_000 })).catch(
    (reason: unknown) => reason,
  );
  expect(String(error)).toMatch(/the answer is larger than 16777216 bytes; check whether .* answers/);
});

/** The first bytes at once, the others one by one. */
function tricklingBody(first: number): Fault {
  return ({ response, status, headers, body }) => {
    response.writeHead(status, headers);
    response.write(body.subarray(0, first));
    trickle(response, body, first);
  };
}

describe("A body that trickles", () => {
  test("is asked for again", async () => {
    const store = await start([tricklingBody(1000), tricklingBody(1000), null]);
    const { bytes, error } = await drain(store.read(listed("a.csv", content.length, server.etag)));
    expect(error).toBeNull();
    expect(bytes.equals(content)).toBe(true);
    expect(server.ranges).toHaveLength(3);
  });

  test("is given up when every connection trickles, although each brings something new", async () => {
    const store = await start([], tricklingBody(100), { maxRetries: 10 });
    const { error } = await drain(store.read(listed("a.csv", content.length, server.etag)));
    expect(error).toMatchObject({
      kind: "unreachable",
      message: expect.stringMatching(/it comes too slowly: only \d+ bytes .*min_bytes_per_minute.* after 4 retries/),
    });
    expect(server.ranges).toHaveLength(5);
  });

  test("is waited for where any speed will do", async () => {
    const store = await start([], tricklingBody(content.length - 50), { minBytesPerMinute: 0 });
    const { bytes, error } = await drain(store.read(listed("a.csv", content.length, server.etag)));
    expect(error).toBeNull();
    expect(bytes.equals(content)).toBe(true);
    expect(server.ranges).toHaveLength(1);
  });
});
