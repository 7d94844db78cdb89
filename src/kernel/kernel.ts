import { TapError } from "../errors.ts";

/** What every kernel has; see kernel/state.ts. */
interface Basic {
  stateAt(): number;
  freeFrom(): number;
}

/** A compiled kernel and the memory on which it works. The memory never grows: what was written to it stays in place. */
export interface Kernel<Exports> {
  readonly exports: Exports;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly words: Int32Array<ArrayBuffer>;
  readonly view: DataView;
  /** The numbers that it shares with the program. */
  readonly state: Int32Array;
  /** The first byte that is free for the program. */
  readonly freeFrom: number;
}

/** The first byte behind `size` bytes from `from` on that is aligned for every kind of access. */
export function alignAfter(from: number, size: number): number {
  return Math.ceil((from + size) / alignment) * alignment;
}

const alignment = 64;
const pageSize = 65_536;

/** Decodes a kernel once, of which there may then be several. */
export function moduleOf(code: string): WebAssembly.Module {
  if (!("WebAssembly" in globalThis)) {
    throw new TapError(
      "usage",
      "Cannot run without WebAssembly, which --jitless takes away from Node; leave that flag out",
    );
  }
  return new WebAssembly.Module(Buffer.from(code, "base64"));
}

/**
 * A kernel with `size` bytes of memory for the program, and `stateSize` numbers that the two share. One page more has
 * room for what is before them, and for their alignment.
 */
export function instantiate<Exports>(
  module: WebAssembly.Module,
  size: number,
  stateSize: number,
): Kernel<Exports & Basic> {
  const memory = newMemory(Math.ceil(size / pageSize) + 1);
  const { exports } = new WebAssembly.Instance<Exports & Basic>(module, { env: { memory } });
  const words = new Int32Array(memory.buffer);
  const first = exports.stateAt() / words.BYTES_PER_ELEMENT;
  return {
    exports,
    bytes: new Uint8Array(memory.buffer),
    words,
    view: new DataView(memory.buffer),
    state: words.subarray(first, first + stateSize),
    freeFrom: alignAfter(exports.freeFrom(), 0),
  };
}

/** V8 sets 10 GB of addresses aside for each memory, so that it need not check them; it takes no memory for that. */
function newMemory(pages: number): WebAssembly.Memory {
  try {
    return new WebAssembly.Memory({ initial: pages });
  } catch (error) {
    throw new TapError(
      "usage",
      "Cannot reserve addresses for WebAssembly, probably because of a limit such as ulimit -v; lift the limit, " +
        "or set NODE_OPTIONS=--disable-wasm-trap-handler, with which fewer are needed",
      { cause: error },
    );
  }
}
