import { keepHeapLow } from "./collect-garbage.ts";
import { type Content, contentOf, isPlainText, tellingBytes } from "./content.ts";
import { type FormatName, formatOfMagic } from "../format/formats.ts";
import { Expansion } from "./expansion.ts";
import { failure } from "./fail.ts";
import { Feed } from "./feed.ts";
import { innerName, nameInside, type Packing, packingOf, unpack } from "./packing.ts";
import type { ByteSource } from "../format/byte-source.ts";
import type { IsDue } from "./zip-directory.ts";

/** One file of text: an object, or a file inside one. */
export interface Member {
  /** Where in the object: "" for the object itself, else such as "a.csv", "d/a.csv" or "c.gz/c.csv". */
  readonly path: string;
  /** The name whose ending tells the format. */
  readonly name: string;
  /** Can be iterated over once, and only until the next member is asked for. */
  readonly bytes: AsyncIterable<Uint8Array>;
  /** The format that its first bytes tell, whatever its name; null for text. */
  readonly format: FormatName | null;
  /** The packing that its name tells of, where it is plain text all the same. */
  readonly unpacked: Packing | null;
  /** True when these are the object's own bytes, so that a ranged read can start in the middle. */
  readonly isStored: boolean;
  /** Any of its bytes, as often as is wanted; null where it is packed, so that they come only one after the other. */
  readonly ranges: ByteSource | null;
}

/** A file that is skipped. */
export interface Skipped {
  readonly path: string;
  readonly reason: MemberSkipReason;
  /** What it is. */
  readonly content: Content;
}

/** `nested`: compressed twice; `unsupported`: in a format that holds no text this program reads. */
type MemberSkipReason = "nested" | "unsupported";

/** How far a file may be unpacked. */
export interface Limits {
  /** How many times its size a file may expand to, after its first 100 MiB. */
  readonly maxExpansion: number;
  /** Whether to look at a file of a zip archive, by its number and the number of all; all are looked at where it is absent. */
  readonly isDue?: IsDue;
}

/**
 * The files inside an object, in their order: unpacked, whatever the object's name says it is. A file is
 * unpacked once; inside a zip archive, once more.
 */
export async function* members(
  key: string,
  source: ByteSource,
  limits: Limits,
): AsyncGenerator<Member | Skipped, void, undefined> {
  const expansion = new Expansion(limits.maxExpansion);
  const stored = expansion.counted(source);
  const object: File = {
    key,
    isDue: limits.isDue ?? always,
    path: "",
    name: key,
    holder: "store",
    stored,
    ranges: stored,
    expansion,
    open: () => stored.read(),
  };
  yield* /\.zip$/i.test(key) ? insideZip(object) : inside(object);
}

/** A file that has not been looked into. */
interface File {
  readonly key: string;
  readonly path: string;
  readonly name: string;
  /** What it was found in. */
  readonly holder: "store" | "zip" | Packing;
  /** Of the files in it, if it is a zip archive. */
  readonly isDue: IsDue;
  /** The whole object. */
  readonly stored: ByteSource;
  readonly expansion: Expansion;
  /** The same, any of them; null where they come only one after the other. */
  readonly ranges: ByteSource | null;
  /** The file's own bytes. */
  open(): AsyncIterable<Uint8Array>;
}

async function* inside(file: File): AsyncGenerator<Member | Skipped, void, undefined> {
  const { key, path, name, holder } = file;
  if (/\.(tar|tar\.\w+|tgz|tbz2?|txz|tzst)$/i.test(name)) {
    yield { path, reason: "unsupported", content: "tar" };
    return;
  }
  const feed = new Feed(file.open());
  try {
    const head = await feed.head(tellingBytes);
    const format = formatOfMagic(head);
    const content = contentOf(head);
    if (content === null || format !== null) {
      const unpacked = packingOf(name);
      if (unpacked === null) {
        yield { path, name, bytes: feed.rest(), format, unpacked, isStored: holder === "store", ranges: file.ranges };
      } else if (format === null && isPlainText(head)) {
        yield { path, name: nameInside(name, unpacked), bytes: feed.rest(), format, unpacked, ...onlyInOrder };
      } else throw failure(key, path)(await whyNotPacked(name, feed));
    } else if (content === "gzip" || content === "zstd") {
      if (holder === "store" || holder === "zip") yield* insidePacking(file, content, feed);
      else yield { path, reason: "nested", content };
    } else if (content === "zip" && !/\.(xls[xmb]|docx|pptx|od[st])$/i.test(name)) {
      await feed.close();
      if (holder === "store") yield* insideZip(file);
      else yield { path, reason: "nested", content };
    } else {
      yield { path, reason: "unsupported", content: content === "zip" ? "Office" : content };
    }
  } finally {
    await feed.close();
  }
}

/** Who goes on inside an object does not look whether it is what its name says. */
const onlyInOrder = { isStored: false, ranges: null } as const;

async function* insidePacking(
  file: File,
  packing: Packing,
  feed: Feed,
): AsyncGenerator<Member | Skipped, void, undefined> {
  const inner = await innerName(file.name, packing, feed);
  const name = inner ?? file.name;
  const path = inner === null ? file.path : joined(file.path, inner);
  const packedAgain = inner === null ? null : packingOf(inner);
  if (packedAgain !== null) {
    yield { path, reason: "nested", content: packedAgain };
    return;
  }
  const fail = failure(file.key, file.path);
  const open = (): AsyncIterable<Uint8Array> => file.expansion.limited(unpack(packing, feed, fail), fail);
  yield* inside({ ...file, path, name, holder: packing, ranges: null, open });
}

/** What reading so many small files leaves behind is garbage of a megabyte. */
const membersAtOnce = 200;

async function* insideZip(file: File): AsyncGenerator<Member | Skipped, void, undefined> {
  const { key, stored, expansion, isDue } = file;
  const unreadable = failure(key, "");
  // Loaded when there is an archive: most runs see none, and every run would wait.
  const [{ RangeReader }, { readDirectory }, { storedInZip }, { unzip }] = await Promise.all([
    import("./range-reader.ts"),
    import("./zip-directory.ts"),
    import("./stored-in-zip.ts"),
    import("./zip.ts"),
  ]);
  const reader = new RangeReader(stored, unreadable);
  let count = 0;
  for await (const entry of readDirectory(reader, stored.size, { fail: unreadable, isDue })) {
    if (++count % membersAtOnce === 0) keepHeapLow();
    const path = entry.name;
    const fail = failure(key, path);
    const open = (): AsyncIterable<Uint8Array> => expansion.limited(unzip(entry, reader, fail), fail);
    const ranges = storedInZip(entry, stored, fail);
    // Not a copy of the archive with differences: V8 would give each a shape of its own.
    yield* inside({ key, path, name: path, holder: "zip", stored, expansion, isDue, ranges, open });
  }
}

const always: IsDue = () => true;

async function whyNotPacked(name: string, feed: Feed): Promise<string> {
  const ending = name.slice(name.lastIndexOf("."));
  const isEmpty = (await feed.head(1)).length === 0;
  const why = isEmpty ? "it is empty" : "its content is not of that kind";
  return `its name ends in "${ending}", but ${why}; upload it compressed or under a name without "${ending}", or leave it out by exclude_pattern`;
}

function joined(path: string, name: string): string {
  return path === "" ? name : `${path}/${name}`;
}
