import type { ByteSource } from "../format/byte-source.ts";
import { reuploadAdvice, type Fail } from "./fail.ts";
import { localHeaderSize, type ZipEntry } from "./zip-directory.ts";

/**
 * A file that a zip archive holds as it is, to be read here and there: null for one that is packed or encrypted. Its
 * CRC-32, which is that of the whole, is then not verified.
 */
export function storedInZip(entry: ZipEntry, archive: ByteSource, fail: Fail): ByteSource | null {
  const { method, isEncrypted, packedSize, size } = entry;
  if (method !== 0 || isEncrypted || packedSize !== size) return null;
  let start: number | null = null;
  return {
    size,
    async *read({ from, to = size } = { from: 0 }) {
      start ??= await contentStart(entry, archive, fail);
      yield* archive.read({ from: start + from, to: start + Math.min(to, size) });
    },
  };
}

/** Where the content begins: behind a header whose extra field may differ from the directory's. */
async function contentStart(entry: ZipEntry, archive: ByteSource, fail: Fail): Promise<number> {
  const chunks: Uint8Array[] = [];
  const range = { from: entry.start, to: Math.min(entry.end, entry.start + localHeaderSize) };
  for await (const chunk of archive.read(range)) chunks.push(chunk);
  const head = Buffer.concat(chunks);
  if (head.length < localHeaderSize || head.readUInt32LE() !== localHeaderMark)
    throw fail(`the zip archive is damaged: no file stands where the directory says; ${reuploadAdvice}`);
  const start = entry.start + localHeaderSize + head.readUInt16LE(26) + head.readUInt16LE(28);
  if (start + entry.size > entry.end)
    throw fail(`the zip archive is damaged: the file runs into the next one; ${reuploadAdvice}`);
  return start;
}

const localHeaderMark = 0x04034b50;
