import { holdYoung } from "../v8.ts";
import { collectGarbage } from "./collect-garbage.ts";

/** Bytes. By half of it a run takes 3 % more CPU, and by twice as much 5 MB more memory. */
const limit = 4 * 1024 * 1024;

/**
 * Bytes, while a file is unpacked. A packed chunk is in use until several times as much has come out of it, and was often
 * there at two collections in a row: V8 then seems to take it for one that stays, until it goes through everything.
 */
const limitOfUnpacking = 8 * 1024 * 1024;

/** Bytes. A run that reads less ends before V8 takes much, and without Node's v8, which is 3 ms to load. */
const smallRun = 64 * 1024;

let spent = 0;
let decoders = 0;
let keepsMemory = false;

/** Notes that a file is being unpacked, until what is returned is called. */
export function noteDecoder(): () => void {
  decoders++;
  return () => decoders--;
}

/**
 * Notes that a chunk of so many bytes has come in, which will soon be garbage. Its bytes are not in V8's heap, of which
 * it takes next to nothing: so V8 would leave it there until it has reason to go through everything, in all its
 * threads, and that every 10 MB. To go through what is young is enough, and takes a millisecond. Without this a
 * run takes an eighth more CPU. The chunks of a plain file come in twice: as a member, and as its text.
 */
export function noteChunk(bytes: number): void {
  spent += bytes;
  if (spent > smallRun) holdYoung();
  if (spent < (decoders > 0 ? limitOfUnpacking : limit)) return;
  spent = 0;
  if (!keepsMemory) keepMemory();
  collectGarbage("young");
}

/**
 * Has glibc keep what becomes free, for the next chunks: else it is given back to the system each time, and every page
 * of it is a fault again. glibc keeps twice as much as the largest block that it got back, as it will this one, of which
 * no page is ever touched. Other C libraries take no notice.
 * https://man7.org/linux/man-pages/man3/mallopt.3.html, at M_MMAP_THRESHOLD
 */
function keepMemory(): void {
  keepsMemory = true;
  Buffer.allocUnsafeSlow(2 * limit);
}
