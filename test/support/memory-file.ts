import type { ByteSource } from "../../src/format/byte-source.ts";
import type { OpenFile } from "../../src/format/file-format.ts";
import { openFileOf } from "./open-file.ts";

/** A file in memory that tells how it is read. */
export class MemoryFile {
  readonly bytes: Buffer;
  /** Bytes that were handed out. */
  fetched = 0;
  /** Transfers that have begun and not ended. */
  underWay = 0;
  readonly #chunkSize: number;

  constructor(bytes: Uint8Array, chunkSize = bytes.length) {
    this.bytes = Buffer.from(bytes);
    this.#chunkSize = Math.max(1, chunkSize);
  }

  /** As it lies in a store; with `packed`, as it comes out of an archive. */
  open(more: Partial<OpenFile> = {}, where: "stored" | "packed" = "stored"): OpenFile {
    const ranges: ByteSource = {
      size: this.bytes.length,
      read: ({ from, to = this.bytes.length } = { from: 0 }) => this.#read(from, to),
    };
    return openFileOf([], { bytes: ranges.read(), ranges: where === "stored" ? ranges : null, ...more });
  }

  async *#read(from: number, to: number): AsyncGenerator<Uint8Array> {
    this.underWay += 1;
    try {
      for (let at = from; at < to; at += this.#chunkSize) {
        // A copy, because readers may write into what they are given.
        const chunk = Buffer.from(this.bytes.subarray(at, Math.min(at + this.#chunkSize, to)));
        this.fetched += chunk.length;
        yield chunk;
      }
    } finally {
      this.underWay -= 1;
    }
  }
}
