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

/** The union of the columns of all files, oldest first; files without any row have no say. */
export function mergeHeaders(heads: readonly Pick<FileHead, "file" | "names">[]): MergedHeaders {
  const withNames = heads.filter(({ names }) => names.length > 0);
  const columns = [...new Set(withNames.flatMap(({ names }) => names))];
  const common = new Set(commonestOf(withNames.map(({ names }) => names)));
  const odd = withNames.flatMap(({ file, names }) => {
    const own = new Set(names);
    const lacks = [...common].filter((name) => !own.has(name));
    const adds = [...own].filter((name) => !common.has(name));
    return lacks.length + adds.length === 0 ? [] : [{ file, lacks, adds }];
  });
  return { columns, odd };
}

/** The header that occurs most often; of equally frequent ones the first. The order of its columns does not count. */
function commonestOf(headers: readonly (readonly string[])[]): readonly string[] {
  const counts = new Map<string, { readonly names: readonly string[]; count: number }>();
  for (const names of headers) {
    const id = JSON.stringify([...new Set(names)].sort());
    const entry = counts.get(id);
    if (entry === undefined) counts.set(id, { names, count: 1 });
    else entry.count += 1;
  }
  const [most] = [...counts.values()].sort((a, b) => b.count - a.count);
  return most?.names ?? [];
}
