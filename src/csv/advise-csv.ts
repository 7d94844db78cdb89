import { Feed } from "../bytes/feed.ts";
import { toUtf8 } from "../bytes/utf8.ts";
import type { Dialect } from "../format/dialect.ts";
import type { OpenFile } from "../format/file-format.ts";
import type { FileSettings } from "../format/file-settings.ts";
import { sniffDialect, type SniffedDialect } from "./sniff-dialect.ts";
import { sniffEncoding } from "./sniff-encoding.ts";
import { type HeaderFinding, sniffHeader } from "./sniff-header.ts";

/** Bytes that are looked at. */
const headSize = 64 * 1024;

/**
 * Looks whether a file is written as the settings say. Gives what does not look so, as sentences with the line of the
 * config that would suit it. Never certain.
 */
export async function adviseCsv({ bytes, settings }: OpenFile, dialect: Dialect): Promise<readonly string[]> {
  const feed = new Feed(bytes);
  try {
    return await adviceOn((await feed.head(headSize)).subarray(0, headSize), settings, dialect);
  } finally {
    await feed.close();
  }
}

async function adviceOn(head: Uint8Array, given: FileSettings, dialect: Dialect): Promise<readonly string[]> {
  const encoding = sniffEncoding(head, given.encoding);
  const text = toUtf8(only(head), { encoding: encoding ?? given.encoding, onInvalid: "replace", from: 0 });
  const chunks: Uint8Array[] = [];
  for await (const chunk of text.bytes) chunks.push(Buffer.from(chunk));
  const whole = Buffer.concat(chunks);
  const lines = head.length < headSize ? whole : whole.subarray(0, whole.lastIndexOf("\n") + 1);
  const { settings, rows } = await sniffDialect(lines, dialect);
  const header = sniffHeader(rows, given);
  return [
    ...(encoding === null ? [] : [`the text looks like ${encoding}: ${advice({ encoding })}`]),
    ...(Object.keys(settings).length === 0
      ? []
      : [`the fields look differently separated or quoted: ${advice(asConfig(settings, dialect))}`]),
    ...(header === null ? [] : [headerAdvice(header, dialect, lines.toString())]),
  ];
}

async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function headerAdvice(finding: HeaderFinding, dialect: Dialect, text: string): string {
  switch (finding.kind) {
    case "lines above":
      return `lines seem to stand above the header: ${advice({ skip_lines: linesAbove(text, dialect.skipLines, finding.count) })}`;
    case "comments above":
      return `comments seem to stand above the header: ${advice({ comment: finding.sign })}`;
    case "no header":
      return `the first row looks like data: ${advice({ header: false })}, or to the list of the names`;
    case "header not told":
      return `the first row looks like a header: ${advice({ header: true })}`;
  }
}

/** As the config has it, where a doubled quote needs no escape. */
function asConfig({ delimiter, quote, escape }: SniffedDialect["settings"], given: Dialect): object {
  return {
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(quote === undefined || quote === given.quote ? {} : { quote }),
    ...(escape === undefined || escape === (quote ?? given.quote) ? {} : { escape }),
  };
}

/** How many lines to skip, blank ones included, to be rid of this many rows. */
function linesAbove(text: string, skipped: number, rows: number): number {
  let left = rows;
  return text.split(/\r\n|\r|\n/).findIndex((line, index) => index >= skipped && line !== "" && left-- === 0);
}

/** A line for the config. */
function advice(settings: object): string {
  const lines = Object.entries(settings).map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  return `consider ${lines.join(", ")}`;
}
