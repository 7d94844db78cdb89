import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";

/* Node's gunzip in its best form, and nothing else: `gunzip.js PATH` */
const [, , path = ""] = process.argv;
const source = createReadStream(path, { highWaterMark: 256 * 1024 });
const options = { chunkSize: 256 * 1024, readableHighWaterMark: 1024 * 1024 };
const gunzip = source.pipe(createGunzip(options));
let length = 0;
for await (const chunk of gunzip) {
  const piece: Buffer = chunk;
  length += piece.length;
}
process.stdout.write(`${length}\n`);
