import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { cuts } from "../../test/support/chunks.ts";
import { flipped } from "../../test/support/flipped.ts";
import { objectOf, toldMembers } from "../../test/support/told-members.ts";
import { zipOf } from "../../test/support/zip-writer.ts";
import { frameOf, rawBlock, repeatedByte } from "../../test/support/zstd-frame.ts";
import { TapError } from "../errors.ts";
import { members } from "./members.ts";

const text = Buffer.from(csv().slice(0, 3000));
/** What `zstd -19` 1.5.4 makes of the text: entropy coded, with a checksum. */
const packed = Buffer.from(
  "KLUv/QRoFRIAtjJjF5AlBc0BK69qrNvdQbu7u7cUeMTf57IKYABbAFsAk0Q8IbCx3DAOhrhW1xnCutVVLxrqxOkzJV0iesi1N4adDD20dfzCuPGKVxjiNHyOhEuDh1l5S8gZeCDRfbVtrC4RmuYJkqVx1HopnGGAYUAaOggAwgUIBgIIEBQMAgwIoZajg2R0WzSDER0YQ9+d0GYTdLE0VZGeCLTQ3RwzNpc1M0jRbDFzxclMnZiHnYXFOSLMDXcyT0wOLfmMSLaOXGUiE0nIU1mGKEeDXLGLGWJxYMVXotg6cdEkAhM4K4GH1iLwozRwY+AVKAROvHuu7JaoO+zobs3cpNyBVHFf9LY53iUTbuLZE2W2RNnRI7ucsRkotoUKu1qbzmiPSbDl6iiyuq2aZFSHjkx9UptQ1NXWFMZ6KgEEBYMJHiLBGwIjOG8aPJQMflYhuMWVV52VE02VD6lcpqY8QsorF+WMaXkgWX6tUG5x5MUzcgpT5EPkcjTkUSGvWZAzlJTcSF5EgZx6gc+YBS4iFXhQ4A0KgQ2oQSjTqGxnDbE3HBEkhKFRH8Tpq5TzMTmSYnIkRYF4BX8Omit4kqYDJElhTwvTUDgBCxpOETCwYLCCpgPiJPhqvZmlYk50P0tfrZt6hu5yE9sms6azhL2Ru8tOtp3MSpdam1llexJvmyrmsHK27i4mMj3zVbrPs6FX62Kqep1dy86So+jatXTZ2phV21Px9lQxD79yzrA96ej2vlPdqCEmqJCUTYk1EPEQq8RVXlVAVQOiEtfj",
  "base64",
);
const skippable = Buffer.from("502a4d18040000000badcafe", "hex");
const limits = { maxExpansion: 200 };

/** name, key, content, what is told of it */
const readable: readonly (readonly [string, string, Buffer, readonly string[]])[] = [
  ["a file", "d/a.csv.zst", packed, ["a.csv|a.csv"]],
  ["a file under the long ending", "a.csv.ZSTD", packed, ["a.csv|a.csv"]],
  ["a file packed for the transfer only", "d/a.csv", packed, ["|d/a.csv"]],
  [
    "several frames",
    "a.csv.zst",
    Buffer.concat([frame(raw(text.subarray(0, 9))), frame(raw(text.subarray(9)))]),
    ["a.csv|a.csv"],
  ],
  [
    "frames to be skipped",
    "a.csv.zst",
    Buffer.concat([packed, skippable, frame(raw(Buffer.alloc(0)))]),
    ["a.csv|a.csv"],
  ],
  ["a frame to be skipped first, as pzstd writes", "a.csv.zst", Buffer.concat([skippable, packed]), ["a.csv|a.csv"]],
  [
    "many frames with large windows, each of them short",
    "a.csv.zst",
    Buffer.concat(Array.from(text, (byte) => frameOf({ windowLog: 27 }, rawBlock(Buffer.of(byte), true)))),
    ["a.csv|a.csv"],
  ],
  ["a single segment", "a.csv.zst", frameOf({ size: text.length }, rawBlock(text, true)), ["a.csv|a.csv"]],
  ["nothing, packed", "a.csv.zst", frame(raw(Buffer.alloc(0))), ["a.csv|a.csv: "]],
  ["zstd in zstd", "a.csv.zst", frame(raw(packed)), ["a.csv: nested zstd"]],
  ["zstd in gzip", "a.csv.zst.gz", gzipSync(packed), ["a.csv.zst: nested zstd"]],
  ["zstd in zip", "z.zip", zipOf([{ name: "d/a.csv.zst", text: packed }]), ["d/a.csv.zst/a.csv|a.csv"]],
  ["text under a zstd name", "a.csv.zst", text, ["|a.csv"]],
  ["a tar in zstd", "a.tar.zst", packed, [": unsupported tar"]],
];

