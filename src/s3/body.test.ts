import { crc32 } from "node:zlib";
import { afterEach, describe, expect, test } from "vitest";
import {
  after,
  cutInTrailer,
  ignoreRange,
  ignoreRangeAndCut,
  resetAfter,
  resetSocket,
  spoilt,
  withoutLength,
} from "../../local-aws/object-server/body-faults.ts";
import {
  sendError,
  startObjectServer,
  type Fault,
  type HonestAnswer,
  type ObjectServer,
} from "../../local-aws/object-server/object-server.ts";
import { connectionTo, drain, hurried, listed } from "../../test/support/s3-connection.ts";
import { TapError } from "../errors.ts";
import { crc64Nvme } from "./crc64-nvme.ts";
import { openStore } from "./open-store.ts";
import type { ByteRange } from "./store.ts";

const content = Buffer.from(Uint32Array.from({ length: 250_001 }, (_, index) => Math.imul(index, 2654435761)).buffer);
const half = 500_000;
const padded = Buffer.concat([content, Buffer.alloc(9)]);
const flipped = Buffer.from(content);
flipped[1000] = (content[1000] ?? 0) ^ 4;

const sum32 = Buffer.alloc(4);
sum32.writeUInt32BE(crc32(content));
const crc32Header = { "x-amz-checksum-crc32": sum32.toString("base64"), "x-amz-checksum-type": "FULL_OBJECT" };
const sum64 = Buffer.alloc(8);
sum64.writeBigUInt64BE(crc64Nvme(0n, content));
const crc64Header = { "x-amz-checksum-crc64nvme": sum64.toString("base64") };

let server: ObjectServer;
afterEach(async () => server.close());

function wordless(status: number): Fault {
  return ({ response }) => void response.writeHead(status).end();
}

/** Reads the object from a server that spoils its first answers, or all of them. */
async function read(faults: readonly (Fault | null)[], always?: Fault, range?: ByteRange, maxRetries = 10) {
  server = await startObjectServer(content, faults, always);
  const options = hurried();
  const store = await openStore(connectionTo(server.url, { requestTimeoutMs: 250, maxRetries }), options);
  const outcome = await drain(store.read(listed("a.csv", content.length, server.etag), range));
  return { ...outcome, events: options.events };
}

describe("A body is complete although", () => {
  const cases: readonly (readonly [string, readonly (Fault | null)[]])[] = [
    ["nothing goes wrong", []],
    ["the connection is reset in the middle", [resetAfter(half)]],
    ["each connection is reset after a while", Array.from({ length: 9 }, () => resetAfter(100_000))],
    ["the connection ends in the middle", [after(half, ({ response }) => response.socket?.end())]],
    ["the body stalls", [after(half, () => {})]],
    ["the answer stalls before its head", [() => {}]],
    [
      "the connection is cut within the head",
      [({ response }) => response.socket?.end("HTTP/1.1 200 OK\r\nContent-Le")],
    ],
    ["the connection is reset before the head", [({ response }) => response.socket?.resetAndDestroy()]],
    ["the length is not told", [withoutLength(content.length), withoutLength(content.length)]],
    ["the length is not told and the body is cut", [withoutLength(half), withoutLength(half)]],
    ["the last chunk's trailer is cut off", [cutInTrailer, cutInTrailer]],
    ["the length is too short, and so is the body", [spoilt({ length: half, body: content.subarray(0, half) })]],
    ["the length is too long once", [spoilt({ length: content.length + 9, body: padded })]],
    [
      "the range starts elsewhere once",
      [resetAfter(half), spoilt({ "content-range": `bytes 7-99/${content.length}` })],
    ],
    ["the range is ignored", [resetAfter(half), ignoreRange]],
    [
      "the range is answered by 200, as rclone does",
      [
        resetAfter(half),
        ({ response, headers, body }) => {
          response.writeHead(200, headers);
          response.end(body);
        },
      ],
    ],
    ["the range is ignored and the whole is cut again", [resetAfter(half), ignoreRangeAndCut, ignoreRange]],
    ["the store is busy", [sendError(503, "SlowDown"), sendError(500, "InternalError"), sendError(503, "SlowDown")]],
    ["a proxy before the store has waited for too long", [wordless(408)]],
    ["the store is busy when the body is resumed", [resetAfter(half), sendError(503, "SlowDown"), sendError(429, "X")]],
    ["the clocks differ", [sendError(403, "RequestTimeTooSkewed", "m", { date: "Sun, 22 Nov 2026 12:00:00 GMT" })]],
    ["a login page answers once", [({ response }) => response.end("<html>Please log in</html>")]],
    ["an empty answer comes once", [({ response }) => response.end()]],
    ["a gateway answers in HTML", [({ response }) => response.writeHead(502).end("<html><p>Bad gateway</html>")]],
    ["it carries its CRC32", [spoilt(crc32Header)]],
    ["it carries its CRC64-NVME and the connection is reset", [after(half, resetSocket, crc64Header)]],
    [
      "it carries a composite checksum",
      [spoilt({ "x-amz-checksum-crc32": "AAAAAA==-2", "x-amz-checksum-type": "COMPOSITE" })],
    ],
  ];

  test.each(cases)("%s", async (_, faults) => {
    const { bytes, error } = await read(faults);
    expect(error).toBeNull();
    expect(bytes.equals(content)).toBe(true);
  });
});

