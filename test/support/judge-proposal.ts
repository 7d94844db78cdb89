import type { MadeBucket } from "./lake-styles.ts";

/** The part of a proposed table that tells which keys it takes. */
export interface TakingTable {
  readonly table_name: string;
  readonly search_pattern: string;
  readonly exclude_pattern?: string;
}

/** How a proposal does by what was meant. */
export interface Judgement {
  readonly found: number;
  readonly meant: number;
  /** Those that were not found as meant, with what was proposed for them. */
  readonly missed: readonly string[];
  /** Readable keys that are in no table or in two. */
  readonly astray: readonly string[];
}

const readable = /\.(?:csv|tsv|txt|json|jsonl|parquet|avro)(?:\.(?:gz|zip|zst))?$|\.(?:gz|zip|zst)$/i;

/** Holds proposed tables against the tables that a bucket was made of. */
export function judgeProposal(
  { tables, files, noise, beside }: MadeBucket,
  proposed: readonly TakingTable[],
): Judgement {
  const patterns = proposed.map(({ table_name: name, search_pattern: search, exclude_pattern: exclude }) => ({
    name,
    search: new RegExp(search),
    exclude: exclude === undefined ? null : new RegExp(exclude),
  }));
  const readersOf = (key: string): readonly string[] =>
    patterns.filter(({ search, exclude }) => search.test(key) && exclude?.test(key) !== true).map(({ name }) => name);
  const missed = tables.flatMap(({ style, keys }) => {
    const readers = new Set(keys.flatMap(readersOf));
    const [only = ""] = readers;
    const others = files.filter(({ key }) => !keys.includes(key) && readersOf(key).includes(only));
    return readers.size === 1 && others.length === 0
      ? []
      : [`${style}: ${keys[0]} → ${[...readers].join(", ")}; also ${others[0]?.key}`];
  });
  const isNobodys = (key: string): boolean => noise.includes(key) || beside.has(key);
  const named = files.filter(({ key, body }) => body.length > 0 && readable.test(key) && !isNobodys(key));
  const astray = named.flatMap(({ key }) => (readersOf(key).length === 1 ? [] : [key]));
  return { found: tables.length - missed.length, meant: tables.length, missed, astray };
}
