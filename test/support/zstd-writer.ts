/** A zstd file whose blocks hold the text as it is: Node packs zstd from 22.15 on only. RFC 8878, 3.1.1. */
export function zstdOf(text: Buffer, blockSize = 100_000): Buffer {
  // The magic number, no options, and a window of 128 KiB.
  const parts: Uint8Array[] = [Buffer.from("28b52ffd0038", "hex")];
  for (let at = 0; at < text.length || at === 0; at += blockSize) {
    const block = text.subarray(at, at + blockSize);
    const header = Buffer.alloc(3);
    header.writeUIntLE((block.length << 3) | (at + blockSize >= text.length ? 1 : 0), 0, 3);
    parts.push(header, block);
  }
  return Buffer.concat(parts);
}
