import { gzipSync } from "node:zlib";
import {
  GetBucketAclCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { failureOf } from "./conformance/failure.ts";
import { listAll, openBench, read, type StoreBench } from "./store-bench.ts";

const INITIATED = new Date("2026-01-02T03:04:05.678Z");

let bench: StoreBench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

describe("behaviours of other stores", () => {
  it("tell times in the resolution that is asked for", async () => {
    bench.store.put("bucket", "a.csv", "", { lastModified: INITIATED });
    const seen: (string | undefined)[] = [];
    for (const resolution of ["seconds", "milliseconds", "microseconds"] as const) {
      bench.store.behaviour.timestamps = resolution;
      const page = await bench.connect().send(new ListObjectsV2Command({ Bucket: "bucket" }));
      seen.push(page.Contents?.[0]?.LastModified?.toISOString());
    }
    // The SDK rounds 05.678901 up.
    expect(seen).toEqual(["2026-01-02T03:04:05.000Z", "2026-01-02T03:04:05.678Z", "2026-01-02T03:04:05.679Z"]);
  });

  it("list every key once without an order", async () => {
    const keys = Array.from({ length: 25 }, (_, n) => `${n}`.padStart(2, "0"));
    for (const key of keys) bench.store.put("bucket", key, "");
    Object.assign(bench.store.behaviour, { ordersListings: false, maxKeys: 4 });
    const listed = await listAll(bench.connect());
    expect(listed).not.toEqual(keys);
    expect(listed.toSorted()).toEqual(keys);
  });

  it("decompress on the fly, without a length, unless gzip is accepted", async () => {
    bench.store.put("bucket", "a.csv", gzipSync("a,b\n"), { contentEncoding: "gzip", transcoded: true });
    const answer = await bench
      .connect()
      .send(new GetObjectCommand({ Bucket: "bucket", Key: "a.csv", Range: "bytes=0-1" }));
    expect(await answer.Body?.transformToString()).toBe("a,b\n");
    expect([answer.ContentLength, answer.ContentRange, answer.ContentEncoding]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it.each(["crc32", "crc64nvme", "composite", "none"] as const)("send the checksum %s", async (checksum) => {
    const body = Buffer.from(Array.from({ length: 100_000 }, (_, at) => at % 253));
    bench.store.put("bucket", "a.csv", body, { checksum });
    const answer = await bench
      .connect()
      .send(new GetObjectCommand({ Bucket: "bucket", Key: "a.csv", ChecksumMode: "ENABLED" }));
    // The SDK verifies the first two against its own computation and throws on a difference.
    expect(body.equals((await answer.Body?.transformToByteArray()) ?? Buffer.of())).toBe(true);
    expect([answer.ChecksumCRC32 !== undefined, answer.ChecksumCRC64NVME !== undefined]).toEqual([
      checksum === "crc32" || checksum === "composite",
      checksum === "crc64nvme",
    ]);
  });

  it("stamp uploads at initiation, or at completion", async () => {
    const upload = bench.store.startUpload("bucket", "a.csv", { initiated: INITIATED });
    expect(bench.store.keys("bucket")).toEqual([]);
    expect(upload.complete("late").lastModified).toBe(INITIATED.getTime());
    bench.store.behaviour.multipartStamp = "completion";
    const second = bench.store.startUpload("bucket", "a.csv", { initiated: INITIATED });
    expect(second.complete("late").lastModified).toBeGreaterThan(INITIATED.getTime());
  });
});

describe("the store", () => {
  it("refuses sub-resources and headers that it does not know", async () => {
    expect(await failureOf(bench.connect().send(new GetBucketAclCommand({ Bucket: "bucket" })))).toBe(
      "501 NotImplemented",
    );
    const put = new PutObjectCommand({ Bucket: "bucket", Key: "a.csv", Body: "x", Tagging: "a=b" });
    expect(await failureOf(bench.connect().send(put))).toBe("501 NotImplemented");
    expect(bench.store.keys("bucket")).toEqual([]);
  });

  it("logs what was asked and how much was sent", async () => {
    bench.store.put("bucket", "a.csv", "hello");
    await read(bench.connect(), "a.csv", { Range: "bytes=1-3" });
    await failureOf(read(bench.connect(), "b.csv"));
    expect(bench.store.requests).toMatchObject([
      {
        operation: "GetObject",
        method: "GET",
        bucket: "bucket",
        key: "a.csv",
        range: "bytes=1-3",
        status: 206,
        bytesSent: 3,
      },
      { operation: "GetObject", key: "b.csv", status: 404 },
    ]);
    bench.store.resetRequests();
    expect(bench.store.requests).toEqual([]);
  });

  it("stamps objects and answers with its own clock", async () => {
    await bench.close();
    bench = await openBench({ clock: () => INITIATED, checksClock: false });
    bench.store.put("bucket", "a.csv", "");
    const { LastModified } = await bench.connect().send(new HeadObjectCommand({ Bucket: "bucket", Key: "a.csv" }));
    expect(LastModified?.toISOString()).toBe("2026-01-02T03:04:05.000Z");
    expect((await fetch(bench.store.url)).headers.get("date")).toBe("Fri, 02 Jan 2026 03:04:05 GMT");
  });

  it("serves ranges of an object that is never whole in memory", async () => {
    const size = 5_000_000_000;
    bench.store.put("bucket", "big.csv", {
      size,
      read: (from, to) => [Buffer.from(`${from}-${to}`.padEnd(to - from))],
    });
    expect(await read(bench.connect(), "big.csv", { Range: `bytes=${size - 30}-` })).toBe(
      `${size - 30}-${size}`.padEnd(30),
    );
    expect(
      (await bench.connect().send(new HeadObjectCommand({ Bucket: "bucket", Key: "big.csv" }))).ContentLength,
    ).toBe(size);
  });

  it("counts its sockets and closes those in the middle of an answer", async () => {
    bench.store.put("bucket", "a.csv", Buffer.alloc(20_000_000));
    const answer = await bench.connect().send(new GetObjectCommand({ Bucket: "bucket", Key: "a.csv" }));
    expect(await bench.store.openSockets()).toBe(1);
    const body = answer.Body?.transformToByteArray();
    await bench.store.close();
    await expect(body).rejects.toThrow("aborted");
  });
});
