import { type Limits, members, type Skipped } from "../bytes/members.ts";
import type { Packing } from "../bytes/packing.ts";
import type { Table } from "../config/config.ts";
import { TapError } from "../errors.ts";
import type { ByteSource } from "../format/byte-source.ts";
import { type FormatName, isReadByRanges, titleOf } from "../format/formats.ts";
import { formatOf, isPacked } from "./format-of.ts";

/** A file of a known format: an object, or one inside it. */
export interface FoundFile {
  /** The key, followed by the path inside the object. */
  readonly file: string;
  readonly format: FormatName;
  /** Can be iterated over once, and only until the next file is asked for. */
  readonly bytes: AsyncIterable<Uint8Array>;
  /** Null where the file is packed in another. */
  readonly ranges: ByteSource | null;
  /** The packing that its name tells of, and that it is not in. */
  readonly unpacked: Packing | null;
}

/** A file that is not read. */
export interface OtherFile {
  readonly file: string;
  readonly format: null;
  /** `name`: neither its name nor its first bytes tell the format. */
  readonly reason: Skipped["reason"] | "name";
  /** What it is, as the end of a sentence. */
  readonly what: string;
}

/** The files in one object, each to be read before the next is asked for. Throws TapError for what cannot be decompressed. */
export async function* filesIn(
  key: string,
  source: ByteSource,
  table: Table,
  limits: Limits,
): AsyncGenerator<FoundFile | OtherFile, void, undefined> {
  const named = isPacked(key) ? null : formatOf(key, table);
  if (named !== null && isReadByRanges(named)) {
    yield { file: key, format: named, bytes: source.read({ from: 0 }), ranges: source, unpacked: null };
    return;
  }
  for await (const member of members(key, source, limits)) {
    const file = member.path === "" ? key : `${key}/${member.path}`;
    if ("reason" in member) {
      yield { file, format: null, reason: member.reason, what: member.content };
      continue;
    }
    const format = member.format ?? formatOf(member.name, table);
    if (format === null) {
      const what = `unrecognised file extension; set "format" on table "${table.name}" to read such files`;
      yield { file, format, reason: "name", what };
      continue;
    }
    if (member.format !== null && table.format !== null && table.format !== format) {
      throw otherThanSet(file, key, member.format, table.format);
    }
    // Of a file inside another no other reader can make use of positions, which would be those of the inner one.
    const ranges = member.isStored ? source : isReadByRanges(format) ? member.ranges : null;
    if (ranges !== null && isReadByRanges(format)) await endTransfer(member.bytes);
    yield { file, format, bytes: member.bytes, ranges, unpacked: member.unpacked };
  }
}

/** Of what is not going to be read from its first byte on, and would keep its connection. */
async function endTransfer(bytes: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const chunk of bytes) {
    void chunk;
    break;
  }
}

/** To read it as what it is not would give records of garbage. */
function otherThanSet(file: string, key: string, format: FormatName, set: FormatName): TapError {
  return new TapError(
    "data",
    `Cannot read "${file}": it is ${titleOf(format)}, and "format" of the table says "${set}"; remove "format", or leave ` +
      `the file out by exclude_pattern`,
    { place: file === key ? { key } : { key, member: file } },
  );
}