test("An ETag with nothing in it tells no version from another", async () => {
  server = await startObjectServer(content, []);
  const store = await openStore(connectionTo(server.url), hurried());
  const { bytes, error } = await drain(store.read(listed("a.csv", content.length, '""')));
  expect(error).toBeNull();
  expect(bytes.equals(content)).toBe(true);
});

describe("A body that cannot be had is an error, never a shorter one:", () => {
  const cases: readonly (readonly [string, string, readonly (Fault | null)[], Fault | undefined])[] = [
    ["every connection is reset at once", "unreachable", [], ({ response }) => response.socket?.resetAndDestroy()],
    [
      "every connection ends before the first byte",
      "unreachable",
      [],
      after(0, ({ response }) => response.socket?.end()),
    ],
    ["there is always more than was listed", "unreachable", [], spoilt({ length: content.length + 9, body: padded })],
    ["there is always more, and no length", "unreachable", [], unbounded],
    ["every range starts elsewhere", "unreachable", [resetAfter(half)], spoilt({ "content-range": "bytes 7-99/100" })],
    ["a login page answers for ever", "unreachable", [], ({ response }) => response.end("<html>Please log in</html>")],
    ["the store stays busy", "unreachable", [], sendError(503, "SlowDown")],
    ["the ETag is another one", "changed", [], spoilt({ etag: '"another"' })],
    ["the ETag is another one when the body is resumed", "changed", [resetAfter(half)], spoilt({ etag: '"another"' })],
    ["it was replaced", "changed", [], sendError(412, "PreconditionFailed")],
    ["it was replaced before the body is resumed", "changed", [resetAfter(half)], sendError(412, "PreconditionFailed")],
    ["it was replaced, as a store says that has no words for it", "changed", [], wordless(412)],
    ["its range is gone, as such a store says", "changed", [resetAfter(half)], wordless(416)],
    ["it was deleted", "gone", [], sendError(404, "NoSuchKey")],
    ["it is archived", "archived", [], sendError(403, "InvalidObjectState")],
    ["a bit is flipped under a CRC32", "corrupt", [], flippedWith(crc32Header)],
    ["a bit is flipped under a CRC64-NVME", "corrupt", [], flippedWith(crc64Header)],
    ["a bit is flipped and the body resumed", "corrupt", [flipAndReset], undefined],
  ];

  test.each(cases)("%s", async (_, kind, faults, always) => {
    const { bytes, error } = await read(faults, always);
    expect(error).toBeInstanceOf(TapError);
    expect(error).toMatchObject({ kind });
    expect(String(error)).toContain('Cannot read "a.csv"');
    expect(bytes.length).toBeLessThan(content.length);
  });
});

