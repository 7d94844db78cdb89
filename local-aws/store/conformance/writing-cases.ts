import { Readable } from "node:stream";
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { expect } from "vitest";
import { setTimeout as sleep } from "node:timers/promises";
import { failureOf } from "./failure.ts";
import type { Bench, Case } from "./bench.ts";

/** What writing must do, as far as tests lean on it. */
export const WRITING_CASES: readonly Case[] = [
  {
    name: "takes a stream that is sent in aws-chunked framing",
    check: async (bench) => {
      const Body = Readable.from([Buffer.from("hello "), Buffer.from("world")]);
      await bench.client.send(new PutObjectCommand({ ...named(bench), Body, ContentLength: 11 }));
      expect(await read(bench)).toBe("hello world");
      const { ContentEncoding } = await bench.client.send(new HeadObjectCommand(named(bench)));
      expect(ContentEncoding ?? "").toBe("");
    },
  },
  {
    name: "refuses bytes that do not match their MD5",
    check: async (bench) => {
      const input = { ...named(bench), Body: "hello", ContentMD5: "AAAAAAAAAAAAAAAAAAAAAA==" };
      expect(await failureOf(bench.client.send(new PutObjectCommand(input)))).toBe("400 BadDigest");
    },
  },
  {
    name: "refuses to overwrite under If-None-Match: *",
    check: async (bench) => {
      await bench.put("a.csv", "first");
      const put = bench.client.send(new PutObjectCommand({ ...named(bench), Body: "second", IfNoneMatch: "*" }));
      expect(await failureOf(put)).toBe("412 PreconditionFailed");
      expect(await read(bench)).toBe("first");
    },
  },
  {
    name: "keeps metadata",
    check: async (bench) => {
      await bench.client.send(
        new PutObjectCommand({ ...named(bench), Body: Buffer.of(), Metadata: { origin: "till 7" } }),
      );
      const { Metadata } = await bench.client.send(new HeadObjectCommand(named(bench)));
      expect(Metadata).toEqual({ origin: "till 7" });
    },
  },
  {
    name: "copies an object with its ETag",
    check: async (bench) => {
      await bench.put("a b.csv", "hello");
      const CopySource = `${bench.bucket}/a%20b.csv`;
      const { CopyObjectResult } = await bench.client.send(new CopyObjectCommand({ ...named(bench), CopySource }));
      expect(CopyObjectResult?.ETag).toBe('"5d41402abc4b2a76b9719d911017c592"');
      expect(await read(bench)).toBe("hello");
    },
  },
  {
    name: "deletes an object, and again without complaint",
    check: async (bench) => {
      await bench.put("a.csv", "hello");
      for (const _ of ["once", "twice"]) {
        const { $metadata } = await bench.client.send(new DeleteObjectCommand(named(bench)));
        expect($metadata.httpStatusCode).toBe(204);
      }
      const { KeyCount } = await bench.client.send(new ListObjectsV2Command({ Bucket: bench.bucket }));
      expect(KeyCount).toBe(0);
    },
  },
  {
    name: "deletes several objects at once",
    check: async (bench) => {
      for (const key of ["a", "b & c", "d"]) await bench.put(key, "");
      const Delete = { Objects: [{ Key: "a" }, { Key: "b & c" }] };
      const { Deleted } = await bench.client.send(new DeleteObjectsCommand({ Bucket: bench.bucket, Delete }));
      expect(Deleted?.map((it) => it.Key).toSorted()).toEqual(["a", "b & c"]);
      const { Contents } = await bench.client.send(new ListObjectsV2Command({ Bucket: bench.bucket }));
      expect(Contents?.map((it) => it.Key)).toEqual(["d"]);
    },
  },
  {
    name: "lists a multipart upload in progress, and no object for it",
    check: async (bench) => {
      const { UploadId } = await bench.client.send(new CreateMultipartUploadCommand(named(bench)));
      const { Uploads } = await bench.client.send(new ListMultipartUploadsCommand({ Bucket: bench.bucket }));
      expect(Uploads).toHaveLength(1);
      expect(Uploads?.[0]).toMatchObject({ Key: "a.csv", UploadId });
      expect(Math.abs(Date.now() - (Uploads?.[0]?.Initiated?.getTime() ?? 0))).toBeLessThan(60_000);
      const { KeyCount } = await bench.client.send(new ListObjectsV2Command({ Bucket: bench.bucket }));
      expect(KeyCount).toBe(0);
    },
  },
  {
    name: "forgets an upload that was aborted",
    check: async (bench) => {
      const { UploadId } = await bench.client.send(new CreateMultipartUploadCommand(named(bench)));
      await bench.client.send(new AbortMultipartUploadCommand({ ...named(bench), UploadId }));
      const { Uploads } = await bench.client.send(new ListMultipartUploadsCommand({ Bucket: bench.bucket }));
      expect(Uploads ?? []).toEqual([]);
    },
  },
  {
    name: "lists uploads over pages of one, under a prefix",
    check: async (bench) => {
      for (const Key of ["a/1", "a/1", "a/2", "b"]) {
        await bench.client.send(new CreateMultipartUploadCommand({ Bucket: bench.bucket, Key }));
      }
      expect(await uploadKeys(bench, "a/")).toEqual(["a/1", "a/1", "a/2"]);
    },
  },
  {
    name: "joins the parts of an upload under an ETag that counts them",
    check: async (bench) => {
      await upload(bench, [Buffer.alloc(5 * 1024 * 1024, "1"), Buffer.from("end")]);
      const { ETag, ContentLength } = await bench.client.send(new HeadObjectCommand(named(bench)));
      expect(ETag).toBe('"88cd588fe8ffee5803be3924e142a06a-2"');
      expect(ContentLength).toBe(5 * 1024 * 1024 + 3);
      expect(await read(bench, "bytes=-4")).toBe("1end");
    },
  },
  {
    name: "stamps an upload with the time it began",
    check: async (bench) => {
      await upload(bench, [Buffer.from("late")], 2500);
      const { Contents } = await bench.client.send(new ListObjectsV2Command({ Bucket: bench.bucket }));
      const age = Date.now() - (Contents?.[0]?.LastModified?.getTime() ?? 0);
      expect(age).toBeGreaterThanOrEqual(2500);
    },
  },
];

