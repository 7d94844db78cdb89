/** What a test claims in the header of a zstd frame. RFC 8878, 3.1.1.1. */
export interface FrameClaims {
  /** The exponent of the window; absent for a single segment. */
  readonly windowLog?: number;
  /** Of a single segment. */
  readonly size?: number;
}

/** A frame without a checksum. */
export function frameOf({ windowLog = 20, size }: FrameClaims, ...blocks: readonly Buffer[]): Buffer {
  if (size === undefined)
    return Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, (windowLog - 10) << 3]), ...blocks]);
  const claim = Buffer.alloc(8);
  claim.writeBigUInt64LE(BigInt(size));
  return Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0b1110_0000]), claim, ...blocks]);
}

/** A block that is not compressed. */
export function rawBlock(bytes: Buffer, isLast = false): Buffer {
  return Buffer.concat([blockHeader(0, bytes.length, isLast), bytes]);
}

/** One byte, so many times: four bytes in the file. */
export function repeatedByte(byte: number, times: number, isLast = false): Buffer {
  return Buffer.concat([blockHeader(1, times, isLast), Buffer.of(byte)]);
}

/** A frame that holds no text, and claims to be so long. */
export function skippableFrame(content: Buffer, claims = content.length): Buffer {
  const header = Buffer.from("502a4d1800000000", "hex");
  header.writeUInt32LE(claims, 4);
  return Buffer.concat([header, content]);
}

function blockHeader(type: number, size: number, isLast: boolean): Buffer {
  const header = Buffer.alloc(3);
  header.writeUIntLE((size << 3) | (type << 1) | (isLast ? 1 : 0), 0, 3);
  return header;
}
