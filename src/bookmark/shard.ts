import { scatter } from "./version.ts";

/** One of the parts of a run: of so many, this one, counted from 0. */
export interface Shard {
  readonly index: number;
  readonly of: number;
}

/** As people write it: 3/8. */
export function shardName({ index, of }: Shard): string {
  return `${index}/${of}`;
}

export function isOfShard(key: string, { index, of }: Shard): boolean {
  return shardOf(key, of) === index;
}

/**
 * The shard, of so many, that reads an object: states rely on it, so it stays as it is. FNV-1a of 32 bits over the key's
 * UTF-8, its bits scattered as MurmurHash3 ends, modulo `of`. By the key alone: a file that is replaced while a run goes
 * on stays with its shard.
 */
function shardOf(key: string, of: number): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) {
    const unit = key.charCodeAt(i);
    if (unit > 0x7f) return hashOfBytes(Buffer.from(key)) % of;
    hash = Math.imul(hash ^ unit, 0x01000193);
  }
  return (scatter(hash) >>> 0) % of;
}

function hashOfBytes(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return scatter(hash) >>> 0;
}
