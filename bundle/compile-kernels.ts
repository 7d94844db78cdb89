import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import asc from "assemblyscript/asc";
import binaryen from "assemblyscript/binaryen";
import type { Plugin } from "rolldown";

const folder = "build/wasm";

/**
 * Compiles the kernels from AssemblyScript to WebAssembly, each into a module that holds it as text: so no file stands
 * beside the scripts, and tests and tools import the same. https://www.assemblyscript.org/compiler.html
 */
export const compileKernels: Plugin = {
  name: "compile-kernels",
  async buildStart() {
    await mkdir(folder, { recursive: true });
    // The compiler reads them, and the bundler does not know of them.
    for (const name of await readdir("kernel")) this.addWatchFile(join("kernel", name));
    for (const name of ["scan", "lines", "encode", "checksum"]) {
      const code = Buffer.from(await compiled(`kernel/${name}.ts`)).toString("base64");
      await writeNew(join(folder, `${name}.js`), `export const code = "${code}";\n`);
    }
  },
};

/** Not again what is there: a build that watches would begin again for it. */
async function writeNew(path: string, text: string): Promise<void> {
  const before = await readFile(path, "utf8").catch(() => "");
  if (before !== text) await writeFile(path, text);
}

async function compiled(path: string): Promise<Uint8Array> {
  const output = new Map<string, string | Uint8Array>();
  let messages = "";
  const { error } = await asc.main(
    [path, "--outFile", "kernel.wasm", "-O3", "--noAssert", "--runtime", "stub", "--enable", "simd", "--importMemory"],
    {
      writeFile: (name, contents) => void output.set(name, contents),
      stderr: { write: (text) => void (messages += text.toString()) },
    },
  );
  const wasm = output.get("kernel.wasm");
  if (error !== null || !(wasm instanceof Uint8Array)) throw new Error(`${path} does not compile:\n${messages}`);
  return withoutCalls(wasm);
}

/** What the compiler uses of WebAssembly beyond its first version. */
const { SIMD128, BulkMemory, BulkMemoryOpt, MutableGlobals, NontrappingFPToInt, SignExt } = binaryen.Features;
const features = SIMD128 | BulkMemory | BulkMemoryOpt | MutableGlobals | NontrappingFPToInt | SignExt;

/**
 * Puts into the loops what they call: V8 leaves every call of WebAssembly a call, and the compiler puts in only what is
 * small. https://github.com/WebAssembly/binaryen/wiki/Optimizer-Cookbook
 */
function withoutCalls(wasm: Uint8Array): Uint8Array {
  const module = binaryen.readBinaryWithFeatures(wasm, features);
  binaryen.setOptimizeLevel(3);
  binaryen.setShrinkLevel(0);
  binaryen.setFlexibleInlineMaxSize(200);
  binaryen.setOneCallerInlineMaxSize(2000);
  binaryen.setAllowInliningFunctionsWithLoops(true);
  module.optimize();
  const inlined = module.emitBinary();
  module.dispose();
  return inlined;
}
