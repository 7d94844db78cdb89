/** Numbers that a kernel shares with the program, by name. */
export type Shared<Name extends string> = Readonly<Record<Name, WebAssembly.Global>>;

/** A compiled kernel and the memory on which it works. The memory never grows: what was written to it stays in place. */
export interface Kernel<Exports> {
  readonly shared: Exports;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly words: Uint32Array<ArrayBuffer>;
  readonly view: DataView;
}

/** What every kernel has. */
type Basic = Shared<"freeFrom">;

/** The first byte behind `size` bytes from `from` on that is aligned for every kind of access. */
export function behind(from: number, size: number): number {
  return Math.ceil((from + size) / alignment) * alignment;
}

const alignment = 64;
const pageSize = 65_536;

/** Decodes a kernel once, of which there may then be several. */
export function moduleOf(code: string): WebAssembly.Module {
  return new WebAssembly.Module(Buffer.from(code, "base64"));
}

/** A kernel with `size` bytes of memory for the caller, from `freeFrom` on. */
export function instantiate<Exports extends Basic>(module: WebAssembly.Module, size: number): Kernel<Exports> {
  const memory = new WebAssembly.Memory({ initial: Math.ceil(size / pageSize) + 1 });
  const { exports } = new WebAssembly.Instance<Exports>(module, { env: { memory } });
  const { buffer } = memory;
  return {
    shared: exports,
    bytes: new Uint8Array(buffer),
    words: new Uint32Array(buffer),
    view: new DataView(buffer),
  };
}
