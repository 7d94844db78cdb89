import { createHash, type Hash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { PassThrough } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { stat } from "../read-file.ts";
import type { S3Object } from "../s3/store.ts";

/** The objects of one table that are a shard's. */
export interface TablePart {
  readonly table: string;
  readonly objects: Iterable<S3Object>;
}

/** Characters that are written at once. */
const chunkSize = 64 * 1024;

/**
 * Writes the part of a shard: for each table its name, and an array for each of its objects, line by line. Packed where
 * its name ends in .gz. Gives the SHA-256 of the file.
 */
export async function writePart(path: string, tables: Iterable<TablePart>): Promise<string> {
  const hash = createHash("sha256");
  const packer = path.endsWith(".gz") ? createGzip() : new PassThrough();
  await pipeline(linesOf(tables), packer, hashing(hash), createWriteStream(path));
  return hash.digest("hex");
}

async function* linesOf(tables: Iterable<TablePart>): AsyncGenerator<Buffer, void, undefined> {
  let text = "";
  for (const { table, objects } of tables) {
    text += `${JSON.stringify({ table })}\n`;
    for (const { key, size, lastModified, etag } of objects) {
      text += `${JSON.stringify([key, size, lastModified.getTime(), etag])}\n`;
      if (text.length < chunkSize) continue;
      yield Buffer.from(text);
      text = "";
    }
  }
  yield Buffer.from(text);
}

function hashing(hash: Hash) {
  return async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
    for await (const chunk of chunks) {
      hash.update(chunk);
      yield chunk;
    }
  };
}

/** What `writePart` wrote, by table; null where the file is another than that of this SHA-256. */
export async function readPart(path: string, sha256: string): Promise<ReadonlyMap<string, readonly S3Object[]> | null> {
  if (!(await isAsWritten(path, sha256))) return null;
  const tables = new Map<string, S3Object[]>();
  let objects: S3Object[] = [];
  let isWhole = true;
  const take = (line: string): void => {
    const value: unknown = JSON.parse(line);
    if (Array.isArray(value)) {
      const object = objectOf(value);
      if (object === null) isWhole = false;
      else objects.push(object);
      return;
    }
    objects = [];
    tables.set(String(Object(value).table), objects);
  };
  const collect = async (chunks: AsyncIterable<Buffer>): Promise<void> => {
    const decoder = new TextDecoder();
    let rest = "";
    for await (const chunk of chunks) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) take(line);
    }
  };
  try {
    const unpacker = path.endsWith(".gz") ? createGunzip() : new PassThrough();
    await pipeline(createReadStream(path), unpacker, collect);
  } catch {
    return null;
  }
  return isWhole ? tables : null;
}

/** Asked before anything of it is believed: a line of what stands there now may be of any length, and expand to any size. */
async function isAsWritten(path: string, sha256: string): Promise<boolean> {
  const hash = createHash("sha256");
  try {
    if (!(await stat(path)).isFile()) return false;
    for await (const chunk of createReadStream(path)) hash.update(chunk);
    return hash.digest("hex") === sha256;
  } catch {
    return false;
  }
}

function objectOf([key, size, stamp, etag]: readonly unknown[]): S3Object | null {
  if (typeof key !== "string" || typeof size !== "number" || typeof stamp !== "number" || typeof etag !== "string")
    return null;
  return { key, size, lastModified: new Date(stamp), etag };
}
