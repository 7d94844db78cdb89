import { avroFile, containerOf, long, marker, text } from "./avro-file.ts";
import { people, persons, record } from "./avro-schemas.ts";

const defaultFile = avroFile(people, [persons(0, 10), persons(10, 20)]);
const secondBlock = defaultFile.indexOf(marker, defaultFile.indexOf(marker) + 16) + 16;
const changed = (file: Buffer, at: number): Buffer => {
  const copy = Buffer.from(file);
  copy[at] = (copy[at] ?? 0) ^ 0x55;
  return copy;
};
/** A file of one block of so many records with these fields. */
export const ofRecord = (fields: Readonly<Record<string, unknown>>, count: number, ...content: Buffer[]): Buffer =>
  containerOf(JSON.stringify(record(fields)), [{ count, content: Buffer.concat(content) }]);
const packed = (codec: "deflate" | "snappy" | "zstandard", hex: string): Buffer =>
  containerOf(JSON.stringify(record({ a: "string" })), [{ count: 1, packed: Buffer.from(hex, "hex") }], { codec });
const nested = (depth: number): string => `${'{"type":"array","items":'.repeat(depth)}"int"${"}".repeat(depth)}`;

/** Files that are broken, what is said of each, and how many rows come before. */
export const brokenAvroFiles: readonly (readonly [name: string, file: Buffer, says: RegExp, rows?: number])[] = [
  ["no Avro file", Buffer.from("id,name\n1,x\n"), /^It does not begin as an Avro file does; correct "format"/],
  ["nothing", Buffer.alloc(0), /^It does not begin as an Avro file does/],
  ["a header that is cut", defaultFile.subarray(0, 50), /^It ends in the middle of its header/],
  [
    "a header that claims more entries than it has",
    Buffer.concat([Buffer.from("Obj\x01"), long(1e9), Buffer.alloc(30)]),
    /^It ends in the middle of its header/,
  ],
  ["no schema", containerOf("", []).subarray(0), /^Its schema is not JSON/],
  [
    "a schema that is no record",
    containerOf('"string"', []),
    /^Its schema is of type "string", and only records can be read as rows; leave it out/,
  ],
  [
    "a schema with an unknown type",
    containerOf(JSON.stringify(record({ a: "x.y" })), []),
    /uses a type "x\.y" that it does not define/,
  ],
  [
    "a schema with a field twice",
    containerOf('{"type":"record","name":"r","fields":[{"name":"a","type":"int"},{"name":"a","type":"int"}]}', []),
    /two fields of the name "a"/,
  ],
  [
    "a schema that is nested 10,000 deep",
    containerOf(`{"type":"record","name":"r","fields":[{"name":"a","type":${nested(10_000)}}]}`, []),
    /nested more than 500 deep/,
  ],
  [
    "a codec that is not supported",
    avroFile(people, [], { codec: "bzip2" }),
    /^It is compressed with the codec "bzip2", which is not supported; write it with deflate, snappy/,
  ],
  ["a codec that nobody knows", avroFile(people, [], { codec: "lz4" }), /codec "lz4"/],
  [
    "a cut within a block",
    defaultFile.subarray(0, -30),
    /^It ends in the middle of a block, so it was probably not written/,
    10,
  ],
  ["a cut within the marker", defaultFile.subarray(0, -3), /^It ends in the middle of a block/, 10],
  [
    "a cut within the beginning of a block",
    defaultFile.subarray(0, secondBlock + 1),
    /^It ends in the middle of a block/,
    10,
  ],
  [
    "a marker that is another",
    changed(defaultFile, defaultFile.length - 1),
    /does not end with the marker of the file, so it is damaged; upload it again/,
    10,
  ],
  [
    "fewer records than are claimed",
    containerOf(JSON.stringify(people), [{ count: 3, content: Buffer.concat([long(1), text("a"), long(0)]) }]),
    /^A block of it ends before its records do: 2 are missing/,
    1,
  ],
  [
    "more bytes than the records have",
    ofRecord({ a: "int" }, 1, long(1), long(2)),
    /^A block of it has more bytes than its records/,
    1,
  ],
  [
    "a block of 10^9 records",
    ofRecord({ a: "int" }, 1e9, long(1), long(2)),
    /ends before its records do: 999999998 are missing/,
    2,
  ],
  [
    "a block of 10^9 records without bytes",
    ofRecord({ a: "null" }, 1e9),
    /claims to hold 1000000000 records that take no bytes/,
  ],
  [
    "a block of 2 GB",
    containerOf(JSON.stringify(people), [{ count: 1, content: Buffer.alloc(5), size: 2 ** 31 }]),
    /^It ends in the middle of a block/,
    1,
  ],
  [
    "a block of negative size",
    containerOf(JSON.stringify(people), [{ count: 1, content: Buffer.alloc(5), size: -5 }]),
    /length in it is negative/,
  ],
  ["a text of 2 GB", ofRecord({ a: "string" }, 1, long(2 ** 31), Buffer.from("x")), /ends before its records do/],
  [
    "a text of negative length",
    ofRecord({ a: "string" }, 1, long(-1)),
    /^The record at line 1 cannot be read: a length in it is negative/,
  ],
  ["a boolean that is none", ofRecord({ a: "boolean" }, 1, Buffer.from([2])), /neither true nor false/],
  [
    "a value that is none of its enum",
    ofRecord({ a: { type: "enum", name: "e", symbols: ["A"] } }, 1, long(1)),
    /none of its enum/,
  ],
  [
    "a value that is none of its union",
    ofRecord({ a: ["null", "int"] }, 1, long(-1)),
    /none of the types of its union/,
  ],
  [
    "a number of more than 64 bits",
    ofRecord({ a: "long" }, 1, Buffer.alloc(11, 0xff)),
    /a number in it has more than 64 bits/,
  ],
  [
    "a list of 501 links",
    ofRecord(
      { a: { type: "record", name: "n", fields: [{ name: "next", type: ["null", "n"] }] } },
      1,
      Buffer.alloc(500, 2),
      Buffer.from([0]),
    ),
    /its values are nested more than 500 deep/,
  ],
  [
    "a text that is no UTF-8",
    ofRecord({ a: "string" }, 2, text("x"), Buffer.from([2, 0xff])),
    /^The record at line 2 cannot be read: the text of its column "a" is not valid UTF-8; correct the file, or set "encoding_errors"/,
    1,
  ],
  ["deflate that is damaged", packed("deflate", "ffff"), /^The deflate data of a block is damaged: /],
  ["deflate that is cut", packed("deflate", "4b"), /^The deflate data of a block is damaged: unexpected end of file/],
  [
    "deflate with more behind it",
    packed("deflate", "4b04000000000000"),
    /^Other bytes follow the deflate data of a block/,
  ],
  [
    "snappy whose checksum is another",
    packed("snappy", "01006100000000"),
    /^Its snappy data is damaged: the CRC-32 does not match/,
  ],
  [
    "snappy that copies from before its beginning",
    packed("snappy", "05006101ff00000000"),
    /^Its snappy data is damaged;/,
  ],
  ["snappy that goes beyond its size", packed("snappy", "0108616161e8b7be43"), /^Its snappy data is damaged;/],
  [
    "snappy that says it is 4 GB",
    packed("snappy", "ffffffff0f00000000"),
    /^A block of it claims to decompress to 4294967295 bytes/,
  ],
  ["snappy without a size", packed("snappy", "00000000"), /^Its snappy data is damaged/],
  ["zstd that is damaged", packed("zstandard", "28b52ffd0038ffffff"), /zstd data/],
  ["zstd that is cut", packed("zstandard", "28b52ffd0038"), /zstd data/],
];
