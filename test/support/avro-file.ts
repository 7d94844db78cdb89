import { createHash } from "node:crypto";
import { deflateRawSync, crc32 } from "node:zlib";
import avro, { type Schema } from "avsc";
import { isObject } from "../../src/json.ts";
import { zstdOf } from "./zstd-writer.ts";

/** How an Avro file is to be written. */
export interface AvroFileOptions {
  readonly codec?: keyof typeof packers;
  /** Metadata besides the schema and the codec. */
  readonly metadata?: Readonly<Record<string, string>>;
}

/** An object container file of these blocks of records, encoded by avsc. In unions a value stands as {"type": value}. */
export function avroFile(
  schema: object,
  blocks: readonly (readonly unknown[])[],
  options: AvroFileOptions = {},
): Buffer {
  const type = typeOf(schema);
  return containerOf(
    JSON.stringify(schema),
    blocks.map((records) => ({
      count: records.length,
      content: Buffer.concat(records.map((record) => type.toBuffer(record))),
    })),
    options,
  );
}

/** The type of avsc for a schema, with longs as BigInt and logical types as what they stand on. */
function typeOf(schema: object): avro.Type {
  const typeHook = (json: unknown): avro.Type | undefined => (isLong(json) ? wideLong : undefined);
  if (!isSchema(schema)) throw new Error("no schema");
  return avro.Type.forSchema(schema, { typeHook, wrapUnions: true });
}

/** The declarations know schemas only as literals. */
function isSchema(schema: object): schema is Exclude<Schema, string> {
  return "type" in schema;
}

function isLong(json: unknown): boolean {
  return json === "long" || (isObject(json) && json["type"] === "long");
}

const wideLong = avro.types.LongType.__with({
  fromBuffer: (buffer: Buffer) => buffer.readBigInt64LE(),
  toBuffer: (value: bigint | number) => {
    const buffer = Buffer.alloc(8);
    buffer.writeBigInt64LE(BigInt(value));
    return buffer;
  },
  fromJSON: BigInt,
  toJSON: Number,
  isValid: (value: unknown) => typeof value === "bigint" || Number.isInteger(value),
  compare: (a: bigint, b: bigint) => (a === b ? 0 : a < b ? -1 : 1),
});

/** A file of blocks whose content is given, or what it is packed to, and whose count and size may be claimed. */
export function containerOf(
  schema: string,
  blocks: readonly BlockParts[],
  { codec, metadata = {} }: AvroFileOptions = {},
): Buffer {
  const entries = { "avro.schema": schema, ...(codec === undefined ? {} : { "avro.codec": codec }), ...metadata };
  const header = Object.entries(entries).flatMap(([name, value]) => [text(name), text(value)]);
  const pack = packers[codec ?? "null"];
  return Buffer.concat([
    Buffer.from("Obj\x01"),
    long(Object.keys(entries).length),
    ...header,
    long(0),
    marker,
    ...blocks.flatMap(({ count, content = Buffer.alloc(0), size, packed = pack(content) }) => {
      return [long(count), long(size ?? packed.length), packed, marker];
    }),
  ]);
}

interface BlockParts {
  readonly count: number;
  readonly content?: Buffer;
  readonly packed?: Buffer;
  readonly size?: number;
}

/** What stands behind each block of all these files. */
export const marker = createHash("md5").update("marker").digest();

const packers = {
  null: (content: Buffer) => content,
  deflate: (content: Buffer) => deflateRawSync(content),
  snappy: (content: Buffer) => {
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(content));
    return Buffer.concat([snappyOf(content), sum]);
  },
  zstandard: (content: Buffer) => zstdOf(content),
  bzip2: (content: Buffer) => content,
  xz: (content: Buffer) => content,
  lz4: (content: Buffer) => content,
};

/** A number as Avro writes it: https://avro.apache.org/docs/1.12.0/specification/#binary-encoding */
export function long(value: number | bigint): Buffer {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, (BigInt(value) << 1n) ^ (BigInt(value) >> 63n));
  for (; rest >= 0x80n; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  return Buffer.from([...bytes, Number(rest)]);
}

/** A string as Avro writes it. */
export function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([long(bytes.length), bytes]);
}

/** Snappy that copies what stands 8 or 300 bytes before wherever it can, and says the rest as it is. */
function snappyOf(content: Buffer): Buffer {
  const parts: Buffer[] = [unsigned(content.length)];
  let from = 0;
  const flush = (to: number): void => {
    for (; from < to; from += 70_000) parts.push(literal(content.subarray(from, Math.min(from + 70_000, to))));
    from = to;
  };
  for (let at = 1; at < content.length; at++) {
    const offset = [1, 8, 300].find((back) => back <= at && matches(content, at, back, 8));
    if (offset === undefined) continue;
    flush(at);
    parts.push(copy(offset, 8));
    from = at + 8;
    at = from - 1;
  }
  flush(content.length);
  return Buffer.concat(parts);
}

function matches(content: Buffer, at: number, back: number, length: number): boolean {
  if (at + length > content.length) return false;
  for (let i = at; i < at + length; i++) if (content[i] !== content[i - back]) return false;
  return true;
}

function literal(content: Buffer): Buffer {
  const size = content.length - 1;
  const head =
    size < 60 ? [size << 2] : size < 256 ? [60 << 2, size] : [62 << 2, size & 255, (size >> 8) & 255, size >> 16];
  return Buffer.concat([Buffer.from(head), content]);
}

function copy(offset: number, length: number): Buffer {
  if (offset < 256) return Buffer.from([((length - 4) << 2) | 1 | ((offset >> 8) << 5), offset & 255]);
  return Buffer.from([((length - 1) << 2) | 2, offset & 255, offset >> 8]);
}

function unsigned(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 128)) bytes.push((rest & 0x7f) | 0x80);
  return Buffer.from([...bytes, rest]);
}
