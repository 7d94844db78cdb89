import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { cuts, stream } from "../../test/support/chunks.ts";
import { objectOf, toldMembers } from "../../test/support/told-members.ts";
import { TapError } from "../errors.ts";
import { members } from "./members.ts";
import type { ByteSource } from "../format/byte-source.ts";

const text = Buffer.from("id,name\n1,a\n2,b\n");
const packed = gzipSync(text);
const limits = { maxExpansion: 200 };

/** name, key, content, what is told of it */
const readable: readonly (readonly [string, string, Buffer, readonly string[]])[] = [
  ["a plain object", "d/a.csv", text, ["|d/a.csv|stored"]],
  ["an empty object", "d/a.csv", Buffer.alloc(0), ["|d/a.csv|stored: "]],
  ["gzip without a stored name", "d/a.csv.gz", packed, ["a.csv|a.csv"]],
  ["gzip with a stored name", "d/x.gz", named("b.csv"), ["b.csv|b.csv"]],
  ["gzip with a stored name behind an extra field", "d/x.gz", named("b.csv", 5000), ["b.csv|b.csv"]],
  ["gzip with a stored name that is not ASCII", "x.gz", named("zoë.csv"), ["zoë.csv|zoë.csv"]],
  ["gzip with a stored name in Latin-1", "x.gz", named(Buffer.from("zoë.csv", "latin1")), ["zoë.csv|zoë.csv"]],
  ["gzip with a stored name without an ending", "d/a.csv.gz", named("tmp1234"), ["a.csv|a.csv"]],
  ["gzip with an empty stored name", "d/a.csv.gz", named(""), ["a.csv|a.csv"]],
  ["gzip under a key in capitals", "A.CSV.GZ", packed, ["A.CSV|A.CSV"]],
  ["gzip packed for the transfer only", "d/a.csv", named("b.csv"), ["|d/a.csv"]],
  [
    "gzip in several members",
    "a.csv.gz",
    Buffer.concat([gzipSync("id,name\n1,a\n"), gzipSync(""), gzipSync("2,b\n")]),
    ["a.csv|a.csv"],
  ],
  ["gzip with zeros behind it", "a.csv.gz", Buffer.concat([packed, Buffer.alloc(1000)]), ["a.csv|a.csv"]],
  [
    "gzip with zeros between its members",
    "a.csv.gz",
    Buffer.concat([gzipSync("id,name\n1,a\n"), Buffer.alloc(9), gzipSync("2,b\n")]),
    ["a.csv|a.csv"],
  ],
  ["text under a gzip name", "d/a.csv.gz", text, ["|a.csv"]],
  ["gzip of nothing", "a.csv.gz", gzipSync(""), ["a.csv|a.csv: "]],
  ["gzip in gzip, by the stored name", "a.csv.gz", named("a.csv.gz"), ["a.csv.gz: nested gzip"]],
  ["gzip in gzip, by the key", "a.csv.gz.gz", packed, ["a.csv.gz: nested gzip"]],
  ["gzip in gzip, by content", "a.csv.gz", gzipSync(packed), ["a.csv: nested gzip"]],
  ["a tar in gzip", "a.tar.gz", packed, [": unsupported tar"]],
  ["a tar in gzip under its short name", "a.TGZ", packed, [": unsupported tar"]],
  ["a tar in gzip, by the stored name", "a.gz", named("a.tar"), ["a.tar: unsupported tar"]],
  ["a tar in gzip, by content", "a.gz", gzipSync(tar()), ["a: unsupported tar"]],
  ["a tar", "a.csv", tar(), [": unsupported tar"]],
  ["bzip2", "a.csv.bz2", Buffer.from("BZh91AY&SYxxxx"), [": unsupported bzip2"]],
  ["xz", "a.csv.xz", Buffer.from("fd377a585a000004", "hex"), [": unsupported xz"]],
  ["Parquet", "a.dat", Buffer.from("PAR1\x15\x04"), ["|a.dat|stored: PAR1\x15\x04"]],
  ["Avro", "a", Buffer.from("Obj\x01\x04"), ["|a|stored: Obj\x01\x04"]],
  ["text that starts like Parquet and Avro", "a.csv", Buffer.from("PAR1,Obj,BZh\n"), ["|a.csv|stored: PAR1,Obj,BZh\n"]],
];