/** name, content, what the message says */
const broken: readonly (readonly [string, Buffer, RegExp])[] = [
  ["neither zstd nor text", Buffer.from("\x01id\n"), /its name ends in "\.zst"/],
  ["nothing under a zstd name", Buffer.alloc(0), /is empty/],
  ["a cut file", packed.subarray(0, -200), /ends in the middle/],
  ["a cut checksum", packed.subarray(0, -2), /ends in the middle/],
  ["a file cut in its first bytes", packed.subarray(0, 5), /ends in the middle/],
  ["a cut second frame", Buffer.concat([packed, packed.subarray(0, 30)]), /ends in the middle/],
  ["a wrong checksum", flipped(packed, -1), /damaged: the checksum does not match; upload it again/],
  ["a wrong checksum of a first frame", Buffer.concat([flipped(packed, -4), packed]), /the checksum does not match/],
  ["another text than was packed", flipped(packed, 300), /damaged/],
  ["garbage behind the frames", Buffer.concat([packed, Buffer.alloc(30, "garbage")]), /damaged/],
  ["a dictionary", Buffer.from("28b52ffd01000700000000", "hex"), /dictionary/],
  ["a second frame with a window over 128 MiB", Buffer.concat([packed, frameOf({ windowLog: 28 })]), /128 MiB/],
  ["a single segment over 128 MiB", frameOf({ size: 2 ** 31 }, rawBlock(text, true)), /128 MiB/],
  [
    "a frame that is shorter than it says",
    frameOf({ size: 99 }, rawBlock(Buffer.from("x"), true)),
    /the length does not/,
  ],
  [
    "a frame that is longer than it says",
    frameOf({ size: 9 }, rawBlock(Buffer.alloc(9)), rawBlock(Buffer.of(1), true)),
    /the length does not/,
  ],
  ["a block longer than any may be", frameOf({ windowLog: 24 }, repeatedByte(0, 131_073, true)), /damaged/],
  ["a frame to be skipped, cut", Buffer.concat([packed, skippable.subarray(0, -1)]), /ends in the middle/],
  ["a window over 128 MiB", Buffer.from("28b52ffd00a0010000", "hex"), /128 MiB/],
];

describe.each(cuts)("members packed by zstd, %s", (_, cut) => {
  test.each(readable)("tells of %s", async (_, key, content, expected) => {
    expect(await toldMembers(key, objectOf(content, cut), text)).toEqual(expected);
  });

  test.each(broken)("refuses %s", async (_, content, message) => {
    const error = await toldMembers("a.csv.zst", objectOf(content, cut), text).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(TapError);
    expect(error).toMatchObject({ kind: "data", message: expect.stringMatching(message) });
  });
});

test("a zstd file that expands without end is stopped", async () => {
  // 4 bytes for each 128 KiB: a block that repeats one byte.
  const block = Buffer.from("02001061", "hex");
  const bomb = [frame(Buffer.alloc(0)), ...Array.from({ length: 20 }, () => Buffer.concat(Array(1000).fill(block)))];
  let count = 0;
  const read = async (): Promise<void> => {
    for await (const member of members("a.csv.zst", objectOf(Buffer.concat(bomb)), limits)) {
      if (!("reason" in member)) for await (const chunk of member.bytes) count += chunk.length;
    }
  };
  await expect(read()).rejects.toThrow('"max_expansion"');
  expect(count).toBeLessThanOrEqual(100 * 1024 * 1024);
});

/** A frame with a window of 1 MiB and no checksum. */
function frame(blocks: Buffer): Buffer {
  return Buffer.concat([Buffer.from("28b52ffd0050", "hex"), blocks]);
}

/** A last block that is not compressed. */
function raw(bytes: Buffer): Buffer {
  const header = Buffer.alloc(3);
  header.writeUIntLE((bytes.length << 3) | 1, 0, 3);
  return Buffer.concat([header, bytes]);
}

function csv(): string {
  const rows = Array.from(
    { length: 2000 },
    (_, row) => `${row},name ${(row * 7919) % 101},2024-01-${String(1 + (row % 28)).padStart(2, "0")}\n`,
  );
  return `id,name,at\n${rows.join("")}`;
}
