import { inPieces } from "../bytes/in-pieces.ts";
import type { Table } from "../config/config.ts";
import type { TapError } from "../errors.ts";
import type { FileFormat, Head, OpenFile, Wanted } from "../format/file-format.ts";
import { endingStart } from "../format/file-ends.ts";
import type { Asked, Finding } from "../format/finding.ts";
import type { FormatName } from "../format/formats.ts";
import type { ObjectStore, S3Object } from "../s3/store.ts";
import { filesIn, type FoundFile } from "./files-in.ts";
import type { FirstLook } from "./first-look.ts";
import { inFile } from "./in-file.ts";
import { loadFormat } from "./load-format.ts";

/** The beginning of one file: an object, or a file inside one. */
export interface FileHead extends Head {
  /** The key, followed by the path inside the object. */
  readonly file: string;
  readonly format: FormatName;
}

/** Where objects are, and how far they may expand. */
export interface Surroundings {
  readonly store: ObjectStore;
  readonly bucket: string;
  readonly maxExpansion: number;
  /** How many files of a zip archive are looked at, spread over it; all where it is absent. */
  readonly maxFiles?: number;
  /** Looks at what is read. */
  readonly look?: FirstLook;
}

/** The beginnings of the files in one object, each as it is found. No more of it is fetched than that takes. */
export async function* readHeads(
  object: S3Object,
  table: Table,
  surroundings: Surroundings,
  wanted: Wanted,
): AsyncGenerator<FileHead, void, undefined> {
  for await (const found of sampledFiles(object, table, surroundings)) {
    const { file, format } = found;
    const fail = <E>(error: E): E | TapError => inFile(error, surroundings.bucket, object.key, file);
    const reader = await loadFormat(format);
    try {
      const open = openForSample(found, table, surroundings.maxExpansion);
      const head = await headOf(file, reader, open, wanted, surroundings);
      yield { ...head, file, format, failure: head.failure === null ? null : fail(head.failure) };
    } catch (error) {
      throw fail(error);
    }
  }
}

async function headOf(
  file: string,
  reader: FileFormat,
  open: OpenFile,
  wanted: Wanted,
  { look }: Surroundings,
): Promise<Head> {
  try {
    return await reader.head(look?.at(file, reader, open) ?? open, wanted);
  } finally {
    await look?.lookAtRest();
  }
}

/** The same. Throws TapError also where a file with a header ends early: the names are doubtful if its rows are. */
export async function* soundHeads(
  object: S3Object,
  table: Table,
  surroundings: Surroundings,
  wanted: Wanted,
): AsyncGenerator<FileHead, void, undefined> {
  for await (const head of readHeads(object, table, surroundings, wanted)) {
    // What is wrong further down in other files, the sync will tell; here the records before it are enough.
    if (head.failure !== null && head.isComplete) throw head.failure;
    yield head;
  }
}

/** Files of an archive that are looked at where a few are enough: they may be many, and are mostly alike. */
export const enoughFiles = 100;

/** The same, of some of the files in the object. */
export async function headsOf(
  object: S3Object,
  table: Table,
  surroundings: Surroundings,
  wanted: Wanted,
): Promise<readonly FileHead[]> {
  const heads: FileHead[] = [];
  for await (const head of soundHeads(object, table, { ...surroundings, maxFiles: enoughFiles }, wanted)) {
    heads.push(head);
    if (heads.length === enoughFiles) break;
  }
  return heads;
}

/** What of the table's settings does not seem to suit the first file in an object that settings describe; nothing of the `kept` ones. */
export async function sniffObject(
  object: S3Object,
  table: Table,
  surroundings: Surroundings,
  kept: ReadonlySet<string> = new Set(),
): Promise<readonly Finding[]> {
  for await (const found of sampledFiles(object, table, surroundings)) {
    const format = await loadFormat(found.format);
    const open = openForSample(found, table, surroundings.maxExpansion);
    if (format.sniff !== undefined) return format.sniff(open, { kept, ...(await endingOf(found)) });
  }
  return [];
}

/** The end of a file that is longer than its beginning, where a range of it can be read. */
async function endingOf({ ranges }: FoundFile): Promise<Pick<Asked, "ending">> {
  const from = ranges === null ? null : endingStart(ranges.size);
  if (ranges === null || from === null) return {};
  const chunks: Uint8Array[] = [];
  for await (const chunk of ranges.read({ from })) chunks.push(Buffer.from(chunk));
  return { ending: Buffer.concat(chunks) };
}

async function* sampledFiles(
  object: S3Object,
  table: Table,
  { store, maxExpansion, maxFiles = Infinity }: Surroundings,
): AsyncGenerator<FoundFile, void, undefined> {
  const source = inPieces({ size: object.size, read: (range) => store.read(object, range) });
  let count = 0;
  // In the place of one that is no file of the table, the next is looked at.
  const isDue = (number: number, files: number): boolean => count / maxFiles <= number / files;
  for await (const found of filesIn(object.key, source, table, { maxExpansion, isDue })) {
    if (found.format === null) continue;
    count += 1;
    yield found;
  }
}

/** Bytes that are no text are shown as U+FFFD, and a record that is going to be a reject tells nothing. */
function openForSample({ bytes, ranges }: FoundFile, table: Table, maxExpansion: number): OpenFile {
  return {
    bytes,
    ranges,
    settings: { ...table, encodingErrors: "replace" },
    onBroken: table.hasRejectStream ? "keep" : "fail",
    maxExpansion,
    isWanted: () => true,
    typeOf: () => null,
  };
}
