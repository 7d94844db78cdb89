import { isDeepStrictEqual } from "node:util";
import { Feed } from "../bytes/feed.ts";
import type { Dialect } from "../format/dialect.ts";
import type { OpenFile } from "../format/file-format.ts";
import type { FileSettings } from "../format/file-settings.ts";
import type { Asked, Finding, FoundSettings } from "../format/finding.ts";
import { headSize } from "../format/file-ends.ts";
import { isObject } from "../json.ts";
import { type FileEnds, sampleOf } from "./sample-text.ts";
import type { Change } from "./sniff-changes.ts";
import { isPaddedThroughout, type Sample, sniffDialect, type SniffedDialect } from "./sniff-dialect.ts";
import { sniffEncoding } from "./sniff-encoding.ts";
import { separatedBy, sepLineOf } from "./sep-line.ts";
import { sniffFooter } from "./sniff-footer.ts";
import { fixedWidth, isFixedWidth } from "./sniff-fixed-width.ts";
import { sniffHeader } from "./sniff-header.ts";
import { sniffLog } from "./sniff-log.ts";
import { sniffRepeatedHeader } from "./sniff-repeated-header.ts";
import { type SampledRows, sampleRows, sniffRows } from "./sniff-rows.ts";

/** Looks whether a file is written as the settings say: what does not look so, with settings that were tried on it. */
export async function sniffCsv(
  { bytes, settings }: OpenFile,
  dialect: Dialect,
  { kept = new Set(), ending, isGoodSoFar = false }: Asked,
): Promise<readonly Finding[]> {
  const feed = new Feed(bytes);
  try {
    const head = (await feed.head(headSize)).subarray(0, headSize);
    const ends = { head, ending: ending ?? null };
    const findings = isGoodSoFar
      ? await sniffEnding(ends, settings, dialect)
      : await sniff(ends, settings, { dialect, kept });
    return findings.filter((finding) => Object.keys(finding.settings).every((key) => !kept.has(key)));
  } finally {
    await feed.close();
  }
}

interface Given {
  readonly dialect: Dialect;
  readonly kept: ReadonlySet<string>;
}

async function sniff(ends: FileEnds, given: FileSettings, told: Given): Promise<readonly Finding[]> {
  const { kept } = told;
  const encoding = kept.has("encoding") ? null : sniffEncoding(ends.head, given.encoding);
  const { sample, dialect, isSeparated } = separated(
    await sampleOf(ends, encoding ?? given.encoding, told.dialect.rowDelimiter),
    given,
    told.dialect,
  );
  if (isJsonLines(sample.text)) return [jsonLines];
  const log = kept.has("comment") || kept.has("header") ? null : await sniffLog(sample, dialect);
  if (log !== null) return [log];
  const found = await sniffDialect(sample, dialect, (key) => !kept.has(settingNames[key]));
  const text = sample.text.toString();
  const header = sniffHeader(found, text, { header: given.header, dialect: { ...dialect, ...found.change } });
  const footer = await footerOf(found, sample, { ...dialect, ...found.change });
  const beginning = { text: sample.text.subarray(0, sample.joint).toString(), linesBefore: isSeparated ? 1 : 0 };
  const repeated = sniffRepeatedHeader(beginning, header, given);
  const findings: readonly Finding[] = [
    ...(encoding === null ? [] : [ofEncoding(encoding)]),
    ...(Object.keys(found.change).length === 0 ? [] : [ofDialect(found, dialect)]),
    ...(header === null || !(await isBetter(header, found, sample, dialect)) ? [] : [header]),
    ...(isFixedWidth(found, text) ? [fixedWidth] : []),
    ...(repeated === null ? [] : [repeated]),
    ...(footer === null ? [] : [footer]),
  ];
  return isSeparated ? findings.map(belowSepLine(dialect)) : findings;
}

/** The same where the beginning is known to be as it should: only what stands below the rows may be wrong. */
async function sniffEnding(ends: FileEnds, given: FileSettings, told: Dialect): Promise<readonly Finding[]> {
  const { sample, dialect } = separated(await sampleOf(ends, given.encoding, told.rowDelimiter), given, told);
  const footer = await footerOf(await sampleRows(sample.text, dialect, sample.isCut), sample, dialect);
  return footer === null ? [] : [footer];
}

/** What stands below the rows that a dialect gives. */
async function footerOf(rows: SampledRows, sample: Sample, dialect: Dialect): Promise<Finding | null> {
  if (sample.isCut || rows.isOpen || (dialect.skipFooterLines ?? 0) > 0) return null;
  const footer = sniffFooter(rows, sample.text.toString(), dialect.rowDelimiter);
  return footer !== null && (await isWithoutFooter(footer, rows, sample, dialect)) ? footer : null;
}

