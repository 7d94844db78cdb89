import { jsonKinds } from "../rows/json-kinds.ts";
import type { PooledText } from "./text-pool.ts";
import type { Work } from "./work.ts";

const encoder = new TextEncoder();

/** Writes what the kernel does not, where the line at hand has come to. Whoever uses it has made sure that there is room. */
export class LineWriter {
  readonly bytes: Uint8Array;
  at: number;
  readonly #work: Work;

  /** Whether the kernel has the row, and the window. */
  readonly #isInKernel: boolean;

  constructor(work: Work, bytes: Uint8Array, at: number, isInKernel: boolean) {
    this.#work = work;
    this.#isInKernel = isInKernel;
    this.bytes = bytes;
    this.at = at;
  }

  byte(value: number): void {
    this.bytes[this.at++] = value;
  }

  /** A text of the layout's pool, or the beginning of one. */
  pooled({ from, length }: PooledText, end = length): void {
    this.bytes.set(this.#work.layout.pool.subarray(from, from + end), this.at);
    this.at += end;
  }

  json(text: string): void {
    this.at += encoder.encodeInto(text, this.bytes.subarray(this.at)).written;
  }

  /** The text of a field of the batch as a JSON string. */
  string(field: number): void {
    const { batch, kernel } = this.#work;
    const [from, to] = [batch.starts[field]!, batch.ends[field]!];
    this.at = this.#isInKernel
      ? kernel.writeString(from, to, this.at)
      : kernel.writeAnyString(batch.bytes.subarray(from, to), this.bytes, this.at);
  }

  /** A field of the batch as what it is. */
  asItStands(field: number): void {
    const { bytes, starts, ends, kinds, columns } = this.#work.batch;
    // Of CSV, also what stands for null is told as it reads.
    const kind = kinds === undefined || columns === undefined ? jsonKinds.text : kinds[field];
    if (kind === jsonKinds.text) return this.string(field);
    if (kind === jsonKinds.null) return this.json("null");
    const text = bytes.subarray(starts[field], ends[field]);
    this.bytes.set(text, this.at);
    this.at += text.length;
  }
}
