import type { Plan, PlanFindings } from "../bookmark/plan.ts";
import { tellable } from "../bookmark/sketch.ts";
import type { Config, Table } from "../config/config.ts";
import { packOtherwise, unreadPackingOf } from "../files/format-of.ts";
import type { Log } from "../log/log.ts";
import type { TableSummary } from "../log/summary.ts";
import type { Stream } from "../record/stream.ts";
import type { S3Object } from "../s3/store.ts";
import type { TableObject } from "../table/table-object.ts";
import { countOf } from "../wording/count-of.ts";
import { quoted } from "../wording/quoted.ts";
import type { TablePlan } from "./table-planning.ts";
import type { BookmarkEnd } from "./table-bookmark.ts";

interface Telling {
  readonly table: Table;
  readonly config: Config;
  readonly summary: TableSummary;
  readonly log: Log;
}

/** Says what a table's plan is, and notes it for the summary. */
export function tellPlan(
  plan: Plan<TableObject>,
  { survey, known, newUnreadable }: Omit<TablePlan, "plan">,
  { table, config, summary, log }: Telling,
): void {
  summary.known = known;
  for (const [reason, count] of survey.skipped) summary.skipped.set(reason, count);
  let bytes = 0;
  for (let index = 0; index < plan.due.length; index++) bytes += plan.due.sizeAt(index);
  summary.due = { files: plan.due.length, bytes };
  const { late } = plan.findings;
  log.info(
    { table: table.name, matching: survey.matching, due: plan.due.length, ...(late > 0 ? { late } : {}) },
    `Table "${table.name}": ${countOf(survey.matching, "matching file")}, ${plan.due.length} to be read` +
      (late > 0 ? `, of which ${late} appeared late` : ""),
  );
  const packed = newUnreadable.filter((key) => unreadPackingOf(key) !== null);
  const unknown = newUnreadable.filter((key) => unreadPackingOf(key) === null);
  const [firstPacked] = packed;
  if (firstPacked !== undefined) {
    log.warn({ table: table.name, count: packed.length }, unreadPacking(firstPacked, packed.length, table));
  }
  const [first] = unknown;
  if (first !== undefined) {
    log.warn({ table: table.name, count: unknown.length }, unknownFormat(first, unknown.length, table));
  }
  for (const sentence of oddities(plan.findings, table, config)) log.warn({ table: table.name }, sentence);
  if (isExpiry(plan.findings)) log.info({ table: table.name }, expired(plan.findings, table));
  const { gone } = plan.findings;
  if (config.inventory !== null && gone > 0) log.info({ table: table.name, gone }, notInInventory(gone, table));
}

/** So many fewer old files that deletions alone are more than the state can tell apart: as by a lifecycle rule, in each run. */
function isExpiry({ unidentified }: PlanFindings): boolean {
  return unidentified !== null && unidentified > tellable;
}

function expired({ unidentified }: PlanFindings, { name }: Table): string {
  return (
    `Of table "${name}", ${unidentified ?? 0} fewer old files are listed than were read, as where a lifecycle rule deletes them. ` +
    `Beside so many, one that appeared late cannot be told and counts as read: to read it, set modified_since back to before its time`
  );
}

/** What a run that lists has read since the inventory was made, and what was deleted before that, look alike. */
function notInInventory(count: number, { name }: Table): string {
  return (
    `Of table "${name}", ${countOf(count, "file")} that an earlier run has read ${count === 1 ? "is" : "are"} not in the inventory: deleted, ` +
    `or appeared since with an old time. The latter would be sent again by the next run that lists the bucket; if a run has ` +
    `listed it since this inventory was made, go on with a newer one`
  );
}

/** Names of columns that one line tells. */
const maxNames = 20;

/** Says which columns the records do not have because nobody wants them. */
export function tellDeselected({ name, deselected }: Stream, log: Log): void {
  if (deselected.size === 0) return;
  const names = [...deselected];
  const more = names.length > maxNames ? ` and ${names.length - maxNames} more` : "";
  log.info(
    { table: name, columns: names.length },
    `Columns that are not selected are left out of table "${name}": ${quoted(names.slice(0, maxNames))}${more}`,
  );
}

function oddities(findings: PlanFindings, table: Table, config: Config): string[] {
  const name = `table "${table.name}"`;
  const { atBookmark, unidentified, future, overrun, unremembered } = findings;
  const sentences: string[] = [];
  if (atBookmark > 1) {
    sentences.push(
      `${atBookmark} files of ${name} carry exactly the time of the bookmark that another tap wrote in ` +
        `bucket "${config.connection.bucket}"; it may have read only some of them. To read them again, set modified_since back by a second`,
    );
  }
  if (unidentified !== null && !isExpiry(findings)) {
    sentences.push(
      `Of ${name}, more old files have come or gone since the last run than the state can tell apart` +
        (unidentified > 0 ? ` (${unidentified} fewer are listed than were read)` : "") +
        `: one that appeared late among them counts as read. To read files again, set modified_since back to before their time`,
    );
  }
  if (future !== null) {
    sentences.push(
      `The state says that ${name} was read up to ${future.toISOString()}, which the store's clock has not reached; ` +
        `it goes on from what is listed now. To read files again, set modified_since back to before their time`,
    );
  }
  if (unremembered > 0) {
    sentences.push(
      `Of ${name}, ${countOf(unremembered, "archived file")} more than the state can remember will not be read when they are ` +
        `restored; set "start_date" or exclude_pattern so that fewer are listed`,
    );
  }
  for (const key of overrun) {
    sentences.push(`The state says that "${key}" was read to a place behind its end; it is read from its beginning`);
  }
  return sentences;
}

function unreadPacking(key: string, count: number, { name }: Table): string {
  const others = count === 1 ? "" : `; so ${count === 2 ? "is" : "are"} ${count - 1} more of table "${name}"`;
  return `"${key}" is skipped: by its name it is ${unreadPackingOf(key) ?? ""}, which is not read; ${packOtherwise}${others}`;
}

function unknownFormat(key: string, count: number, { name }: Table): string {
  return count === 1
    ? `"${key}" is skipped because of its unrecognised file extension; set "format" on table "${name}" to read it, ` +
        `or leave it out by exclude_pattern`
    : `${count} files of table "${name}" are skipped because of their unrecognised file extensions, such as ` +
        `"${key}"; set "format" on the table to read them, or leave them out by exclude_pattern`;
}

/** Says what a run leaves behind that the next ones will feel. */
export function tellEnd({ forgottenUpTo, waitsFor, seen }: BookmarkEnd, { table, config, log }: Telling): void {
  if (forgottenUpTo !== null) {
    log.warn(
      { table: table.name },
      `Table "${table.name}" has more files within "lookback" than "seen_limit" remembers: a file that appears late may be ` +
        `missed if it is older than ${forgottenUpTo.toISOString()}. Raise "seen_limit" or shorten "lookback"`,
    );
  }
  if (waitsFor !== null && seen > config.seenLimit / 2) log.warn({ table: table.name }, waiting(waitsFor, seen, table));
}

function waiting({ key, lastModified }: S3Object, seen: number, { name }: Table): string {
  return (
    `The bookmark of table "${name}" waits for "${key}", which was modified at ${lastModified.toISOString()} and could not be ` +
    `read: until then the state remembers each of ${countOf(seen, "newer file")}. Mend the file, delete it, leave it out by ` +
    `exclude_pattern, or set "on_bad_file" to "skip"`
  );
}
