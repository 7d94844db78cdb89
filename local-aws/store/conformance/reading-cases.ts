import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, type GetObjectCommandInput } from "@aws-sdk/client-s3";
import { expect } from "vitest";
import { failureOf } from "./failure.ts";
import type { Bench, Case } from "./bench.ts";

const RANGES: readonly (readonly [range: string, bytes: string, contentRange: string])[] = [
  ["bytes=0-0", "0", "bytes 0-0/10"],
  ["bytes=2-4", "234", "bytes 2-4/10"],
  ["bytes=7-", "789", "bytes 7-9/10"],
  ["bytes=-3", "789", "bytes 7-9/10"],
  ["bytes=-30", "0123456789", "bytes 0-9/10"],
  ["bytes=8-99", "89", "bytes 8-9/10"],
];

/** What reading an object must give. */
export const READING_CASES: readonly Case[] = [
  {
    name: "gives the bytes with their length and ETag",
    check: async (bench) => {
      await bench.put("a.csv", "hello");
      expect(await read(bench)).toBe("hello");
      const { ContentLength, ETag } = await bench.client.send(new GetObjectCommand(named(bench)));
      expect({ ContentLength, ETag }).toEqual({ ContentLength: 5, ETag: '"5d41402abc4b2a76b9719d911017c592"' });
    },
  },
  {
    name: "gives an empty object",
    check: async (bench) => {
      await bench.put("a.csv", "");
      expect(await read(bench)).toBe("");
    },
  },
  ...RANGES.map(([Range, bytes, contentRange]): Case => ({
    name: `answers ${Range} of ten bytes`,
    check: async (bench) => {
      await bench.put("a.csv", "0123456789");
      const answer = await bench.client.send(new GetObjectCommand({ ...named(bench), Range }));
      expect(await answer.Body?.transformToString()).toBe(bytes);
      expect([answer.$metadata.httpStatusCode, answer.ContentRange]).toEqual([206, contentRange]);
    },
  })),
  {
    name: "refuses a range behind the end",
    check: async (bench) => {
      await bench.put("a.csv", "0123456789");
      expect(await failureOf(read(bench, { Range: "bytes=10-" }))).toBe("416 InvalidRange");
    },
  },
  {
    name: "refuses a range of an empty object",
    check: async (bench) => {
      await bench.put("a.csv", "");
      expect(await failureOf(read(bench, { Range: "bytes=0-" }))).toBe("416 InvalidRange");
    },
  },
  {
    name: "reads on under If-Match while the object is the same",
    check: async (bench) => {
      await bench.put("a.csv", "hello");
      const { ETag: IfMatch } = await bench.client.send(new HeadObjectCommand(named(bench)));
      expect(await read(bench, { IfMatch, Range: "bytes=1-" })).toBe("ello");
      await bench.put("a.csv", "other");
      expect(await failureOf(read(bench, { IfMatch, Range: "bytes=1-" }))).toBe("412 PreconditionFailed");
    },
  },
  {
    name: "answers 304 under If-None-Match while the object is the same",
    check: async (bench) => {
      await bench.put("a.csv", "hello");
      const { ETag: IfNoneMatch } = await bench.client.send(new HeadObjectCommand(named(bench)));
      expect(await failureOf(read(bench, { IfNoneMatch }))).toMatch(/^304 /);
    },
  },
  {
    name: "tells by HEAD what GET tells",
    check: async (bench) => {
      await bench.put("a.csv", "hello");
      const { ContentLength, ETag, LastModified } = await bench.client.send(new HeadObjectCommand(named(bench)));
      const whole = await bench.client.send(new GetObjectCommand(named(bench)));
      await whole.Body?.transformToByteArray();
      expect(whole).toMatchObject({ ContentLength, ETag, LastModified });
    },
  },
  {
    name: "refuses a key that does not exist",
    check: async (bench) => {
      expect(await failureOf(read(bench))).toBe("404 NoSuchKey");
    },
  },
  {
    name: "keeps serving the old bytes after an overwrite",
    check: async (bench) => {
      // More than all buffers on the way hold, so that most of it is unsent when the overwrite comes.
      const size = 24 * 1024 * 1024;
      await bench.put("a.csv", Buffer.alloc(size, "1"));
      const answer = await bench.client.send(new GetObjectCommand(named(bench)));
      await bench.put("a.csv", Buffer.alloc(size, "2"));
      const bytes = await answer.Body?.transformToByteArray();
      expect(bytes?.length).toBe(size);
      expect(bytes?.every((byte) => byte === 0x31)).toBe(true);
    },
  },
  {
    name: "hands compressed content over as it was put",
    check: async (bench) => {
      const input = { ...named(bench), Body: "not really gzip", ContentEncoding: "gzip", ContentType: "text/csv" };
      await bench.client.send(new PutObjectCommand(input));
      const answer = await bench.client.send(new GetObjectCommand(named(bench)));
      expect(answer).toMatchObject({ ContentEncoding: "gzip", ContentType: "text/csv" });
      expect(await answer.Body?.transformToString()).toBe("not really gzip");
    },
  },
  {
    name: "sends the CRC32 it was given when the client asks for it",
    check: async (bench) => {
      await bench.client.send(new PutObjectCommand({ ...named(bench), Body: "hello", ChecksumAlgorithm: "CRC32" }));
      const answer = await bench.client.send(new GetObjectCommand({ ...named(bench), ChecksumMode: "ENABLED" }));
      expect(await answer.Body?.transformToString()).toBe("hello");
      expect(answer.ChecksumCRC32).toBe("NhCmhg==");
    },
  },
];

function named(bench: Bench): { Bucket: string; Key: string } {
  return { Bucket: bench.bucket, Key: "a.csv" };
}

async function read(bench: Bench, input: Partial<GetObjectCommandInput> = {}): Promise<string | undefined> {
  const answer = await bench.client.send(new GetObjectCommand({ ...named(bench), ...input }));
  return answer.Body?.transformToString();
}
