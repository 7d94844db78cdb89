import { endingStart, headSize } from "../format/file-ends.ts";

/** The beginning and the end of a file, kept as its bytes pass. */
export class EndsInPassing {
  readonly #head: Uint8Array[] = [];
  #headSize = 0;
  #last: readonly Uint8Array[] = [];
  #size = 0;

  add(chunk: Uint8Array): void {
    this.#size += chunk.length;
    if (this.#headSize < headSize) {
      const part = Buffer.from(chunk.subarray(0, headSize - this.#headSize));
      this.#head.push(part);
      this.#headSize += part.length;
    }
    this.#last = enoughOf([...this.#last, chunk], this.#size - (endingStart(this.#size) ?? this.#size));
  }

  get isHeadWhole(): boolean {
    return this.#headSize === headSize;
  }

  /** The beginning, as much of it as has passed. */
  head(): Uint8Array {
    return Buffer.concat(this.#head);
  }

  /** Null where the beginning is all. */
  ending(): Uint8Array | null {
    const from = endingStart(this.#size);
    return from === null ? null : Buffer.concat(this.#last).subarray(from - this.#size);
  }
}

/** The last of the chunks that have so many bytes together. */
function enoughOf(chunks: readonly Uint8Array[], size: number): readonly Uint8Array[] {
  let [from, held] = [chunks.length, 0];
  while (held < size && from > 0) held += chunks[--from]?.length ?? 0;
  return chunks.slice(from);
}
