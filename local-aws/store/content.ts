import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { crc64nvme } from "./crc64.ts";

/** An object too large for memory: its bytes are made when they are asked for. */
export interface GeneratedBody {
  readonly size: number;
  /** The bytes of the half-open range, in pieces of any length. */
  readonly read: (from: number, to: number) => Iterable<Buffer>;
}

/** What can be put into the store from within the process; a `Content` may be shared by a million objects. */
export type Body = string | Uint8Array | GeneratedBody | Content;

/** The immutable bytes of an object: a GET that holds them survives any overwrite. */
export class Content {
  readonly size: number;
  readonly #source: Buffer | GeneratedBody;
  #md5: string | undefined;
  #crc32: string | undefined;
  #crc64: string | undefined;

  constructor(body: string | Uint8Array | GeneratedBody) {
    this.#source = isGenerated(body) ? body : toBuffer(body);
    this.size = isGenerated(this.#source) ? this.#source.size : this.#source.length;
  }

  /** The bytes of a half-open range, in pieces small enough to count and to pace. */
  *read(from: number, to: number): Iterable<Buffer> {
    if (isGenerated(this.#source)) {
      yield* this.#source.read(from, to);
      return;
    }
    for (let at = from; at < to; at += PIECE) yield this.#source.subarray(at, Math.min(at + PIECE, to));
  }

  /** All bytes at once; for generated content this allocates its whole size. */
  bytes(): Buffer {
    return isGenerated(this.#source) ? Buffer.concat([...this.#source.read(0, this.size)]) : this.#source;
  }

  /** Hex MD5, or null for generated content, which would take seconds per gigabyte. */
  md5(): string | null {
    if (isGenerated(this.#source)) return null;
    return (this.#md5 ??= createHash("md5").update(this.#source).digest("hex"));
  }

  /** Base64 of the big-endian CRC-32, as in x-amz-checksum-crc32. */
  crc32(): string {
    return (this.#crc32 ??= encodeCrc32(this.#pieces().reduce((crc, piece) => crc32(piece, crc), 0)));
  }

  /** Base64 of the big-endian CRC-64/NVME, as in x-amz-checksum-crc64nvme. */
  crc64nvme(): string {
    return (this.#crc64 ??= crc64nvme(this.#pieces()).toString("base64"));
  }

  #pieces(): Buffer[] {
    return [...this.read(0, this.size)];
  }
}

/** Base64 of a CRC-32 in network order. */
export function encodeCrc32(crc: number): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc >>> 0);
  return bytes.toString("base64");
}

const PIECE = 256 * 1024;

/** The content itself, or the bytes wrapped. */
export function toContent(body: Body): Content {
  return body instanceof Content ? body : new Content(body);
}

function isGenerated(body: string | Uint8Array | GeneratedBody): body is GeneratedBody {
  return typeof body === "object" && "read" in body;
}

function toBuffer(body: string | Uint8Array): Buffer {
  if (Buffer.isBuffer(body)) return body;
  return typeof body === "string" ? Buffer.from(body) : Buffer.from(body.buffer, body.byteOffset, body.byteLength);
}
