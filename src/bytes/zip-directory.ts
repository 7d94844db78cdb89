import { type Entry, fromRandomAccessReaderPromise, getFileNameLowLevel } from "yauzl";
import { TapError } from "../errors.ts";
import { reuploadAdvice, type Fail } from "./fail.ts";
import type { RangeReader } from "./range-reader.ts";

/** One file of a zip archive, as the archive's directory tells it. */
export interface ZipEntry {
  readonly name: string;
  /** 0: stored, 8: deflated. */
  readonly method: number;
  readonly isEncrypted: boolean;
  readonly crc32: number;
  readonly packedSize: number;
  readonly size: number;
  /** Where its local header begins. */
  readonly start: number;
  /** Where the next file or the directory begins. */
  readonly end: number;
}

/** The directory is held while the archive is read, and what discovery has seen of each file: five kilobytes for each. */
const maxEntries = 40_000;

/** Bytes. The names in it are held, and need not be short. */
const maxSize = 32 * 1024 * 1024;

/** A local header without its name: APPNOTE 4.3.7, https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT */
export const localHeaderSize = 30;

/** The files of a zip archive of `size` bytes, in the order of its directory. No two of them overlap. */
export async function readDirectory(reader: RangeReader, size: number, fail: Fail): Promise<readonly ZipEntry[]> {
  try {
    const zip = await fromRandomAccessReaderPromise(reader, size, { decodeStrings: false });
    if (zip.entryCount > maxEntries)
      throw fail(`it is a zip archive of more than ${maxEntries} files; pack them into several`);
    // Until the first entry is read the cursor stands at the directory; its type is declared wrongly.
    const directory = Number(zip.readEntryCursor);
    if (size - directory > maxSize)
      throw fail(`the directory of the zip archive is larger than ${maxSize} bytes; pack its files into several`);
    const entries: Located[] = [];
    for await (const entry of zip.eachEntry()) entries.push(located(entry));
    return bounded(entries, directory, fail).filter(({ name }) => !name.endsWith("/"));
  } catch (error) {
    if (error instanceof TapError || !(error instanceof Error)) throw error;
    const why = error.message.replace(/\.$/, "");
    throw fail(`it is not a zip archive, or not a whole one: ${why}; ${reuploadAdvice}`, error);
  }
}

/** An entry whose end is not known yet. It is filled in, not copied: V8 gives each copy a shape of its own. */
interface Located extends ZipEntry {
  end: number;
  readonly nameLength: number;
}

function located(entry: Entry): Located {
  return {
    // Read as every zip program reads it. It is only a label here, so that ".." and the like do no harm.
    name: getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false),
    nameLength: entry.fileNameLength,
    method: entry.compressionMethod,
    isEncrypted: entry.isEncrypted(),
    crc32: entry.crc32,
    packedSize: entry.compressedSize,
    size: entry.uncompressedSize,
    start: entry.relativeOffsetOfLocalHeader,
    end: 0,
  };
}

/**
 * Gives every entry its end. Entries that share bytes let a small archive hold petabytes, each of them
 * within any limit: https://www.bamsoftware.com/hacks/zipbomb/
 */
function bounded(entries: readonly Located[], directory: number, fail: Fail): readonly ZipEntry[] {
  const starts = Float64Array.from(entries, ({ start }) => start).sort();
  const nexts = new Map<number, number>();
  starts.forEach((start, index) => nexts.set(start, starts[index + 1] ?? directory));
  const hasTwins = nexts.size < entries.length;
  for (const entry of entries) {
    const end = nexts.get(entry.start) ?? directory;
    if (hasTwins || entry.start + localHeaderSize + entry.nameLength + entry.packedSize > end) {
      throw fail(`it is a zip archive whose files overlap, as in a zip bomb, or a damaged one; ${reuploadAdvice}`);
    }
    entry.end = end;
  }
  return entries;
}
