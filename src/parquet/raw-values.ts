/** The values of a page as numbers and bytes, before anything is made of them. */
export type RawValues =
  | { readonly kind: "small"; readonly numbers: Uint8Array | Int32Array }
  /** Each is two numbers: the lower and the upper half. */
  | { readonly kind: "long"; readonly halves: Int32Array }
  | { readonly kind: "float"; readonly numbers: Float32Array | Float64Array }
  | Octets;

/** Value v is bytes[starts[v], ends[v]). */
export interface Octets {
  readonly kind: "octets";
  readonly bytes: Uint8Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/** Bytes that they take. */
export function sizeOf(values: RawValues): number {
  switch (values.kind) {
    case "small":
    case "float":
      return values.numbers.byteLength;
    case "long":
      return values.halves.byteLength;
    case "octets":
      return values.bytes.byteLength + values.starts.byteLength + values.ends.byteLength;
  }
}
