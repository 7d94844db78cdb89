import { isUtf8 } from "node:buffer";
import { close, open, read, readFileSync, stat as status, statSync } from "node:fs";
import { promisify } from "node:util";

// Those of node:fs/promises would load Node's readline with them, and each start would wait for 2 ms.

/** What the system knows of a file. */
export const stat = promisify(status);

/** The text of a file in UTF-8, or in UTF-16 with a byte order mark, as PowerShell's `>` writes it. Throws as `readBytes` does. */
export async function readText(path: string, maxBytes: number): Promise<string> {
  return textOf(await readBytes(path, maxBytes));
}

/** As `readText`, but bytes that are no text are an error, with the code EILSEQ, and not replaced. */
export async function readWholeText(path: string, maxBytes: number): Promise<string> {
  const bytes = await readBytes(path, maxBytes);
  if (utf16Of(bytes) === null && !isUtf8(bytes))
    throw Object.assign(new Error("it is not written in UTF-8; save it as UTF-8"), { code: "EILSEQ" });
  return textOf(bytes);
}

function textOf(bytes: Buffer): string {
  const encoding = utf16Of(bytes);
  return encoding === null ? bytes.toString() : new TextDecoder(encoding).decode(bytes);
}

/** By its byte order mark. */
function utf16Of([first, second]: Buffer): "utf-16le" | "utf-16be" | null {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return first === 0xfe && second === 0xff ? "utf-16be" : null;
}

/**
 * No more than so many bytes of a file: a path may lead to a device that never ends. Throws as node:fs does, with the
 * code EFBIG for what is larger. A regular file is read at once: Node would start four threads for it, and a start wait for 2 ms.
 */
async function readBytes(path: string, maxBytes: number): Promise<Buffer> {
  const found = statSync(path);
  if (!found.isFile()) return readStream(path, maxBytes);
  if (found.size > maxBytes) throw tooLarge(maxBytes);
  return readFileSync(path);
}

/** A pipe may have to be waited for. */
async function readStream(path: string, maxBytes: number): Promise<Buffer> {
  const file = await promisify(open)(path, "r");
  try {
    const chunks: Buffer[] = [];
    for (let size = 0; ;) {
      const { bytesRead, buffer } = await promisify(read)(file, Buffer.allocUnsafe(chunkSize), 0, chunkSize, null);
      if (bytesRead === 0) return Buffer.concat(chunks);
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
