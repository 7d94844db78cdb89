/** The ways to cut bytes into chunks under which every stage must give the same result. */
export const cuts: readonly (readonly [string, (bytes: Uint8Array) => Uint8Array[]])[] = [
  ["whole", (bytes) => [bytes]],
  ["byte by byte", (bytes) => cutBy(bytes, () => 1)],
  ["in chunks of 1 to 7 bytes", (bytes) => cutBy(bytes, (at) => 1 + ((at * 7919) % 7))],
  ["with empty chunks", (bytes) => cutBy(bytes, () => 5).flatMap((chunk) => [new Uint8Array(), chunk])],
];

function cutBy(bytes: Uint8Array, lengthAt: (at: number) => number): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length;) {
    const end = at + lengthAt(at);
    chunks.push(bytes.subarray(at, end));
    at = end;
  }
  return chunks;
}

/** The chunks as a stream that tells whether it has been closed, by its end or by its reader. */
export function stream(chunks: Iterable<Uint8Array>): AsyncIterable<Uint8Array> & { isClosed(): boolean } {
  let isClosed = false;
  async function* iterate(): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      for (const chunk of chunks) {
        await Promise.resolve();
        yield chunk;
      }
    } finally {
      isClosed = true;
    }
  }
  return { [Symbol.asyncIterator]: iterate, isClosed: () => isClosed };
}

/** All bytes of a stream, copied as they come, since a stage may reuse its buffer. */
export async function bytesOf(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of bytes) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