/** As the file is read: without a first line that tells the delimiter. */
function separated(
  sample: Sample,
  { dialect: { delimiter, skipLines }, schemaInference }: FileSettings,
  dialect: Dialect,
): { readonly sample: Sample; readonly dialect: Dialect; readonly isSeparated: boolean } {
  const { length, separator } = sepLineOf(sample.text);
  if (length === 0 || skipLines > 0 || schemaInference === "compatible") {
    return { sample, dialect, isSeparated: false };
  }
  return {
    isSeparated: true,
    sample: { ...sample, text: sample.text.subarray(length) },
    dialect: separatedBy(dialect, separator, delimiter !== null),
  };
}

/** Who skips lines skips the one that tells the delimiter as well. */
function belowSepLine({ delimiter }: Dialect): (finding: Finding) => Finding {
  return (finding) => {
    const { skip_lines: lines } = finding.settings;
    return lines === undefined
      ? finding
      : { ...finding, settings: { delimiter, ...finding.settings, skip_lines: lines + 1 } };
  };
}

/** The names of settings in a config. */
const settingNames: Readonly<Record<keyof Change, string>> = {
  delimiter: "delimiter",
  quote: "quote",
  escape: "escape",
  rowDelimiter: "row_delimiter",
  isTrimmed: "trim",
};

/** Whether the first line is a JSON object. No CSV begins so: it would be the names of its columns. */
function isJsonLines(text: Buffer): boolean {
  const end = text.indexOf("\n");
  const first = text.toString("utf8", 0, end === -1 ? text.length : end);
  return first.trimStart().startsWith("{") && isObject(parsed(first));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const jsonLines: Finding = {
  code: "format",
  message: "its lines are JSON objects",
  settings: { format: "jsonl" },
  isSure: true,
};

function ofEncoding(encoding: string): Finding {
  // Bytes that are no UTF-8 end the file with an error that says so, with the commonest remedy. What is told by NULs is
  // read as what it is, with a warning of its own.
  const isSure = encoding !== "windows-1252" && !encoding.startsWith("utf-16");
  return { code: "encoding", message: `the text looks like ${encoding}`, settings: { encoding }, isSure };
}

function ofDialect(found: SniffedDialect, dialect: Dialect): Finding {
  return {
    code: "dialect",
    message: "the fields look differently separated or quoted",
    settings: asConfig(found.change, dialect),
    isSure: isSureOf(found),
  };
}

function isSureOf({ given, ...found }: SniffedDialect): boolean {
  if (found.change.isTrimmed === true && isPaddedThroughout(given)) return true;
  // Rows that are all as wide leave no doubt where those of the settings are not, or hold half as many values.
  if (found.regularity === 1 && (given.regularity < 0.9 || found.score > 2 * given.score)) return !given.isOpen;
  return found.regularity >= 0.8 && (isBroken(given) || (isShort(given) && !isShort(found)));
}

/** Rows that are no table. A quote that never closes ends the file with an error that says so. */
function isBroken({ isOpen, width, regularity }: SniffedDialect["given"]): boolean {
  return !isOpen && (width < 2 || regularity < 0.5);
}

/** Whether the first row has fewer fields than most. */
function isShort({ rows, width }: Pick<SniffedDialect, "rows" | "width">): boolean {
  return (rows[0]?.length ?? 0) < width;
}

/** As the config has it, where a doubled quote needs no escape. */
function asConfig({ delimiter, quote, escape, rowDelimiter, isTrimmed }: Change, given: Dialect): FoundSettings {
  return {
    ...(rowDelimiter === undefined ? {} : { row_delimiter: rowDelimiter }),
    ...(isTrimmed === undefined ? {} : { trim: isTrimmed }),
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(quote === undefined || quote === given.quote ? {} : { quote }),
    ...(escape === undefined || escape === (quote ?? given.quote) ? {} : { escape }),
  };
}

/** Whether lines left out above the header give a first row that is as wide as the others. What changes no rows needs no trial. */
async function isBetter(
  { settings }: Finding,
  { change }: SniffedDialect,
  { text, isCut }: Sample,
  dialect: Dialect,
): Promise<boolean> {
  const { skip_lines: skipLines = dialect.skipLines, comment = dialect.comment, header } = settings;
  if (skipLines === dialect.skipLines && comment === dialect.comment) return true;
  const { rows, width } = await sniffRows(text, { ...dialect, ...change, skipLines, comment }, isCut);
  return Array.isArray(header) ? header.length === width : rows[0]?.length === width;
}

/** Whether lines left out below the rows leave the rows above as they are, and none that is narrower in the end. */
async function isWithoutFooter(
  { settings }: Finding,
  { width, tail }: SampledRows,
  { text, isCut }: Sample,
  dialect: Dialect,
): Promise<boolean> {
  const { skip_footer_lines: skipFooterLines = 0 } = settings;
  const without = await sampleRows(text, { ...dialect, skipFooterLines }, isCut);
  const last = without.tail.at(-1);
  return !without.isOpen && last?.length === width && tail.some((row) => isDeepStrictEqual(row, last));
}
