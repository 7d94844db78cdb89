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

/** Seven bits in each byte, the lowest first. */
export function varint(value: bigint): Buffer {
  const bytes: number[] = [];
  for (; value > 0x7fn; value >>= 7n) bytes.push(Number(value & 0x7fn) | 0x80);
  return Buffer.of(...bytes, Number(value));
}
