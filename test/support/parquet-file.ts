/** A field of a Thrift struct: its number, and its value. */
export type ThriftField = readonly [id: number, value: ThriftValue];

type ThriftValue =
  | { readonly i32: number }
  | { readonly i64: number | bigint }
  | { readonly text: string }
  | { readonly flag: boolean }
  | { readonly struct: readonly ThriftField[] }
  /** `claims` is the length that the list says it has. */
  | { readonly structs: readonly (readonly ThriftField[])[]; readonly claims?: number }
  | { readonly texts: readonly string[] }
  | { readonly numbers: readonly number[] };

/** A struct in Thrift's compact protocol. */
export function thriftOf(fields: readonly ThriftField[]): Buffer {
  const parts: Buffer[] = [];
  let before = 0;
  for (const [id, value] of fields.toSorted(([a], [b]) => a - b)) {
    parts.push(Buffer.of(((id - before) << 4) | typeOf(value)), bodyOf(value));
    before = id;
  }
  return Buffer.concat([...parts, Buffer.of(0)]);
}

function typeOf(value: ThriftValue): number {
  if ("flag" in value) return value.flag ? 1 : 2;
  if ("i32" in value) return 5;
  if ("i64" in value) return 6;
  if ("text" in value) return 8;
  return "struct" in value ? 12 : 9;
}

function bodyOf(value: ThriftValue): Buffer {
  if ("flag" in value) return Buffer.alloc(0);
  if ("i32" in value) return zigZag(BigInt(value.i32));
  if ("i64" in value) return zigZag(BigInt(value.i64));
  if ("text" in value) return textBody(value.text);
  if ("struct" in value) return thriftOf(value.struct);
  if ("texts" in value) return listBody(8, value.texts.map(textBody));
  if ("numbers" in value)
    return listBody(
      5,
      value.numbers.map((number) => zigZag(BigInt(number))),
    );
  return listBody(12, value.structs.map(thriftOf), value.claims);
}

function listBody(type: number, items: readonly Buffer[], length = items.length): Buffer {
  return Buffer.concat([Buffer.of(0xf0 | type), varint(BigInt(length)), ...items]);
}

function textBody(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([varint(BigInt(bytes.length)), bytes]);
}

function zigZag(value: bigint): Buffer {
  return varint(BigInt.asUintN(64, (value << 1n) ^ (value >> 63n)));
}

function varint(value: bigint): Buffer {
  const bytes: number[] = [];
  for (; value > 0x7fn; value >>= 7n) bytes.push(Number(value & 0x7fn) | 0x80);
  return Buffer.of(...bytes, Number(value));
}

/** An element of the schema, in depth-first order; of the root, only the children count. */
export interface Element {
  readonly name: string;
  /** The enum Type; null for a group. */
  readonly type: number | null;
  readonly repetition: 0 | 1 | 2;
  readonly children?: number;
  readonly length?: number;
  /** The enum ConvertedType. */
  readonly converted?: number;
  readonly more?: readonly ThriftField[];
}

/** A page of version 1, whose content stands as it is. */
export interface PageOf {
  readonly content: Buffer;
  readonly values: number;
  /** Number of the encoding; plain unless told. */
  readonly encoding?: number;
  /** What the header says of the size that is unpacked. */
  readonly claims?: number;
  readonly isDictionary?: boolean;
  readonly more?: readonly ThriftField[];
}

export interface ChunkOf {
  readonly path: readonly string[];
  readonly type: number;
  readonly values: number;
  readonly pages: readonly PageOf[];
  readonly codec?: number;
  /** Fields in the place of the truth, by number, in ColumnMetaData. */
  readonly claims?: readonly ThriftField[];
  /** Fields of ColumnChunk in the place of the truth. */
  readonly column?: readonly ThriftField[];
}

export interface GroupOf {
  readonly rows: number;
  readonly chunks: readonly ChunkOf[];
}

/** What the footer says in place of the truth. */
export interface FileClaims {
  readonly rows?: number;
  readonly groups?: number;
  readonly footerLength?: number;
  readonly magic?: string;
}

