import { accessSync, constants, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Script } from "node:vm";
import { crc32 } from "node:zlib";
import type { main } from "./cli.ts";
import { resetFlags, v8, withYoungReleased } from "./v8.ts";

/** What a module of the program exports: the one that begins it has `main`. */
interface Exports {
  readonly main?: typeof main;
}

/** A function of what a module of CommonJS is given, which returns what one exports. It notes which of the sources it has run, by their numbers. */
type Module = (exports: object, require: (name: string) => Exports, note: (source: number) => void) => Exports;

/** A script of the program, as V8 has taken it in. */
interface TakenIn {
  readonly path: string;
  readonly cachePath: string;
  readonly script: Script;
  /** What an earlier run has left; null where there is nothing that V8 takes. */
  readonly cache: Cache | null;
  /** The sources in it that have been run. */
  readonly loaded: number[];
}

/**
 * Runs the program, and returns its exit code. Most of a small run would be V8 compiling, and so the
 * first run that can leaves what V8 made beside the program, for all others:
 * https://nodejs.org/api/vm.html#scriptcreatecacheddata
 */
export async function launch(process: NodeJS.Process): Promise<number> {
  const scripts: TakenIn[] = [];
  const isCached = (): boolean => scripts.every(({ cache }) => cache !== null);
  const start = requireFrom(scripts)("./start.js").main;
  if (start === undefined) throw new Error("The program has no beginning");
  // A run that leaves a cache needs the flags of its start in the end.
  let hasFlagsOfStart = true;
  const { exitCode, shouldCacheCode } = await start(process, () => {
    if (!isCached()) return;
    hasFlagsOfStart = false;
    optimizeSeldom();
  });
  endSoon(process, exitCode);
  if (shouldCacheCode && hasFlagsOfStart) for (const script of scripts) leaveCache(script);
  return exitCode;
}

/** The scripts of the program, as bundle/part-seldom.ts makes them. */
const [program, seldom] = ["./program.js", "./seldom.js"];

/** Loads modules of the program, and a script when something in it is asked for first, which `scripts` then tells of. */
function requireFrom(scripts: TakenIn[]): (name: string) => Exports {
  const others = createRequire(import.meta.filename);
  const modules = new Map<string, () => Exports>();
  const read = (file: string): void => {
    const taken = takeIn(join(import.meta.dirname, file));
    scripts.push(taken);
    // V8 forgets what it has not needed for a while, which in a long run is nearly all that the next start needs.
    if (taken.cache === null) v8().setFlagsFromString("--no-flush-bytecode");
    const list: readonly (readonly [string, Module])[] = taken.script.runInThisContext();
    for (const [name, module] of list) {
      modules.set(name, () => {
        const exports = {};
        modules.set(name, () => exports);
        return module(exports, require, (source) => taken.loaded.push(source));
      });
    }
  };
  const require = (name: string): Exports => {
    if (name === seldom && !modules.has(seldom)) read(seldom);
    return modules.get(name)?.() ?? others(name);
  };
  read(program);
  return require;
}

/** Compiles a script, or has V8 take in what it made of it in an earlier run. */
function takeIn(path: string): TakenIn {
  const bytes = readFileSync(path);
  // V8 knows its own versions and flags apart, but not two programs of the same length.
  const cachePath = `${path}.${checksumOf(bytes)}.${process.version}.${process.arch}.cache`;
  const cache = readCache(cachePath);
  const compiled = (): Script =>
    new Script(bytes.toString("latin1"), { filename: path, ...(cache && { cachedData: cache.code }) });
  let script = compiled();
  // A run that has read something is not under the flags of a start.
  if (script.cachedDataRejected === true) script = withYoungReleased(compiled) ?? script;
  return { path, cachePath, script, cache: script.cachedDataRejected === true ? null : cache, loaded: [] };
}

/** Leaves what V8 has made of a script, if that is of use to later runs. */
function leaveCache({ path, cachePath, script, cache, loaded }: TakenIn): void {
  if ((cache !== null && !isWorthMore(loaded, cache)) || !canWrite(path)) return;
  resetFlags();
  const fresh = { modules: loaded, code: script.createCachedData() };
  writeCache(cachePath, cache === null ? fresh : larger(cache, fresh));
}

/** What V8 made of a script, and the modules that had been loaded by then. */
interface Cache {
  readonly modules: readonly number[];
  readonly code: Buffer;
}

/** Modules that a run has loaded and the cache lacks: with fewer, later runs save less than it takes to write them. */
const worthWriting = 8;

/** The first run may have had nothing to read, and left all others to compile what reads. */
function isWorthMore(loaded: readonly number[], { modules }: Cache): boolean {
  const known = new Set(modules);
  return loaded.filter((id) => !known.has(id)).length >= worthWriting;
}

/** V8 may have forgotten more than it has learnt. That it was tried is noted all the same, or each run would try again. */
function larger(cache: Cache, fresh: Cache): Cache {
  const { code } = fresh.code.length > cache.code.length ? fresh : cache;
  return { modules: [...new Set([...cache.modules, ...fresh.modules])], code };
}

/**
 * Has V8 optimize a function only after fifteen times its usual work, in a run that reads much: what sees every byte is
 * WebAssembly, or does that much at once. The rest runs once per batch, and optimizing it took a quarter of the CPU of a
 * run over 60 MB. Where there are many keys or small objects, it is the rest that runs. Only
 * under Node 20: the V8 of later ones does not know the flag, and says so, and gains nothing by those that it has.
 */
function optimizeSeldom(): void {
  if (process.versions.node.startsWith("20.")) v8().setFlagsFromString("--interrupt-budget=1000000");
}

/**
 * The work has ended, and all of it is written: what still holds the process, such as a connection to a store that is
 * silent, or a timer of the SDK, is waited for no longer than this many milliseconds.
 */
const graceMs = 1000;

function endSoon(process: NodeJS.Process, exitCode: number): void {
  setTimeout(() => process.exit(exitCode), graceMs).unref();
}

/** V8 trusts what it is given, so it is given nothing that was cut short or has changed. */
function readCache(path: string): Cache | null {
  try {
    const content = readFileSync(path);
    const data = content.subarray(checksumSize);
    if (content.toString("latin1", 0, checksumSize) !== checksumOf(data)) return null;
    const end = data.indexOf("\n");
    const modules = data.toString("latin1", 0, end).trim().split(",").map(Number);
    return { modules, code: data.subarray(end + 1) };
  } catch {
    return null;
  }
}

/** Whether a cache can be left there. To make one takes longer than to ask. */
function canWrite(path: string): boolean {
  try {
    accessSync(dirname(path), constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Does nothing where that fails: then each run compiles for itself. */
function writeCache(path: string, { modules, code }: Cache): void {
  // V8 copies code that does not begin at a multiple of eight.
  const list = modules.join(",");
  const head = `${list.padEnd(Math.ceil((list.length + 1) / 8) * 8 - 1)}\n`;
  const data = Buffer.concat([Buffer.from(head), code]);
  const draft = `${path}.${process.pid}`;
  try {
    writeFileSync(draft, checksumOf(data));
    writeFileSync(draft, data, { flag: "a" });
    renameSync(draft, path);
  } catch {
    rmSync(draft, { force: true });
  }
}

const checksumSize = 8;

function checksumOf(bytes: Buffer): string {
  return crc32(bytes).toString(16).padStart(checksumSize, "0");
}
