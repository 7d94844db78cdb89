import type { ByteSource } from "../format/byte-source.ts";

/** Bytes of one ranged read. Nearly every header fits into one; a longer one takes the next as well. */
const pieceSize = 256 * 1024;

/** The source, read by ranges one after the other, so that no more is fetched than is wanted. */
export function inPieces(source: ByteSource): ByteSource {
  const { size } = source;
  return {
    size,
    async *read({ from, to = size } = { from: 0 }) {
      for (let at = from; at < to; at += pieceSize) {
        yield* source.read({ from: at, to: Math.min(at + pieceSize, to) });
      }
    },
  };
}
