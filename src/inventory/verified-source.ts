import { createHash } from "node:crypto";
import type { ByteSource } from "../format/byte-source.ts";

/** An object whose bytes are held against an MD5 as they pass. */
export class VerifiedSource implements ByteSource {
  readonly size: number;
  readonly #source: ByteSource;
  #md5: string | null = null;

  constructor(source: ByteSource) {
    this.#source = source;
    this.size = source.size;
  }

  read(range?: Parameters<ByteSource["read"]>[0]): AsyncIterable<Uint8Array> {
    const isWhole = range === undefined || (range.from === 0 && range.to === undefined);
    return isWhole ? this.#hashed() : this.#source.read(range);
  }

  /** The MD5 of all bytes, in hexadecimal digits: what was only read here and there is read once more. */
  async md5(): Promise<string | null> {
    if (this.#md5 === null) for await (const chunk of this.#hashed()) void chunk;
    return this.#md5;
  }

  async *#hashed(): AsyncGenerator<Uint8Array> {
    const md5 = createHash("md5");
    for await (const chunk of this.#source.read()) {
      md5.update(chunk);
      yield chunk;
    }
    this.#md5 = md5.digest("hex");
  }
}