test("A resumed body asks only for what is missing", async () => {
  const { events } = await read([resetAfter(half)]);
  const at = events.flatMap((event) => (event.kind === "resume" ? event.at : []));
  expect(at).toHaveLength(1);
  expect(server.ranges).toEqual(["", `bytes=${at[0]}-${content.length - 1}`]);
});

test("Retries are counted from the last progress", async () => {
  const { error } = await read(
    Array.from({ length: 7 }, () => resetAfter(100_000)),
    undefined,
    undefined,
    1,
  );
  expect(error).toBeNull();
});

test.each<[ByteRange, Fault[]]>([
  [{ from: 0, to: 10 }, []],
  [{ from: 999_000 }, []],
  [{ from: 10, to: 900_000 }, [resetAfter(100_000)]],
  [{ from: 10, to: 900_000 }, [ignoreRange]],
  [{ from: 999_999, to: 2_000_000 }, []],
  [{ from: 2_000_000 }, []],
])("A range is what a slice of the whole would be: %o", async (range, faults) => {
  const { bytes, error } = await read(faults, undefined, range);
  expect(error).toBeNull();
  expect(bytes.equals(content.subarray(range.from, range.to))).toBe(true);
});

test("A reader that is slower than the watchdog keeps its connection", async () => {
  server = await startObjectServer(content, []);
  const store = await openStore(connectionTo(server.url, { requestTimeoutMs: 500 }), hurried());
  let chunks = 0;
  for await (const chunk of store.read(listed("a.csv", content.length, server.etag))) {
    expect(chunk.length).toBeGreaterThan(0);
    chunks += 1;
    if (chunks <= 2) {
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
  expect(server.ranges).toEqual([""]);
});

test("A body whose reader goes away closes its connection", async () => {
  let closed = 0;
  server = await startObjectServer(content, [], (answer) => {
    answer.response.on("close", () => {
      closed += 1;
    });
    after(half, () => {})(answer);
  });
  const store = await openStore(connectionTo(server.url), hurried());
  const object = listed("a.csv", content.length, server.etag);
  for (let count = 0; count < 100; count += 1) {
    for await (const chunk of store.read(object)) {
      expect(chunk.length).toBeGreaterThan(0);
      break;
    }
  }
  await expect.poll(() => closed).toBe(100);
});

test("A small body that arrived damaged is asked for again", async () => {
  const small = content.subarray(0, 1000);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(small));
  server = await startObjectServer(small, [
    spoilt({ "x-amz-checksum-crc32": sum.toString("base64"), body: content.subarray(1, 1001) }),
  ]);
  const store = await openStore(connectionTo(server.url), hurried());
  const { bytes, error } = await drain(store.read(listed("a.csv", 1000, server.etag)));
  expect(error).toBeNull();
  expect(bytes.equals(small)).toBe(true);
});

test("A small body that always arrives damaged is corrupt, not a store that is away", async () => {
  const small = content.subarray(0, 1000);
  const wrong = spoilt({ "x-amz-checksum-crc32": "AAAAAA==", body: small });
  server = await startObjectServer(small, [], wrong);
  const options = hurried();
  const store = await openStore(connectionTo(server.url), options);
  const { bytes, error } = await drain(store.read(listed("a.csv", 1000, server.etag)));
  expect(error).toMatchObject({ kind: "corrupt", message: expect.stringMatching(/do not match its CRC32 checksum/) });
  expect(bytes).toHaveLength(0);
});

function flippedWith(headers: Record<string, string>): Fault {
  return spoilt({ ...headers, body: flipped });
}

function flipAndReset(answer: HonestAnswer): void {
  after(half, resetSocket, crc64Header)({ ...answer, body: flipped });
}

function unbounded({ response, headers }: HonestAnswer): void {
  response.writeHead(200, { etag: headers.etag });
  response.write(padded.subarray(0, 1000));
  response.end(padded.subarray(1000));
}
