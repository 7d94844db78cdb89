import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { cuts } from "../../test/support/chunks.ts";
import { objectOf, toldMembers } from "../../test/support/told-members.ts";
import { type ZipFile, zipOf } from "../../test/support/zip-writer.ts";
import { TapError } from "../errors.ts";

const text = Buffer.from("id,name\n1,a\n2,b\n");
const a: ZipFile = { name: "a.csv", text };
const b: ZipFile = { name: "d/b.csv", text };

/** name, key, content, what is told of it */
const readable: readonly (readonly [string, string, Buffer, readonly string[]])[] = [
  ["deflated files", "x/z.zip", zipOf([a, b]), ["a.csv|a.csv", "d/b.csv|d/b.csv"]],
  ["stored files", "z.zip", zipOf([{ ...a, method: 0 }, b]), ["a.csv|a.csv", "d/b.csv|d/b.csv"]],
  ["files in the order of the directory", "z.zip", zipOf([b, a]), ["d/b.csv|d/b.csv", "a.csv|a.csv"]],
  [
    "files with their sizes behind them",
    "z.zip",
    zipOf([
      { ...a, hasDescriptor: true },
      { ...b, hasDescriptor: true },
    ]),
    ["a.csv|a.csv", "d/b.csv|d/b.csv"],
  ],
  [
    "zip64",
    "z.zip",
    zipOf(
      [
        { ...a, isZip64: true },
        { ...b, isZip64: true },
      ],
      { isZip64: true },
    ),
    ["a.csv|a.csv", "d/b.csv|d/b.csv"],
  ],
  ["a key in capitals", "Z.ZIP", zipOf([a]), ["a.csv|a.csv"]],
  ["an archive under another name", "z.csv", zipOf([a]), ["a.csv|a.csv"]],
  ["an archive without files", "z.zip", zipOf([]), []],
  ["an archive without files under another name", "z", zipOf([]), []],
  ["directories", "z.zip", zipOf([{ name: "d/", text: Buffer.alloc(0), method: 0 }, b]), ["d/b.csv|d/b.csv"]],
  [
    "an empty file",
    "z.zip",
    zipOf([
      { name: "e.csv", text: Buffer.alloc(0) },
      { name: "f.csv", text: Buffer.alloc(0), method: 0 },
    ]),
    ["e.csv|e.csv: ", "f.csv|f.csv: "],
  ],
  [
    "names that would be dangerous on a disk",
    "z.zip",
    zipOf([
      { ...a, name: "/../a.csv" },
      { ...b, name: "c:\\b.csv" },
    ]),
    ["/../a.csv|/../a.csv", "c:/b.csv|c:/b.csv"],
  ],
  ["names that are not ASCII", "z.zip", zipOf([{ ...a, name: "zoë.csv" }]), ["zoë.csv|zoë.csv"]],
  [
    "gzip inside",
    "z.zip",
    zipOf([{ name: "d/c.csv.gz", text: gzipSync(text) }, b]),
    ["d/c.csv.gz/c.csv|c.csv", "d/b.csv|d/b.csv"],
  ],
  [
    "gzip inside, under the name of its text",
    "z.zip",
    zipOf([{ name: "c.csv", text: gzipSync(text) }]),
    ["c.csv|c.csv"],
  ],
  [
    "gzip in gzip inside",
    "z.zip",
    zipOf([{ name: "c.csv.gz", text: gzipSync(gzipSync(text)) }, b]),
    ["c.csv.gz/c.csv: nested gzip", "d/b.csv|d/b.csv"],
  ],
  [
    "an archive inside",
    "z.zip",
    zipOf([{ name: "y.zip", text: zipOf([a]) }, b]),
    ["y.zip: nested zip", "d/b.csv|d/b.csv"],
  ],
  ["an archive in gzip", "z.zip.gz", gzipSync(zipOf([a])), ["z.zip: nested zip"]],
  ["a tar inside", "z.zip", zipOf([{ ...a, name: "a.tar" }, b]), ["a.tar: unsupported tar", "d/b.csv|d/b.csv"]],
  [
    "what macOS packs beside a file",
    "z.zip",
    zipOf([{ name: "__MACOSX/._a.csv", text: Buffer.from("\0\x05\x16\x07\0") }, a]),
    ["__MACOSX/._a.csv: unsupported AppleDouble", "a.csv|a.csv"],
  ],
  ["a spreadsheet, which is a zip archive too", "a.xlsx", zipOf([a]), [": unsupported Office"]],
];

