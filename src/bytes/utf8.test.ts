import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bytesOf, cuts, stream } from "../../test/support/chunks.ts";
import { TapError } from "../errors.ts";
import { type TextOptions, toUtf8 } from "./utf8.ts";

const plain: TextOptions = { encoding: "utf-8", onInvalid: "fail", from: 0 };
const text = 'id,name\n1,"Zoë"\n2,日本\n3,😀\n';

const asIs = Buffer.from(text);
const utf16le = Buffer.from(text, "utf16le");
const utf16be = Buffer.from(utf16le).swap16();
const utf32le = Buffer.from(Uint32Array.from(Array.from(text, (character) => character.codePointAt(0) ?? 0)).buffer);
const utf32be = Buffer.from(utf32le).swap32();

/** name, bytes, label, text, what an offset of the text is shifted by */
const readable: readonly (readonly [string, Buffer, string, string, number | null])[] = [
  ["UTF-8", asIs, "utf-8", text, 0],
  ["UTF-8 under another spelling of its label", asIs, " UTF8 ", text, 0],
  ["an empty file", Buffer.alloc(0), "utf-8", "", 0],
  ["one byte", Buffer.from("a"), "utf-8", "a", 0],
  ["a byte order mark", mark("efbbbf", asIs), "utf-8", text, 3],
  ["nothing but a byte order mark", mark("efbbbf", Buffer.alloc(0)), "utf-8", "", 3],
  ["a second byte order mark, which is data", mark("efbbbfefbbbf", asIs), "utf-8", `\ufeff${text}`, 3],
  ["a byte order mark against the label", mark("efbbbf", asIs), "windows-1252", text, 3],
  ["NUL characters", Buffer.from("a\0b\0\0,c\0"), "utf-8", "ab,c", null],
  ["UTF-16 without a mark, little endian", utf16le, "utf-16le", text, null],
  ["UTF-16 without a mark, big endian", utf16be, "utf-16be", text, null],
  ["UTF-8 against the label", asIs, "utf-16le", text, 0],
  ["UTF-8 of an odd length against the label", Buffer.from("a\n1"), "utf-16be", "a\n1", 0],
  ["UTF-16 without the end of a line", Buffer.from("日本", "utf16le"), "utf-16le", "日本", null],
  ["UTF-16 with a mark against the label, little endian", mark("fffe", utf16le), "utf-8", text, null],
  ["UTF-16 with a mark against the label, big endian", mark("feff", utf16be), "utf-16le", text, null],
  ["UTF-16 with a NUL character", mark("fffe", Buffer.from("a\0b", "utf16le")), "utf-8", "ab", null],
  ["UTF-32, little endian", mark("fffe0000", utf32le), "utf-8", text, null],
  ["UTF-32, big endian", mark("0000feff", utf32be), "utf-16", text, null],
  ["windows-1252", Buffer.from("80207ae92092", "hex"), "windows-1252", "€ zé ’", null],
  ["Latin-1, which the web reads as windows-1252", Buffer.from("e992", "hex"), "latin1", "é’", null],
  ["Shift_JIS", Buffer.from("93fa967b0a", "hex"), "Shift_JIS", "日本\n", null],
  ["GB18030", Buffer.from("c4e3bac3", "hex"), "gb18030", "你好", null],
  ["KOI8-R", Buffer.from("d0d2c9", "hex"), "koi8-r", "при", null],
];

