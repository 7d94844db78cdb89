import { deflateRawSync } from "node:zlib";
import { containerOf, long } from "../../support/avro-file.ts";
import { record } from "../../support/avro-schemas.ts";
import { frameOf, repeatedByte } from "../../support/zstd-frame.ts";
import { type Bomb, bombOf } from "./bomb.ts";

const mebibyte = 2 ** 20;
const bomb = (name: string, body: Bomb["body"], says: RegExp): Bomb => bombOf(name, "a.avro", body, says);
const schemaOf = (fields: Readonly<Record<string, unknown>>): string => JSON.stringify(record(fields));

/** Zeros are records of it, 16 to a mebibyte. */
const zeros = schemaOf({ a: { type: "fixed", name: "f", size: 65_536 } });
const packed = (codec: "deflate" | "zstandard", size: number, content: Buffer): Buffer =>
  containerOf(zeros, [{ count: 16 * size, packed: content }], { codec });

/** Arrays in arrays, or a record that has two of the one before, which has two, and so on. */
const nested = (depth: number): string => `${'{"type":"array","items":'.repeat(depth)}"int"${"}".repeat(depth)}`;
const doubled = (levels: number): object => {
  const fields = Array.from({ length: levels }, (_, level) => [
    `f${level}`,
    record(level === 0 ? {} : { a: `r${level - 1}`, b: `r${level - 1}` }, { name: `r${level}` }),
  ]);
  return record(Object.fromEntries(fields));
};

export const avroBombs: readonly Bomb[] = [
  bomb(
    "800 MiB of zeros in one block of deflate",
    packed("deflate", 800, deflateRawSync(Buffer.alloc(800 * mebibyte), { level: 9 })),
    /expands to more than 200 times its size; set "max_expansion"/,
  ),
  bomb(
    "10 GiB of zeros in one block of zstandard",
    packed(
      "zstandard",
      10_240,
      frameOf({}, ...Array.from({ length: 81_920 }, (_, index) => repeatedByte(0, 131_072, index === 81_919))),
    ),
    /expands to more than 200 times its size; set "max_expansion"/,
  ),
  bomb(
    "a block of snappy that says it is 4 GiB",
    containerOf(zeros, [{ count: 1, packed: Buffer.from("ffffffff0f00000000", "hex") }], { codec: "snappy" }),
    /claims to decompress to 4294967295 bytes/,
  ),
  bomb(
    "a block that claims 2 GB",
    containerOf(schemaOf({ a: "long" }), [{ count: 1, content: Buffer.alloc(10), size: 2 ** 31 }]),
    /ends in the middle of a block/,
  ),
  bomb(
    "a block that claims 10^9 records",
    containerOf(schemaOf({ a: "long" }), [{ count: 1e9, content: Buffer.alloc(1000) }]),
    /ends before its records do: 999999000 are missing/,
  ),
  bomb(
    "10^15 records without bytes",
    containerOf(schemaOf({ a: "null" }), [{ count: 1e15, content: Buffer.alloc(0) }]),
    /claims to hold 1000000000000000 records that take no bytes/,
  ),
  bomb(
    "a text that claims 2 GB, in 200 MB",
    containerOf(schemaOf({ a: "string" }), [
      { count: 1, content: Buffer.concat([long(2 ** 31), Buffer.alloc(200e6)]) },
    ]),
    /record at line 1 .* larger than 67108864 bytes; .*"max_record_size"/,
  ),
  bomb(
    "an array of 10^15 nulls",
    containerOf(schemaOf({ a: { type: "array", items: "null" } }), [
      { count: 1, content: Buffer.concat([long(1e15), long(0)]) },
    ]),
    /record at line 1 .* larger than 67108864 bytes/,
  ),
  bomb(
    "a schema that is nested 10,000 deep",
    containerOf(`{"type":"record","name":"r","fields":[{"name":"a","type":${nested(10_000)}}]}`, []),
    /nested more than 500 deep/,
  ),
  bomb(
    "a record that is 2^60 records",
    containerOf(JSON.stringify(doubled(60)), [{ count: 1, content: Buffer.alloc(0) }]),
    /record at line 1 .* larger than 67108864 bytes/,
  ),
  bomb(
    "a list of a million links",
    containerOf(schemaOf({ a: { type: "record", name: "n", fields: [{ name: "next", type: ["null", "n"] }] } }), [
      { count: 1, content: Buffer.concat([Buffer.alloc(1e6, 2), Buffer.of(0)]) },
    ]),
    /its values are nested more than 500 deep/,
  ),
  bomb(
    "a header of 1 GiB",
    Buffer.concat([Buffer.from("Obj\x01"), long(1), long(2 ** 30), Buffer.alloc(64e6)]),
    /its header has more than 8388608 bytes/,
  ),
];
