/** What the bookmark needs to know of a listed object. */
export interface Listed {
  readonly key: string;
  readonly etag: string;
  /** In bytes. */
  readonly size: number;
  readonly lastModified: Date;
}

/** 56 bits that stand for one version of one object. Two among a million are equal once in 10^5 buckets. */
export interface Mark {
  /** The upper 24 bits. */
  high: number;
  /** The lower 32 bits, unsigned. */
  low: number;
}

/**
 * One state of one object: a key, an ETag and the listed LastModified. Milliseconds are enough where a store lists
 * microseconds: two versions that fall into one millisecond still differ in their ETags.
 */
export interface Version {
  /** Milliseconds since the epoch. */
  readonly lastModified: number;
  /** The mark as `idLength` characters. */
  readonly id: string;
}

/** Characters of an id: 7 bytes in base64url. */
export const idLength = 10;

/**
 * Sets the mark of the version that a listing shows of an object. It is asked for every listed key, so it is no
 * cryptographic hash, and it allocates nothing: about 0.2 µs for a key of 60 characters.
 */
export function setMark(mark: Mark, { key, etag, lastModified }: Listed): void {
  const stamp = lastModified.getTime();
  let a = 0x9e3779b1 ^ Math.imul(Math.floor(stamp / 0x1_0000_0000), 0x85ebca6b);
  let b = 0x2545f491 ^ (stamp >>> 0);
  for (let i = 0; i < key.length; i++) {
    const unit = key.charCodeAt(i);
    a = Math.imul(((a << 5) | (a >>> 27)) ^ unit, 0x9e3779b1);
    b = Math.imul(((b << 7) | (b >>> 25)) ^ unit, 0x85ebca77);
  }
  // No unit of a text, so that what ends the key cannot begin the ETag.
  a = Math.imul(a ^ 0x10000, 0x9e3779b1);
  b = Math.imul(b ^ 0x10000, 0x85ebca77);
  for (let i = 0; i < etag.length; i++) {
    const unit = etag.charCodeAt(i);
    a = Math.imul(((a << 5) | (a >>> 27)) ^ unit, 0x9e3779b1);
    b = Math.imul(((b << 7) | (b >>> 25)) ^ unit, 0x85ebca77);
  }
  const mixed = scatter(a ^ scatter(b));
  mark.high = mixed >>> 8;
  mark.low = scatter(b ^ mixed) >>> 0;
}

/** Every bit of the result depends on every bit of the input: the last step of MurmurHash3. */
export function scatter(value: number): number {
  let bits = value ^ (value >>> 16);
  bits = Math.imul(bits, 0x85ebca6b);
  bits ^= bits >>> 13;
  bits = Math.imul(bits, 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}

const bytes = Buffer.alloc(7);
const scratch: Mark = { high: 0, low: 0 };

/** The mark as text. */
export function idOf({ high, low }: Mark): string {
  bytes.writeUIntBE(high, 0, 3);
  bytes.writeUInt32BE(low, 3);
  return bytes.toString("base64url");
}

/** Sets the mark that a text of `idLength` characters stands for. */
export function setMarkFromId(mark: Mark, id: string): void {
  bytes.write(id, "base64url");
  mark.high = bytes.readUIntBE(0, 3);
  mark.low = bytes.readUInt32BE(3);
}

/** The version that a listing shows of an object. */
export function versionOf(object: Listed): Version {
  setMark(scratch, object);
  return { lastModified: object.lastModified.getTime(), id: idOf(scratch) };
}

/** One text per version, for sets. */
export function versionKey(version: Version): string {
  return `${version.lastModified} ${version.id}`;
}
