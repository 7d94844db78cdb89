import { type Content, contentOf, tellingBytes } from "./content.ts";
import { limitExpansion } from "./expansion.ts";
import { failure } from "./fail.ts";
import { Feed } from "./feed.ts";
import { gunzip, storedName } from "./gzip.ts";
import type { ByteSource } from "./source.ts";

/** One file of text: an object, or a file inside one. */
export interface Member {
  /** Where in the object: "" for the object itself, else such as "a.csv", "d/a.csv" or "c.gz/c.csv". */
  readonly path: string;
  /** The name whose ending tells the format. */
  readonly name: string;
  /** Can be iterated over once, and only until the next member is asked for. */
  readonly bytes: AsyncIterable<Uint8Array>;
  /** True when these are the object's own bytes, so that a ranged read can start in the middle. */
  readonly isStored: boolean;
}

/** A file that is passed over. */
export interface Skipped {
  readonly path: string;
  readonly reason: SkipReason;
  /** What it is. */
  readonly content: Content;
}

/** `nested`: packed more than once; `unsupported`: in a format that holds no text this program reads. */
export type SkipReason = "nested" | "unsupported";

/** How far a file may be unpacked. */
export interface Limits {
  /** How many times its size a file may expand to, after its first 100 MiB. */
  readonly maxExpansion: number;
}

/** The files inside an object, in their order: unpacked, whatever the object's name says it is. */
export async function* members(
  key: string,
  source: ByteSource,
  limits: Limits,
): AsyncGenerator<Member | Skipped, void, undefined> {
  if (isTarName(key)) {
    yield { path: "", reason: "unsupported", content: "tar" };
    return;
  }
  const feeds: Feed[] = [];
  try {
    const feed = opened(source.read(), feeds);
    yield await open({ key, path: "", name: key, feed, feeds, limits, packing: null });
  } finally {
    for (const feed of feeds.reverse()) await feed.close();
  }
}

function opened(bytes: AsyncIterable<Uint8Array>, feeds: Feed[]): Feed {
  const feed = new Feed(bytes);
  feeds.push(feed);
  return feed;
}

/** A file that has been found but not looked into. */
interface Found {
  readonly key: string;
  readonly path: string;
  readonly name: string;
  readonly feed: Feed;
  /** All that must be closed when the consumer is done, the innermost last. */
  readonly feeds: Feed[];
  readonly limits: Limits;
  /** What it was packed in itself. */
  readonly packing: "gzip" | null;
}

async function open(found: Found): Promise<Member | Skipped> {
  const { key, path, name, feed, packing } = found;
  const content = contentOf(await feed.head(tellingBytes));
  if (content === null) {
    if (packing === null && isGzipName(name)) throw failure(key, path)(await whyNotGzip(feed));
    return { path, name, bytes: feed.rest(), isStored: path === "" && packing === null };
  }
  if (content !== "gzip") return { path, reason: "unsupported", content };
  return packing === null ? openGzip(found) : { path, reason: "nested", content };
}

async function openGzip(found: Found): Promise<Member | Skipped> {
  const { key, path, feed, limits } = found;
  const fail = failure(key, path);
  // Gzip under another name was packed for the transfer only: the name already is that of the text.
  const isNamed = isGzipName(found.name);
  const name = isNamed ? ((await storedName(feed)) ?? baseName(found.name).replace(/\.gz$/i, "")) : found.name;
  const innerPath = isNamed ? joined(path, name) : path;
  if (isGzipName(name)) return { path: innerPath, reason: "nested", content: "gzip" };
  if (isTarName(name)) return { path: innerPath, reason: "unsupported", content: "tar" };
  const text = limitExpansion(gunzip(feed, fail), feed, limits.maxExpansion, fail);
  return open({ ...found, path: innerPath, name, feed: opened(text, found.feeds), packing: "gzip" });
}

async function whyNotGzip(feed: Feed): Promise<string> {
  return (await feed.head(1)).length === 0
    ? "it is empty, which no gzip file is"
    : 'its name ends in ".gz", but its content is not gzip';
}

function isGzipName(name: string): boolean {
  return /\.gz$/i.test(name);
}

function isTarName(name: string): boolean {
  return /\.(tar|tar\.\w+|tgz|tbz2?|txz|tzst)$/i.test(name);
}

function baseName(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1);
}

function joined(path: string, name: string): string {
  return path === "" ? name : `${path}/${name}`;
}