/** A Parquet file that may say of itself what is not so. */
export function parquetFile(schema: readonly Element[], groups: readonly GroupOf[], claims: FileClaims = {}): Buffer {
  const parts: Buffer[] = [Buffer.from("PAR1")];
  let at = 4;
  const rowGroups = groups.map(({ rows, chunks }) => {
    const columns = chunks.map((chunk) => {
      const from = at;
      for (const page of chunk.pages) {
        const bytes = pageOf(page);
        parts.push(bytes);
        at += bytes.length;
      }
      return columnOf(chunk, from, at - from);
    });
    return [
      [1, { structs: columns }],
      [2, { i64: 0 }],
      [3, { i64: rows }],
    ] as const satisfies readonly ThriftField[];
  });
  const footer = thriftOf([
    [1, { i32: 1 }],
    [2, { structs: schema.map(elementOf) }],
    [3, { i64: claims.rows ?? groups.reduce((sum, { rows }) => sum + rows, 0) }],
    [4, { structs: rowGroups, ...(claims.groups === undefined ? {} : { claims: claims.groups }) }],
  ]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(claims.footerLength ?? footer.length);
  return Buffer.concat([...parts, footer, length, Buffer.from(claims.magic ?? "PAR1")]);
}

function pageOf({ content, values, encoding = 0, claims, isDictionary = false, more = [] }: PageOf): Buffer {
  const data = [
    [1, { i32: values }],
    [2, { i32: encoding }],
    [3, { i32: 3 }],
    [4, { i32: 3 }],
  ] as const;
  const own: ThriftField[] = isDictionary
    ? [
        [1, { i32: 2 }],
        [7, { struct: data.slice(0, 2) }],
      ]
    : [
        [1, { i32: 0 }],
        [5, { struct: data }],
      ];
  const header = [...own, [2, { i32: claims ?? content.length }], [3, { i32: content.length }], ...more] as const;
  return Buffer.concat([thriftOf(withLast(header)), content]);
}

function columnOf(
  { path, type, values, codec = 0, claims = [], column = [] }: ChunkOf,
  from: number,
  size: number,
): readonly ThriftField[] {
  const meta = withLast([
    [1, { i32: type }],
    [2, { numbers: [0] }],
    [3, { texts: path }],
    [4, { i32: codec }],
    [5, { i64: values }],
    [6, { i64: size }],
    [7, { i64: size }],
    [9, { i64: from }],
    ...claims,
  ]);
  return withLast([[2, { i64: from }], [3, { struct: meta }], ...column]);
}

function elementOf({
  name,
  type,
  repetition,
  children,
  length,
  converted,
  more = [],
}: Element): readonly ThriftField[] {
  const optional = [
    [1, type],
    [2, length],
    [5, children],
    [6, converted],
  ] as const;
  const numbers = optional.flatMap(([id, value]) =>
    value === undefined || value === null ? [] : [[id, { i32: value }] as const],
  );
  return withLast([...numbers, [3, { i32: repetition }], [4, { text: name }], ...more]);
}

/** Of several fields of one number the last one. */
function withLast(fields: readonly ThriftField[]): readonly ThriftField[] {
  return [...new Map(fields.map(([id, value]) => [id, value] as const))];
}

/** Levels as runs of packed numbers, with their length before them as in pages of version 1. */
export function levels(max: number, ...values: readonly number[]): Buffer {
  const width = 32 - Math.clz32(max);
  const groups = Math.ceil(values.length / 8);
  let bits = 0n;
  for (const [index, value] of values.entries()) bits |= BigInt(value) << BigInt(index * width);
  const packed = Buffer.alloc(groups * width);
  for (let index = 0; index < packed.length; index++) packed[index] = Number((bits >> BigInt(8 * index)) & 0xffn);
  const body = Buffer.concat([varint(BigInt((groups << 1) | 1)), packed]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(body.length);
  return Buffer.concat([length, body]);
}

/** Plain values of 32 bits. */
export function int32s(...values: readonly number[]): Buffer {
  return Buffer.from(Int32Array.from(values).buffer);
}

/** Plain values of 64 bits. */
export function int64s(...values: readonly (number | bigint)[]): Buffer {
  return Buffer.from(BigInt64Array.from(values, BigInt).buffer);
}

/** Plain texts. */
export function texts(...values: readonly (string | Buffer)[]): Buffer {
  return Buffer.concat(
    values.flatMap((value) => {
      const bytes = Buffer.from(value);
      const length = Buffer.alloc(4);
      length.writeUInt32LE(bytes.length);
      return [length, bytes];
    }),
  );
}
