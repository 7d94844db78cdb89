import type { Segment } from "./key-group.ts";
import { splitEnding } from "./split-key.ts";

/** Words of names that say how or when files were written, and not what is in them. */
const generic = new Set(
  (
    "a all archive archived as at backup backups batch bronze bucket by chunk chunks combined complete contents copy csv current " +
    "daily dat data dataset datasets date day days default delta dir drop dt dump dumps etl export exported exports " +
    "extract extracts file files final folder for from full gold gz gzip history hour hourly import imports in inbound " +
    "incoming incr incremental index ingest input json jsonl lake landing latest load loads lz manual minute month monthly " +
    "new of old out outbound output outputs page parquet part partition parts period prod production pull quarter quarterly " +
    "raw record ref run runs sample seed seeds segment shard shards silver silos snap snapshot " +
    "snapshots snappy source sources split src stage staged staging stg tab table tables tbl temp test tmp to today ts tsv txt " +
    "unload upload uploads v ver version versions week weekly year yearly zip zst avro c000 public dbo dbs db"
  ).split(" "),
);

/** Folders whose names stand above one folder for each of what they are called by. */
const collections =
  /^(?:by[-_ ]?.+|accounts?|affiliates|agencies|airports|branches|brands|campaigns|channels|cities|clients?|clusters|companies|company|countr(?:y|ies)|customers?|devices|entities|environments|franchises|hosts|hotels|locations|machines|markets|members|merchants|nodes|orgs?|organi[sz]ations?|owners|partners?|plants|publishers|regions?|resellers|retailers|sellers|sensors|servers|shops|sites|states|stations|stores|subsidiaries|suppliers|teams|tenants?|users?|vendors?|warehouses|workspaces|zones)$/i;

/** Folders that hold once more what others hold, at another stage of its way or for other people. */
const stages =
  /^(?:archived?|backups?|bak|bronze|silver|gold|raw|clean(?:ed|sed)?|curated|enriched|landing|staging|stage|stg|process(?:ed|ing)|done|failed|errors?|rejected|quarantine|tmp|temp|old|dev|tests?|qa|uat|sandbox|preprod|prod|production|in|out|inbound|outbound|incoming|outgoing|input|output|inbox|outbox|current|latest|deleted)$/i;

/** Words that are one of a known few: parts of the world and languages. */
const region =
  /^(?:eu|us|usa|uk|gb|ca|mx|br|fr|de|es|it|nl|be|ch|at|pl|pt|se|no|dk|fi|ie|jp|cn|in|au|nz|sg|kr|za|ae|emea|apac|amer|americas|latam|anz|dach|nordics|benelux|na|europe|asia|africa|north|south|east|west|central|northeast|northwest|southeast|southwest|global|(?:us|eu|ap|sa|ca|af|me|il)-?(?:gov-?)?(?:north|south|east|west|central|northeast|northwest|southeast|southwest)-?\d*)$/i;

const letterOfDate = /^[A-Z](?![\p{L}\p{M}])|(?<=^[-_.]?)[A-Z]$/u;

/** The words of the constant texts of a segment. A letter that belongs to a date, as in "T10Z" and "-W03", is none. */
export function wordsOf(segment: Segment): readonly string[] {
  return segment.flatMap((part, index) => {
    if (part.kind === "forms") return wordsOf(part.forms[0] ?? []);
    if (part.kind !== "text") return [];
    const text = index === 0 ? part.text : part.text.replace(letterOfDate, "");
    return text.match(/[\p{L}\p{M}\d]+/gu) ?? [];
  });
}

/** Those of them that tell what the files hold, from the first to the last such word, with a letter behind it as in "sensor_c". */
export function tellingWords(segment: Segment, isLast: boolean): readonly string[] {
  if (segment.some(({ kind }) => kind === "value")) return [];
  const words = wordsOf(isLast ? splitEnding(segment).stem : segment);
  const first = words.findIndex(isTelling);
  if (first === -1) return [];
  const last = words.findLastIndex(isTelling);
  return words.slice(first, last + 1 + (/^\p{L}$/u.test(words[last + 1] ?? "") ? 1 : 0));
}

/** Whether a word tells what files hold. */
export function isTelling(word: string): boolean {
  return word.length > 1 && !/^\d+$/.test(word) && !generic.has(word.toLowerCase());
}

/** Whether a folder holds one folder or file for each of what it is called by, as in customers/acme/. */
export function isCollection(segment: Segment): boolean {
  const [part, ...others] = segment;
  return part?.kind === "text" && others.length === 0 && collections.test(part.text);
}

/** Whether a name is that of a stage, whose files may be copies of those of another. */
export function isStage(text: string): boolean {
  return stages.test(text);
}

/** Whether a name is that of a part of the world. */
export function isRegion(text: string): boolean {
  return region.test(text);
}
