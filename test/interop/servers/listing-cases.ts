import { CreateBucketCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { expect, test } from "vitest";
import { listInParallel, type AskForPage } from "../../../src/s3/list-in-parallel.ts";
import { openStore } from "../../../src/s3/open-store.ts";
import { readPage } from "../../../src/s3/read-page.ts";
import { oddKeys } from "../../support/odd-keys.ts";
import { connectionTo, hurried } from "../../support/s3-connection.ts";
import type { Server } from "./tap-cases.ts";

const bucket = "side-by-side";
const keysPerPage = 50;

/** A listing that is split, on a server whose order of keys and whose StartAfter are its own. */
export function testListingsOn(serverOf: () => Server): void {
  test("lists 5,000 odd keys side by side as page after page", { timeout: 300_000 }, async () => {
    const client = clientOf(serverOf());
    await client.send(new CreateBucketCommand({ Bucket: bucket }));
    const keys = Array.from({ length: 5000 }, (_, index) => {
      const folder = `${"abcdefghij"[index % 10]}${Math.imul(index, 2_654_435_761) >>> 0}`;
      return `in/${folder}/${oddKeys[index % oddKeys.length] ?? ""}`;
    });
    await Promise.all(
      Array.from({ length: 16 }, async (_, lane) => {
        for (const [index, key] of keys.entries()) if (index % 16 === lane) await put(client, key);
      }),
    );
    const { endpoint, credentials } = serverOf();
    const connection = connectionTo(endpoint, { bucket, credentials: { from: "keys", ...credentials } });
    const plain = new Set<string>();
    for await (const { objects } of (await openStore(connection, hurried())).list("in/")) {
      for (const { key } of objects) plain.add(key);
    }
    const first = await askOf(client)({ after: "in/" });
    const [from, to] = [first.objects[0]?.key ?? "", first.objects.at(-1)?.key ?? ""];
    const standing = { first: from, last: to, token: first.token, pages: 1 };
    const found = first.objects.map(({ key }) => key);
    const ranges: AskForPage[] = [];
    const open = (): AskForPage => {
      const ask = askOf(client);
      ranges.push(ask);
      return ask;
    };
    for await (const { objects } of listInParallel("in/", standing, open)) found.push(...objects.map(({ key }) => key));
    expect(plain).toEqual(new Set(keys));
    expect(found.toSorted()).toEqual([...plain].sort());
    expect(ranges.length).toBeGreaterThan(4);
  });
}

/** Asks for pages that are small, so that there are many. */
function askOf(client: S3Client): AskForPage {
  return async (from) => {
    const place = "token" in from ? { ContinuationToken: from.token } : { StartAfter: from.after };
    const page = { Bucket: bucket, Prefix: "in/", EncodingType: "url", MaxKeys: keysPerPage } as const;
    const output = await client.send(new ListObjectsV2Command({ ...page, ...place }));
    const passed = { tokens: new Set<string>(), edges: new Set<string>() };
    return readPage(
      { output, headers: { date: new Date().toUTCString() }, tookMs: 0 },
      { bucket, prefix: "in/" },
      passed,
    );
  };
}

async function put(client: S3Client, key: string): Promise<void> {
  await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: Buffer.from("x") }));
}

function clientOf({ endpoint, credentials }: Server): S3Client {
  return new S3Client({
    endpoint,
    credentials,
    region: "us-east-1",
    forcePathStyle: true,
    requestChecksumCalculation: "WHEN_REQUIRED",
  });
}
