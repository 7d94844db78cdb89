import { readFileSync, writeSync } from "node:fs";

/*
 * The limit: bytes that are ready are written to the pipe, and nothing else is done. A sample of
 * the output stands for all of it, over and over. Whoever looks at process.stdout, also by an
 * import of node:process, makes the pipe non-blocking, and writeSync fails. `pipe.js SAMPLE BYTES`
 */
const [, , path = "", bytes = ""] = process.argv;
const sample = readFileSync(path);
const pieceSize = 256 * 1024;
for (let left = Number(bytes), at = 0; left > 0; at = at + pieceSize < sample.length ? at + pieceSize : 0) {
  left -= writeSync(1, sample, at, Math.min(pieceSize, sample.length - at, left));
}
