import type { FileHead } from "../files/read-heads.ts";

/** The columns of a table, and which files differ from the rest. */
export interface MergedHeaders {
  /** Each name once, in the order of first appearance. */
  readonly columns: readonly string[];
  readonly odd: readonly OddHeader[];
}

/** A file whose header is not the one that most files have. */
export interface OddHeader {
  readonly file: string;
  readonly lacks: readonly string[];
  readonly adds: readonly string[];
}

/** The union of the columns of all files, oldest first; files without any row have no say. Quick where files share a list. */
export function mergeHeaders(heads: readonly Pick<FileHead, "file" | "names">[]): MergedHeaders {
  const withNames = heads.filter(({ names }) => names.length > 0);
  const counts = new Map<readonly string[], number>();
  for (const { names } of withNames) counts.set(names, (counts.get(names) ?? 0) + 1);
  const columns = new Set<string>();
  for (const names of counts.keys()) for (const name of names) columns.add(name);
  const common = new Set(commonestOf(counts));
  const differences = new Map([...counts.keys()].map((names) => [names, differenceFrom(common, names)]));
  const odd = withNames.flatMap(({ file, names }) => {
    const difference = differences.get(names);
    return difference === undefined || difference === null ? [] : [{ file, ...difference }];
  });
  return { columns: [...columns], odd };
}

/** The header that occurs most often; of equally frequent ones the first. The order of its columns does not count. */
function commonestOf(headers: ReadonlyMap<readonly string[], number>): readonly string[] {
  const counts = new Map<string, { readonly names: readonly string[]; count: number }>();
  for (const [names, files] of headers) {
    const id = JSON.stringify([...new Set(names)].sort());
    const entry = counts.get(id);
    if (entry === undefined) counts.set(id, { names, count: files });
    else entry.count += files;
  }
  const [most] = [...counts.values()].sort((a, b) => b.count - a.count);
  return most?.names ?? [];
}

/** Null where there is none. */
function differenceFrom(common: ReadonlySet<string>, names: readonly string[]): Omit<OddHeader, "file"> | null {
  const own = new Set(names);
  const lacks = [...common].filter((name) => !own.has(name));
  const adds = [...own].filter((name) => !common.has(name));
  return lacks.length + adds.length === 0 ? null : { lacks, adds };
}
