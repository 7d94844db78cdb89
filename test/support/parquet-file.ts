import { type ThriftField, thriftOf } from "./thrift-struct.ts";

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
  /** What the header says of the encoding of the levels; RLE unless told. */
  readonly levels?: number;
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

function pageOf({
  content,
  values,
  encoding = 0,
  claims,
  isDictionary = false,
  levels = 3,
  more = [],
}: PageOf): Buffer {
  const data = [
    [1, { i32: values }],
    [2, { i32: encoding }],
    [3, { i32: levels }],
    [4, { i32: levels }],
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