/** name, key, content, what the message says */
const broken: readonly (readonly [string, string, Buffer, RegExp])[] = [
  [
    "neither gzip nor text",
    "d/a.csv.gz",
    Buffer.from("\x01id\n"),
    /Cannot read "d\/a\.csv\.gz": its name ends in "\.gz"/,
  ],
  ["a character that is cut", "a.csv.gz", Buffer.from([0x61, 0xff]), /its name ends in "\.gz"/],
  ["nothing under a gzip name", "a.csv.gz", Buffer.alloc(0), /empty/],
  ["a cut gzip", "a.csv.gz", packed.subarray(0, -9), /ends in the middle/],
  ["a gzip cut in its first bytes", "a.csv.gz", packed.subarray(0, 3), /ends in the middle/],
  ["a cut second member", "a.csv.gz", Buffer.concat([packed, packed.subarray(0, -1)]), /ends in the middle/],
  [
    "a cut member after zeros",
    "a.csv.gz",
    Buffer.concat([packed, Buffer.alloc(3), packed.subarray(0, -1)]),
    /ends in the middle/,
  ],
  ["a wrong checksum", "a.csv.gz", flipped(packed, -7), /CRC-32/],
  ["a wrong length", "a.csv.gz", flipped(packed, -1), /length/],
  ["garbage behind the gzip data", "a.csv.gz", Buffer.concat([packed, Buffer.from("garbage")]), /other bytes follow/],
  [
    "garbage behind zeros",
    "a.csv.gz",
    Buffer.concat([packed, Buffer.alloc(20), Buffer.from("garbage")]),
    /other bytes follow/,
  ],
  ["damaged gzip data", "a.csv.gz", flipped(packed, 10, 0x06), /damaged/],
];

describe.each(cuts)("members, %s", (_, cut) => {
  test.each(readable)("tells of %s", async (_, key, content, expected) => {
    expect(await toldMembers(key, objectOf(content, cut), text)).toEqual(expected);
  });

  test.each(broken)("refuses %s", async (_, key, content, message) => {
    const error = await toldMembers(key, objectOf(content, cut), text).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(TapError);
    expect(error).toMatchObject({ kind: "data", message: expect.stringMatching(message), place: { key } });
  });
});

describe("members", () => {
  const long = gzipSync(Buffer.alloc(20_000_000, "abcdefghij,0123456789\n"), { level: 1 });

  test.each([
    ["plain", "a.csv", Array.from({ length: 50 }, () => text)],
    ["gzip", "a.csv.gz", pieces(long)],
  ])("closes the source of a %s object when its reader ends early", async (_, key, chunks) => {
    const opened = stream(chunks);
    const source: ByteSource = { size: 1, read: () => opened };
    for await (const member of members(key, source, limits)) {
      if ("reason" in member) throw new Error("was skipped");
      for await (const _ of member.bytes) break;
      expect(opened.isClosed()).toBe(true);
    }
  });

  test.each([
    ["plain", "a.csv", Array.from({ length: 50 }, () => text)],
    ["gzip", "a.csv.gz", pieces(long)],
  ])("closes the source of a %s object that is not read", async (_, key, chunks) => {
    const opened = stream(chunks);
    for await (const _ of members(key, { size: 1, read: () => opened }, limits)) expect(opened.isClosed()).toBe(false);
    expect(opened.isClosed()).toBe(true);
  });

  test.each(["a.csv", "a.csv.gz"])("lets an error of the store through as it is, for %s", async (key) => {
    const gone = new TapError("gone", "The object was deleted");
    async function* failing(): AsyncGenerator<Uint8Array, void, undefined> {
      yield long.subarray(0, 100_000);
      throw gone;
    }
    await expect(toldMembers(key, { size: 1, read: failing }, text)).rejects.toBe(gone);
  });

  test("reads no byte of a tar", async () => {
    const never: ByteSource = {
      size: 1,
      read: () => {
        throw new Error("was read");
      },
    };
    expect(await toldMembers("a.tar.gz", never, text)).toEqual([": unsupported tar"]);
  });

  test("stops a file that expands without end, and says which setting allows it", async () => {
    const zeros = gzipSync(Buffer.alloc(16 * 1024 * 1024));
    const bomb: ByteSource = { size: 1, read: () => stream(Array.from({ length: 640 }, () => zeros)) };
    let count = 0;
    const read = async (): Promise<void> => {
      for await (const member of members("a.csv.gz", bomb, limits)) {
        if ("reason" in member) continue;
        for await (const chunk of member.bytes) count += chunk.length;
      }
    };
    await expect(read()).rejects.toMatchObject({ kind: "data", message: expect.stringContaining('"max_expansion"') });
    expect(count).toBeLessThanOrEqual(100 * 1024 * 1024);
  });
});

function pieces(bytes: Buffer): Buffer[] {
  return Array.from({ length: Math.ceil(bytes.length / 16_384) }, (_, index) =>
    bytes.subarray(index * 16_384, (index + 1) * 16_384),
  );
}

/** `packed` with a stored name in its header, and an extra field before it. */
function named(name: string | Buffer, extraLength?: number): Buffer {
  const header = Buffer.from(packed.subarray(0, 10));
  header[3] = 0x08 + (extraLength === undefined ? 0 : 0x04);
  const extra = Buffer.alloc(extraLength === undefined ? 0 : extraLength + 2, 1);
  if (extraLength !== undefined) extra.writeUInt16LE(extraLength);
  return Buffer.concat([header, extra, Buffer.from(name), Buffer.alloc(1), packed.subarray(10)]);
}

function flipped(bytes: Buffer, at: number, bits = 1): Buffer {
  const copy = Buffer.from(bytes);
  const index = at < 0 ? copy.length + at : at;
  copy[index] = (copy[index] ?? 0) ^ bits;
  return copy;
}

function tar(): Buffer {
  const block = Buffer.alloc(1024);
  block.write("a.csv");
  block.write("ustar", 257);
  return block;
}