describe.each(cuts)("toUtf8, %s", (_, cut) => {
  test.each(readable)("reads %s", async (_, bytes, encoding, expected, shift) => {
    const read = toUtf8(stream(cut(bytes)), { ...plain, encoding });
    expect((await bytesOf(read.bytes)).toString()).toBe(expected);
    expect(read.shift()).toBe(shift);
  });

  /** name, bytes, label, the offset in the message, the text when replaced */
  const invalid: readonly (readonly [string, Buffer, string, number, string])[] = [
    ["a byte that starts no character", Buffer.from("abc\xff,d", "latin1"), "utf-8", 3, "abc\ufffd,d"],
    ["a cut character inside", Buffer.from("6ac3a9e282412c", "hex"), "utf-8", 3, "jé\ufffdA,"],
    ["a cut character at the end", Buffer.from("6ae282", "hex"), "utf-8", 1, "j\ufffd"],
    ["Latin-1 that is said to be UTF-16", Buffer.from("a\n\xff", "latin1"), "utf-16le", 2, "a\n\ufffd"],
    ["a continuation alone", Buffer.from("6a80", "hex"), "utf-8", 1, "j\ufffd"],
    ["a surrogate", Buffer.from("6aeda080", "hex"), "utf-8", 1, "j\ufffd\ufffd\ufffd"],
    ["an overlong form", Buffer.from("6ac0af", "hex"), "utf-8", 1, "j\ufffd\ufffd"],
    ["an invalid byte after a mark", mark("efbbbf", Buffer.from("a\xff", "latin1")), "utf-8", 4, "a\ufffd"],
    ["a lone surrogate in UTF-16", Buffer.from("410000d84200", "hex"), "utf-16le", 5, "A\ufffdB"],
    ["half a unit of UTF-16", Buffer.from("410042", "hex"), "utf-16le", 3, "A\ufffd"],
    [
      "a number beyond Unicode in UTF-32",
      mark("fffe0000", Buffer.from("4100000000001100", "hex")),
      "utf-8",
      8,
      "A\ufffd",
    ],
    ["half a unit of UTF-32", mark("fffe0000", Buffer.from("410000004200", "hex")), "utf-8", 8, "A\ufffd"],
    ["half a character of Shift_JIS", Buffer.from("4193", "hex"), "shift_jis", 2, "A\ufffd"],
  ];

  test.each(invalid)("names where %s is", async (_, bytes, encoding, offset) => {
    const error = await bytesOf(toUtf8(stream(cut(bytes)), { ...plain, encoding }).bytes).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(TapError);
    expect(error).toMatchObject({ kind: "data", message: expect.stringContaining(`offset ${offset} `) });
  });

  test.each(invalid)("replaces %s on request", async (_, bytes, encoding, _offset, expected) => {
    const read = toUtf8(stream(cut(bytes)), { ...plain, encoding, onInvalid: "replace" });
    expect((await bytesOf(read.bytes)).toString()).toBe(expected);
    expect(read.shift()).toBe(null);
  });

  test("goes on in the middle of a UTF-8 text, where a mark is data", async () => {
    const read = toUtf8(stream(cut(mark("efbbbf", asIs))), { ...plain, from: 100 });
    expect((await bytesOf(read.bytes)).toString()).toBe(`\ufeff${text}`);
    expect(read.shift()).toBe(100);
  });

  test("counts offsets of a text it goes on with from the beginning of the object", async () => {
    const read = toUtf8(stream(cut(Buffer.from("ab\xff", "latin1"))), { ...plain, from: 100 });
    await expect(bytesOf(read.bytes)).rejects.toThrow("offset 102 ");
  });
});

test("toUtf8 hands on valid chunks without copying them", async () => {
  const chunks = [Buffer.from("first,".repeat(1000)), Buffer.from("zweité\n")];
  const out: Uint8Array[] = [];
  for await (const chunk of toUtf8(stream(chunks), plain).bytes) out.push(chunk);
  expect(out.map((chunk) => chunk.buffer)).toEqual(chunks.map((chunk) => chunk.buffer));
  expect(out.map((chunk) => chunk.byteOffset)).toEqual(chunks.map((chunk) => chunk.byteOffset));
});

test("toUtf8 gives back any text in any split", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "binary" }), fc.array(fc.nat(40)), async (any, at) => {
      const bytes = Buffer.from(any.replaceAll("\0", "").replace(/^\ufeff/, ""));
      const ends = [...at.filter((end) => end < bytes.length).sort((a, b) => a - b), bytes.length];
      const chunks = ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
      expect((await bytesOf(toUtf8(stream(chunks), plain).bytes)).toString()).toBe(bytes.toString());
    }),
  );
});

test("toUtf8 closes its source when its reader ends early", async () => {
  const source = stream([asIs, asIs, asIs]);
  for await (const _ of toUtf8(source, plain).bytes) break;
  expect(source.isClosed()).toBe(true);
});

test("toUtf8 refuses an encoding that it does not know", async () => {
  const read = toUtf8(stream([asIs]), { ...plain, encoding: "klingon" });
  await expect(bytesOf(read.bytes)).rejects.toMatchObject({ kind: "usage" });
});

function mark(hex: string, bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.from(hex, "hex"), bytes]);
}
