/** The part of WebAssembly that is used; Node's own types leave it out. https://webassembly.github.io/spec/js-api/ */
declare namespace WebAssembly {
  class Module {
    constructor(code: Uint8Array);
  }
  class Memory {
    readonly buffer: ArrayBuffer;
    /** In pages of 64 KiB. */
    constructor(size: { readonly initial: number });
  }
  class Instance<Exports> {
    readonly exports: Exports;
    constructor(module: Module, imports: { readonly env: { readonly memory: Memory } });
  }
}
