import type { Config, Table } from "../config/config.ts";
import { endingInside, endingOf, formatOf, readableEndings } from "../files/format-of.ts";
import { compilePattern } from "../pattern/key-pattern.ts";
import { listingPrefix } from "../pattern/listing-prefix.ts";
import type { S3Object } from "../s3/store.ts";

/** Texts that decide together which objects belong to a table and are read. The first is the rule by which they do. */
export type TableScope = readonly (string | null)[];

const rule = "1";

/** The scope of a table as the config has it. A table with a format reads every name; another, those of known endings. */
export function scopeOf(table: Table, { startDate }: Pick<Config, "startDate">): TableScope {
  const { searchPrefix, searchPattern, excludePattern, format, replace } = table;
  const endings = format === null ? readableEndings.join(" ") : null;
  const start = startDate?.toISOString() ?? null;
  // What a table that is replaced has skipped is read once the table is all of its files.
  return [rule, searchPrefix, searchPattern, excludePattern, endings, start, ...(replace ? ["replace"] : [])];
}

/** A scope of another time, made to be asked. */
export interface ReadScope {
  readonly includes: (object: S3Object) => boolean;
  /**
   * What was in a packing, under a name that told nothing then and does now. Another name may be stored inside, by which it was
   * read all the same: rather twice than never.
   */
  readonly passedOver: (object: Pick<S3Object, "key">) => boolean;
  /** What was listed for it. */
  readonly prefix: string;
}

/** As the table of now asks it. Null for the scope of a rule that is not known, or of a pattern that cannot be read any more. */
export function readScope(scope: TableScope, table: Table): ReadScope | null {
  const [ruleOfThen, searchPrefix, searchPattern, excludePattern, endings, startDate] = scope;
  if (ruleOfThen !== rule || typeof searchPrefix !== "string" || typeof searchPattern !== "string") return null;
  try {
    const search = compilePattern(searchPattern);
    const exclude = typeof excludePattern === "string" ? compilePattern(excludePattern) : null;
    const known = typeof endings === "string" ? new Set(endings.split(" ")) : null;
    const start = typeof startDate === "string" ? Date.parse(startDate) : -Infinity;
    return {
      prefix: listingPrefix(searchPrefix, search) ?? searchPrefix,
      includes: ({ key, size, lastModified }) =>
        size > 0 &&
        lastModified.getTime() > start &&
        key.startsWith(searchPrefix) &&
        (known === null || known.has(endingOf(key))) &&
        search.matches(key) &&
        exclude?.matches(key) !== true,
      passedOver: ({ key }) => {
        const inside = known === null ? null : endingInside(key);
        return inside !== null && known?.has(inside) === false && formatOf(inside, table) !== null;
      },
    };
  } catch {
    return null;
  }
}
