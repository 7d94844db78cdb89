import { type Entry, fromRandomAccessReaderPromise, getFileNameLowLevel, type ZipFile } from "yauzl";
import { TapError } from "../errors.ts";
import { reuploadAdvice, type Fail } from "./fail.ts";
import type { RangeReader } from "./range-reader.ts";

/** One file of a zip archive, as the archive's directory tells it. */
export interface ZipEntry {
  readonly name: string;
  /** As it stands there. */
  readonly nameBytes: Buffer;
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

/** Whether to look at the file of this number, counted from 0, in an archive of so many. */
export type IsDue = (number: number, files: number) => boolean;

/** Each costs as much as a small object: an archive of this many takes ten seconds or more. */
const maxEntries = 40_000;

/** Bytes. The directory is held while the archive is read. */
const maxSize = 16 * 1024 * 1024;

/** A local header without its name: APPNOTE 4.3.7, https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT */
export const localHeaderSize = 30;

/**
 * The files of a zip archive of `size` bytes that are due, in the order of its directory. No two of them overlap. Only the bytes of
 * the directory are held, and where files begin and end: an entry of its own for each would be ten times as much.
 */
export async function* readDirectory(
  reader: RangeReader,
  size: number,
  { fail, isDue }: { readonly fail: Fail; readonly isDue: IsDue },
): AsyncGenerator<ZipEntry, void, undefined> {
  try {
    const start = cursorOf(await openZip(reader, size));
    if (size - start > maxSize)
      throw fail(`the directory of the zip archive is larger than ${maxSize} bytes; split it into several`);
    const directory = await reader.holding(start, size);
    const starts = await startsOf(directory, size, fail);
    let number = -1;
    for await (const entry of entriesIn(directory, size)) {
      number += 1;
      if (!isDue(number, starts.length - 1)) continue;
      const located = locate(entry, starts);
      // A folder holds nothing itself; what holds something is a file whose name is damaged, and will be told.
      if (!located.name.endsWith("/") || located.size > 0) yield located;
    }
  } catch (error) {
    if (error instanceof TapError || !(error instanceof Error)) throw error;
    const why = error.message.replace(/\.$/, "");
    throw fail(`it is not a zip archive, or not a whole one: ${why}; ${reuploadAdvice}`, error);
  }
}

/**
 * Where each file begins, in ascending order, and behind them where the directory does. Entries that share bytes let a
 * small archive hold petabytes, each of them within any limit: https://www.bamsoftware.com/hacks/zipbomb/
 */
async function startsOf(directory: RangeReader, size: number, fail: Fail): Promise<Float64Array> {
  const starts: number[] = [];
  const ends: number[] = [];
  for await (const { relativeOffsetOfLocalHeader: start, fileNameLength, compressedSize } of entriesIn(
    directory,
    size,
  )) {
    starts.push(start);
    if (starts.length > maxEntries)
      throw fail(`it is a zip archive of more than ${maxEntries} files; split it into several`);
    ends.push(start + localHeaderSize + fileNameLength + compressedSize);
  }
  starts.push(cursorOf(await openZip(directory, size)));
  const sorted = Float64Array.from(starts).sort();
  // Of files that do not overlap the first to begin is the first to end, and so on.
  const isApart = Float64Array.from(ends)
    .sort()
    .every((end, index) => end <= (sorted[index + 1] ?? 0));
  if (!isApart)
    throw fail(`it is a zip archive whose files overlap, as in a zip bomb, or a damaged one; ${reuploadAdvice}`);
  return sorted;
}

/**
 * What stands in the directory, to its end: many programs write no more than the last 16 bits of the number of files,
 * and who believed it would lose files by the ten thousands.
 */
async function* entriesIn(directory: RangeReader, size: number): AsyncGenerator<Entry, void, undefined> {
  const zip = await openZip(directory, size);
  const goOn = async (): Promise<void> => {
    if (zip.entriesRead === zip.entryCount && (await isEntryAt(cursorOf(zip), directory, size))) zip.entryCount += 1;
  };
  await goOn();
  for await (const entry of zip.eachEntry()) {
    yield entry;
    await goOn();
  }
}

async function isEntryAt(at: number, directory: RangeReader, size: number): Promise<boolean> {
  if (at + 4 > size) return false;
  for await (const bytes of directory.stream(at, at + 4)) return Buffer.from(bytes).readUInt32LE() === 0x02014b50;
  return false;
}

function openZip(reader: RangeReader, size: number): Promise<ZipFile> {
  return fromRandomAccessReaderPromise(reader, size, { decodeStrings: false });
}

/** Where the next entry is read: at first where the directory begins. Its type is declared wrongly. */
function cursorOf({ readEntryCursor }: ZipFile): number {
  return Number(readEntryCursor);
}

function locate(entry: Entry, starts: Float64Array): ZipEntry {
  const start = entry.relativeOffsetOfLocalHeader;
  return {
    // Read as every zip program reads it. It is only a label here, so that ".." and the like do no harm.
    name: getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false),
    nameBytes: entry.fileNameRaw,
    method: entry.compressionMethod,
    isEncrypted: entry.isEncrypted(),
    crc32: entry.crc32,
    packedSize: entry.compressedSize,
    size: entry.uncompressedSize,
    start,
    end: nextAfter(start, starts),
  };
}

/** The least of the ascending numbers that is more than this one, which is not the last of them. */
function nextAfter(start: number, starts: Float64Array): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) > start) high = middle;
    else low = middle + 1;
  }
  return starts[high] ?? 0;
}
