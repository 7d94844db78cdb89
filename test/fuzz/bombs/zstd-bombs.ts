import { randomBytes } from "node:crypto";
import { frameOf, rawBlock, repeatedByte, skippableFrame } from "../../support/zstd-frame.ts";
import { type Bomb, bombOf, repeated } from "./bomb.ts";

const gigabyte = 1024 ** 3;
const text = Buffer.from("id,name\n1,a\n");
const honest = frameOf({}, rawBlock(text, true));
const blockSize = 128 * 1024;
const noise = randomBytes(blockSize).toString("base64");

/** Rows that do not pack, so that a decoder must have its whole window. */
const rows = Buffer.from(Array.from({ length: 1700 }, (_, row) => `${row},${noise.slice(row, row + 70)}\n`).join(""));

/** 1.2 MiB of them, under the largest window that there may be. */
const largeWindow = frameOf(
  { windowLog: 27 },
  ...Array.from({ length: 10 }, (_, index) => rawBlock(rows.subarray(0, blockSize), index === 9)),
);

const bomb = (name: string, body: Bomb["body"], says: RegExp): Bomb => bombOf(name, "a.csv.zst", body, says);

/** What a zstd file can claim: https://www.rfc-editor.org/rfc/rfc8878#section-7 */
export const zstdBombs: readonly Bomb[] = [
  bomb("a window of 2 GiB", frameOf({ windowLog: 31 }, rawBlock(text, true)), /windows over 128 MiB/),
  bomb(
    "a window of 2 GiB in a later frame",
    Buffer.concat([honest, frameOf({ windowLog: 31 }, rawBlock(text, true))]),
    /windows over 128 MiB/,
  ),
  bomb("a single segment of 2 GB", frameOf({ size: 2_000_000_000 }, rawBlock(text, true)), /windows over 128 MiB/),
  bomb(
    "a single segment of 9 EB",
    frameOf({ size: Number.MAX_SAFE_INTEGER }, rawBlock(text, true)),
    /windows over 128 MiB/,
  ),
  bomb(
    "twenty single segments of 128 MiB that hold nothing",
    Buffer.concat([
      honest,
      ...Array<Buffer>(20).fill(frameOf({ size: 128 * 1024 ** 2 }, rawBlock(Buffer.alloc(0), true))),
    ]),
    /zstd data is damaged/,
  ),
  bomb(
    "a dozen windows of 128 MiB, all of them used",
    Buffer.concat([...Array<Buffer>(12).fill(largeWindow), frameOf({ windowLog: 31 })]),
    /windows over 128 MiB/,
  ),
  bomb(
    "blocks of one byte that stands for 16 KiB under a window of 128 MiB",
    frameOf({ windowLog: 27 }, ...Array<Buffer>(6000).fill(repeatedByte(0x0a, 16 * 1024)), rawBlock(text, true)),
    /in blocks so small, under a window so large/,
  ),
  bomb(
    "a block of one byte that stands for 2 MiB",
    frameOf({ windowLog: 24 }, repeatedByte(0x0a, 2 * 1024 ** 2 - 1, true)),
    /zstd data is damaged/,
  ),
  bomb(
    "10 GiB in blocks of four bytes",
    repeated(
      frameOf({}, ...Array<Buffer>(999).fill(repeatedByte(0x0a, blockSize)), repeatedByte(0x0a, blockSize, true)),
      80,
    ),
    /expands to more than 200 times its size/,
  ),
  bomb(
    "a million blocks of one byte under a window of 128 MiB",
    frameOf(
      { windowLog: 27 },
      ...Array<Buffer>(100).fill(repeatedByte(0x0a, blockSize)),
      Buffer.concat(Array<Buffer>(1_000_000).fill(rawBlock(Buffer.from("1")))),
      rawBlock(text, true),
    ),
    /in blocks so small, under a window so large/,
  ),
  bomb(
    "a skippable frame of 4 GB that is not there",
    Buffer.concat([honest, skippableFrame(Buffer.alloc(9), 0xffff_ffff)]),
    /ends in the middle of its zstd data/,
  ),
  bomb(
    "a million skippable frames before a window of 2 GiB",
    Buffer.concat([
      honest,
      Buffer.concat(Array<Buffer>(1_000_000).fill(skippableFrame(Buffer.alloc(0)))),
      frameOf({ windowLog: 31 }),
    ]),
    /windows over 128 MiB/,
  ),
  bomb(
    "a first line of 1 GB",
    repeated(frameOf({ size: blockSize }, repeatedByte(0x61, blockSize, true)), gigabyte / blockSize),
    /expands to more than|larger than/,
  ),
];