function named(bench: Bench): { Bucket: string; Key: string } {
  return { Bucket: bench.bucket, Key: "a.csv" };
}

async function read(bench: Bench, Range?: string): Promise<string | undefined> {
  const answer = await bench.client.send(new GetObjectCommand({ ...named(bench), Range }));
  return answer.Body?.transformToString();
}

async function upload(bench: Bench, parts: readonly Buffer[], pauseMs = 0): Promise<void> {
  const { UploadId } = await bench.client.send(new CreateMultipartUploadCommand(named(bench)));
  const Parts = [];
  for (const [index, Body] of parts.entries()) {
    const PartNumber = index + 1;
    const { ETag } = await bench.client.send(new UploadPartCommand({ ...named(bench), UploadId, PartNumber, Body }));
    Parts.push({ PartNumber, ETag });
  }
  await sleep(pauseMs);
  const input = { ...named(bench), UploadId, MultipartUpload: { Parts } };
  await bench.client.send(new CompleteMultipartUploadCommand(input));
}

async function uploadKeys(bench: Bench, Prefix: string): Promise<(string | undefined)[]> {
  const keys: (string | undefined)[] = [];
  let markers: { KeyMarker?: string | undefined; UploadIdMarker?: string | undefined } | null = {};
  while (markers !== null) {
    // Not every server's markers move on.
    if (keys.length > 10) throw new Error("The pages of the listing do not end");
    const input: ListMultipartUploadsCommand["input"] = { Bucket: bench.bucket, Prefix, MaxUploads: 1, ...markers };
    const page = await bench.client.send(new ListMultipartUploadsCommand(input));
    keys.push(...(page.Uploads ?? []).map((it) => it.Key));
    const next = { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker };
    markers = page.IsTruncated === true ? next : null;
  }
  return keys;
}