/** name, key, content, what the message says */
const broken: readonly (readonly [string, string, Buffer, RegExp])[] = [
  ["text under a zip name", "z.zip", text, /"z\.zip": it is not a zip archive/],
  ["nothing under a zip name", "z.zip", Buffer.alloc(0), /not a zip archive/],
  ["an archive cut at its end", "z.zip", zipOf([a, b]).subarray(0, -1), /not a whole one: .*[^.]; upload it again/],
  ["an archive cut in its middle", "z.zip", zipOf([a, b]).subarray(0, 80), /not a whole one/],
  ["an archive cut at its beginning", "z.zip", zipOf([a, b]).subarray(20), /not a whole one|overlap|damaged/],
  ["an encrypted file", "z.zip", zipOf([{ ...a, flags: 1, method: 8 }]), /"z\.zip\/a\.csv": it is encrypted/],
  ["a file packed by an unknown method", "z.zip", zipOf([{ ...a, method: 9 }]), /zip method 9/],
  ["a wrong checksum", "z.zip", zipOf([{ ...a, claims: { crc: 1 } }]), /CRC-32/],
  ["a wrong checksum of a stored file", "z.zip", zipOf([{ ...a, method: 0, claims: { crc: 1 } }]), /CRC-32/],
  ["more text than was told", "z.zip", zipOf([{ ...a, claims: { size: 5 } }]), /gives it 5 bytes/],
  ["less text than was told", "z.zip", zipOf([{ ...a, claims: { size: 500 } }]), /gives it 500 bytes/],
  [
    "less packed bytes than were told",
    "z.zip",
    zipOf([{ ...a, hasDescriptor: true, claims: { packedSize: 30 } }]),
    /too early|overlap/,
  ],
  ["more packed bytes than were told", "z.zip", zipOf([{ ...a, claims: { packedSize: 5 } }]), /damaged/],
  ["two entries for one file", "z.zip", zipOf([a, { ...b, claims: { start: 0 } }]), /overlap/],
  ["a file that holds another, as in a zip bomb", "z.zip", overlapping(), /overlap/],
  [
    "a file that is not where it is said to be",
    "z.zip",
    zipOf([a, { ...b, claims: { start: 70 } }]),
    /damaged|overlap/,
  ],
  ["a file under another name than the directory's", "z.zip", renamed("a.csv", "a.csx"), /another name/],
  [
    "a file whose name in the directory has become that of a folder",
    "z.zip",
    renamed("a.csv", "a.cs/"),
    /another name/,
  ],
  ["a file behind the directory", "z.zip", zipOf([{ ...a, claims: { start: 100 } }]), /overlap|damaged/],
];

describe.each(cuts)("members of a zip archive, %s", (_, cut) => {
  test.each(readable)("tells of %s", async (_, key, content, expected) => {
    expect(await toldMembers(key, objectOf(content, cut), text)).toEqual(expected);
  });

  test.each(broken)("refuses %s", async (_, key, content, message) => {
    const error = await toldMembers(key, objectOf(content, cut), text).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(TapError);
    expect(error).toMatchObject({ kind: "data", message: expect.stringMatching(message), place: { key } });
  });
});

/** An archive whose directory has another name for its first file. */
function renamed(name: string, other: string): Buffer {
  const archive = zipOf([a, b]);
  archive.write(other, archive.lastIndexOf(name));
  return archive;
}

/** The first file's packed bytes run over the second, whose header they quote. */
function overlapping(): Buffer {
  const size = text.length + zipOf([{ ...b, method: 0 }]).indexOf("PK\x01\x02");
  return zipOf([
    { ...a, method: 0, claims: { packedSize: size, size } },
    { ...b, method: 0 },
  ]);
}
