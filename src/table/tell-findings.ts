import type { Table } from "../config/config.ts";
import { FirstLook } from "../files/first-look.ts";
import { tellFinding } from "../format/finding.ts";
import type { TableLog } from "../log/held-log.ts";

/** A run without a catalog reads the files twice: for the discovery and for the sync. */
const told = new WeakMap<object, Set<string>>();

/** Warns, once per table of each finding, of a file that is without a doubt written otherwise than the settings of its table say. */
export function warnAtFirstLook(table: Table, log: TableLog): FirstLook {
  const { name, auto } = table;
  // A dialect that is found makes another table of it.
  const one = auto ?? table;
  return new FirstLook((file, findings) => {
    const before = told.get(one) ?? new Set();
    const news = findings.filter(({ code }) => !before.has(code));
    if (news.length === 0) return;
    told.set(one, new Set([...before, ...news.map(({ code }) => code)]));
    const what = news.map(tellFinding).join("; ");
    log.warn({ table: name, key: file }, `"${file}" is not written as the settings of table "${name}" say: ${what}`);
  });
}
