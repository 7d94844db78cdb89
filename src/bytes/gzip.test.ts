import { randomBytes } from "node:crypto";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { stream } from "../../test/support/chunks.ts";
import { flipped } from "../../test/support/flipped.ts";
import { failure } from "./fail.ts";
import { Feed } from "./feed.ts";
import { gunzip } from "./gzip.ts";

/** The text that comes out of a gzip file, and the error behind it. */
async function unpacked(...parts: readonly Buffer[]): Promise<{ readonly text: Buffer; readonly why: string | null }> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of gunzip(new Feed(stream([Buffer.concat(parts)])), failure("a.gz", ""))) {
      chunks.push(Buffer.from(chunk));
    }
  } catch (error) {
    return { text: Buffer.concat(chunks), why: String(error) };
  }
  return { text: Buffer.concat(chunks), why: null };
}

const zeros = Buffer.alloc(700);
const garbage = Buffer.from("garbage");

describe.each([
  ["is unpacked at once", randomBytes(1000)],
  ["is nearly too long for that", randomBytes(65_000)],
  ["is unpacked piece by piece", randomBytes(500_000)],
  ["is short and holds much", Buffer.alloc(3_000_000, "1,Reykjavik\n")],
  ["holds nothing", Buffer.alloc(0)],
])("A gzip file that %s", (_, text) => {
  const packed = gzipSync(text);
  const small = gzipSync("1,a\n");

  test.each([
    ["as it is", [packed], [text]],
    ["with zeros behind it", [packed, zeros], [text]],
    ["with a shorter member behind it", [packed, small], [text, Buffer.from("1,a\n")]],
    ["with a shorter member before it", [small, packed], [Buffer.from("1,a\n"), text]],
    ["with itself behind zeros", [packed, zeros, packed, zeros], [text, text]],
  ])("is read %s", async (_, parts, texts) => {
    const { text: given, why } = await unpacked(...parts);
    expect(why).toBeNull();
    expect(given.equals(Buffer.concat(texts))).toBe(true);
  });

  test.each([
    ["garbage stands behind it", [packed, garbage], /other bytes follow/],
    ["garbage stands behind zeros", [packed, zeros, garbage], /other bytes follow/],
    ["the last of its members is cut", [packed, packed.subarray(0, -1)], /ends in the middle/],
    ["the sum at its end is not that of its text", [flipped(packed, -8)], /CRC-32/],
    ["the length at its end is not that of its text", [flipped(packed, -2)], /length does not match/],
  ])("is refused where %s", async (_, parts, why) => {
    expect((await unpacked(...parts)).why).toMatch(why);
  });
});
