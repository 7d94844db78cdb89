import { ChunkBytes } from "./chunk-bytes.ts";
import type { RangeSource } from "./range-source.ts";
import type { Chunk } from "./row-group.ts";

/** The columns of a row group that take no more are fetched as they stand, and those of the next while these are read. */
const wholeGroup = 24 * 1024 * 1024;
/** Larger ones come in windows, of which each column has one and one under way. */
const allWindows = 8 * 1024 * 1024;
const smallestWindow = 64 * 1024;
const largestWindow = 2 * 1024 * 1024;
/** Between two columns that are fetched in one request there may be so many bytes that nobody wants. */
const largestGap = 8 * 1024;
/** Requests at once. */
const maxRequests = 4;

/** Bytes of a file, for some of its columns in one row group. */
export interface GroupBytes {
  /** All of it was asked for at once, so that what is asked for next does not add to the memory that it takes. */
  readonly isWhole: boolean;
  bytesOf(chunk: Chunk): ChunkBytes;
}

/** Asks for the columns of a row group. */
export function fetchGroup(source: RangeSource, chunks: readonly Chunk[]): GroupBytes {
  const total = chunks.reduce((sum, { from, to }) => sum + to - from, 0);
  if (total > wholeGroup) {
    const window = Math.min(largestWindow, Math.max(smallestWindow, Math.floor(allWindows / chunks.length)));
    const limited = limit((from, to) => source.read(from, to));
    return { isWhole: false, bytesOf: ({ from, to }) => new ChunkBytes(limited, from, to, window) };
  }
  const read = limit((from, to) => source.read(from, to));
  const runs = runsOf(chunks).map(({ from, to }) => {
    const bytes = read(from, to);
    // Whoever reads a column of it gets the error; until then it must not count as unhandled.
    bytes.catch(() => {});
    return { from, to, bytes };
  });
  return {
    isWhole: true,
    bytesOf: ({ from, to }) => {
      const run = runs.find((each) => each.from <= from && each.to >= to);
      const part = async (): Promise<Uint8Array> =>
        run === undefined ? new Uint8Array() : (await run.bytes).subarray(from - run.from, to - run.from);
      return new ChunkBytes(part, from, to, to - from);
    },
  };
}

interface ByteRun {
  readonly from: number;
  readonly to: number;
}

/** Columns that stand side by side, as one. */
function runsOf(chunks: readonly Chunk[]): readonly ByteRun[] {
  const runs: { from: number; to: number }[] = [];
  for (const { from, to } of chunks.toSorted((a, b) => a.from - b.from)) {
    const last = runs.at(-1);
    if (last !== undefined && from <= last.to + largestGap) last.to = Math.max(last.to, to);
    else runs.push({ from, to });
  }
  return runs;
}

type Read = (from: number, to: number) => Promise<Uint8Array>;

/** The same, with no more requests at once than it should. */
function limit(read: Read): Read {
  const waiting: (() => void)[] = [];
  let free = maxRequests;
  return async (from, to) => {
    if (free > 0) free--;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await read(from, to);
    } finally {
      const next = waiting.shift();
      if (next === undefined) free++;
      else next();
    }
  };
}
