import { crc32, deflateRawSync } from "node:zlib";

/** One file of an archive, and what is special about it. */
export interface ZipFile {
  readonly name: string;
  readonly text: Buffer;
  /** 8 unless told: deflated. 0 is stored; any other number is written down but the text is stored. */
  readonly method?: number;
  /** Flags beside that of UTF-8 names: 1 = encrypted. */
  readonly flags?: number;
  /** Sizes and checksum stand behind the file, and its local header has zeros. */
  readonly hasDescriptor?: boolean;
  /** Sizes and offset stand in the zip64 extra field. */
  readonly isZip64?: boolean;
  /** What the directory says in place of the truth. */
  readonly claims?: {
    readonly crc?: number;
    readonly size?: number;
    readonly packedSize?: number;
    readonly start?: number;
  };
}

/** A zip archive as in APPNOTE 4.3, with its directory in the order of the files. `claims`: how many it says there are. */
export function zipOf(files: readonly ZipFile[], { isZip64 = false, claims = files.length } = {}): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const file of files) {
    const { method = 8, text } = file;
    const packed = method === 8 ? deflateRawSync(text) : text;
    const truth = { crc: crc32(text), size: text.length, packedSize: packed.length, start: at };
    const local = Buffer.concat([localHeader(file, truth), packed, descriptor(file, truth)]);
    parts.push(local);
    directory.push(centralHeader(file, { ...truth, ...file.claims }));
    at += local.length;
  }
  const central = Buffer.concat(directory);
  return Buffer.concat([...parts, central, end(claims, central.length, at, isZip64)]);
}

interface Facts {
  readonly crc: number;
  readonly size: number;
  readonly packedSize: number;
  readonly start: number;
}

const saturated = 0xffffffff;

function localHeader(file: ZipFile, facts: Facts): Buffer {
  const isLate = file.hasDescriptor === true;
  const name = Buffer.from(file.name);
  // An extra field that the directory does not have: most programs write different ones.
  const extra = Buffer.from("5554050001000000ff", "hex");
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(flagsOf(file), 6);
  header.writeUInt16LE(file.method ?? 8, 8);
  header.writeUInt32LE(isLate ? 0 : facts.crc, 14);
  header.writeUInt32LE(isLate ? 0 : facts.packedSize, 18);
  header.writeUInt32LE(isLate ? 0 : facts.size, 22);
  header.writeUInt16LE(name.length, 26);
  header.writeUInt16LE(extra.length, 28);
  return Buffer.concat([header, name, extra]);
}

function descriptor(file: ZipFile, facts: Facts): Buffer {
  if (file.hasDescriptor !== true) return Buffer.alloc(0);
  const bytes = Buffer.alloc(16);
  bytes.writeUInt32LE(0x08074b50);
  bytes.writeUInt32LE(facts.crc, 4);
  bytes.writeUInt32LE(facts.packedSize, 8);
  bytes.writeUInt32LE(facts.size, 12);
  return bytes;
}

function centralHeader(file: ZipFile, facts: Facts): Buffer {
  const isWide = file.isZip64 === true;
  const name = Buffer.from(file.name);
  const extra = isWide ? wideExtra(facts) : Buffer.alloc(0);
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(20, 6);
  header.writeUInt16LE(flagsOf(file), 8);
  header.writeUInt16LE(file.method ?? 8, 10);
  header.writeUInt32LE(facts.crc, 16);
  header.writeUInt32LE(isWide ? saturated : facts.packedSize, 20);
  header.writeUInt32LE(isWide ? saturated : facts.size, 24);
  header.writeUInt16LE(name.length, 28);
  header.writeUInt16LE(extra.length, 30);
  header.writeUInt32LE(isWide ? saturated : facts.start, 42);
  return Buffer.concat([header, name, extra]);
}

function wideExtra(facts: Facts): Buffer {
  const extra = Buffer.alloc(28);
  extra.writeUInt16LE(1);
  extra.writeUInt16LE(24, 2);
  extra.writeBigUInt64LE(BigInt(facts.size), 4);
  extra.writeBigUInt64LE(BigInt(facts.packedSize), 12);
  extra.writeBigUInt64LE(BigInt(facts.start), 20);
  return extra;
}

function flagsOf(file: ZipFile): number {
  return 0x800 | (file.flags ?? 0) | (file.hasDescriptor === true ? 0x08 : 0);
}

function end(count: number, size: number, start: number, isZip64: boolean): Buffer {
  const record = Buffer.alloc(22);
  record.writeUInt32LE(0x06054b50);
  record.writeUInt16LE(isZip64 ? 0xffff : count, 8);
  record.writeUInt16LE(isZip64 ? 0xffff : count, 10);
  record.writeUInt32LE(isZip64 ? saturated : size, 12);
  record.writeUInt32LE(isZip64 ? saturated : start, 16);
  if (!isZip64) return record;
  const wide = Buffer.alloc(56);
  wide.writeUInt32LE(0x06064b50);
  wide.writeBigUInt64LE(44n, 4);
  wide.writeBigUInt64LE(BigInt(count), 24);
  wide.writeBigUInt64LE(BigInt(count), 32);
  wide.writeBigUInt64LE(BigInt(size), 40);
  wide.writeBigUInt64LE(BigInt(start), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50);
  locator.writeBigUInt64LE(BigInt(start + size), 8);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([wide, locator, record]);
}
