import { close, open, read, readFileSync, stat as status, statSync } from "node:fs";
import { promisify } from "node:util";

// Those of node:fs/promises would load Node's readline with them, and each start would wait for 2 ms.

/** What the system knows of a file. */
export const stat = promisify(status);

/**
 * The text of a file of no more than so many bytes: a path may lead to a device that never ends. Throws as node:fs
 * does, with the code EFBIG for what is larger. A regular file is read at once: Node would start four threads for it, and
 * a start wait for 2 ms.
 */
export async function readText(path: string, maxBytes: number): Promise<string> {
  const found = statSync(path);
  if (!found.isFile()) return readStream(path, maxBytes);
  if (found.size > maxBytes) throw tooLarge(maxBytes);
  return readFileSync(path, "utf8");
}

/** A pipe may have to be waited for. */
async function readStream(path: string, maxBytes: number): Promise<string> {
  const file = await promisify(open)(path, "r");
  try {
    const chunks: Buffer[] = [];
    for (let size = 0; ;) {
      const { bytesRead, buffer } = await promisify(read)(file, Buffer.allocUnsafe(chunkSize), 0, chunkSize, null);
      if (bytesRead === 0) return Buffer.concat(chunks).toString();
      chunks.push(buffer.subarray(0, bytesRead));
      size += bytesRead;
      if (size > maxBytes) throw tooLarge(maxBytes);
    }
  } finally {
    await promisify(close)(file);
  }
}

const chunkSize = 64 * 1024;

function tooLarge(maxBytes: number): Error {
  return Object.assign(new Error(`it is larger than ${maxBytes / 2 ** 20} MiB`), { code: "EFBIG" });
}
