import type { ByteRange } from "./store.ts";

/** Bytes. A smaller part would spend most of its time on the way, of larger ones too much would wait in memory. */
export const partSize = 8 * 1024 * 1024;

/** Bytes. Who takes fewer wants to see the beginning only, or has opened the object early. */
const opening = 1024 * 1024;

/**
 * The bytes of a range, read in parts of `size` bytes, of which `count` are asked for at once, and given out in their
 * order. So many parts, at most, are in memory. A failure comes behind the bytes before it.
 */
export async function* readParts(
  read: (part: ByteRange) => AsyncIterable<Uint8Array>,
  range: Required<ByteRange>,
  { count, size }: { readonly count: number; readonly size: number },
): AsyncGenerator<Uint8Array> {
  const parts: PartRequest[] = [];
  let from = range.from;
  const openNext = (): void => {
    if (from >= range.to) return;
    const to = Math.min(from + size, range.to);
    parts.push(new PartRequest(read({ from, to })));
    from = to;
  };
  let taken = 0;
  try {
    openNext();
    for (let [part] = parts; part !== undefined; [part] = parts) {
      for await (const chunk of part.chunks()) {
        yield chunk;
        taken += chunk.length;
        while (taken >= opening && parts.length < count && from < range.to) openNext();
      }
      parts.shift();
      openNext();
    }
  } finally {
    await Promise.all(parts.map(async (part) => part.close()));
  }
}

/** A part that is read as fast as it comes, whether or not anybody takes its bytes. */
class PartRequest {
  readonly #waiting: Uint8Array[] = [];
  readonly #bytes: AsyncIterator<Uint8Array>;
  readonly #reading: Promise<void>;
  #failure: { readonly error: unknown } | null = null;
  #isDone = false;
  #wake = (): void => undefined;

  constructor(bytes: AsyncIterable<Uint8Array>) {
    this.#bytes = bytes[Symbol.asyncIterator]();
    this.#reading = this.#read();
  }

  async #read(): Promise<void> {
    try {
      for (let step = await this.#bytes.next(); step.done !== true; step = await this.#bytes.next()) {
        this.#waiting.push(step.value);
        this.#wake();
      }
    } catch (error) {
      this.#failure = { error };
    }
    this.#isDone = true;
    this.#wake();
  }

  async *chunks(): AsyncGenerator<Uint8Array> {
    for (;;) {
      const chunk = this.#waiting.shift();
      if (chunk !== undefined) yield chunk;
      else if (this.#failure !== null) throw this.#failure.error;
      else if (this.#isDone) return;
      else await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  /** Ends the transfer, whether or not its bytes come. */
  async close(): Promise<void> {
    await this.#bytes.return?.();
    await this.#reading;
  }
}
