/**
 * Bytes to which an LZ4 block unpacks, or -1 where it is none: the library that unpacks it does not tell.
 * https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md
 */
export function lz4BlockSize(block: Uint8Array): number {
  let size = 0;
  let at = 0;
  /** The rest of a length whose first four bits are all set. */
  const longer = (length: number): number => {
    if (length < 15) return length;
    for (;;) {
      const byte = block[at++] ?? 0;
      length += byte;
      if (byte < 255) return length;
    }
  };
  while (at < block.length) {
    const token = block[at++] ?? 0;
    const literals = longer(token >> 4);
    at += literals;
    size += literals;
    if (at >= block.length) return at === block.length ? size : -1;
    const offset = (block[at] ?? 0) | ((block[at + 1] ?? 0) << 8);
    at += 2;
    if (offset === 0 || offset > size) return -1;
    size += longer(token & 15) + shortestMatch;
  }
  return -1;
}

const shortestMatch = 4;

/** The same for blocks in Hadoop's frames: each has its two sizes before it. Null where these are no such frames. */
export function lz4FramesSize(frames: Uint8Array): number | null {
  const bytes = Buffer.from(frames.buffer, frames.byteOffset, frames.length);
  let size = 0;
  for (let at = 0; at < bytes.length;) {
    if (at + 8 > bytes.length) return null;
    const unpacked = bytes.readUInt32BE(at);
    const packed = bytes.readUInt32BE(at + 4);
    at += 8;
    if (packed > bytes.length - at || lz4BlockSize(bytes.subarray(at, at + packed)) !== unpacked) return null;
    size += unpacked;
    at += packed;
  }
  return size;
}
