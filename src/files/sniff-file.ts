import { Feed } from "../bytes/feed.ts";
import { members } from "../bytes/members.ts";
import { toUtf8 } from "../bytes/utf8.ts";
import type { Table } from "../config/config.ts";
import type { ObjectStore, S3Object } from "../s3/store.ts";
import { dialectOf } from "./dialect-of.ts";
import { type FileFormat, formatOf } from "./file-format.ts";
import { sniffDialect, type SniffedDialect } from "./sniff-dialect.ts";
import { sniffEncoding } from "./sniff-encoding.ts";
import { type HeaderFinding, sniffHeader } from "./sniff-header.ts";

/** Bytes that are looked at. */
const headSize = 64 * 1024;

/**
 * Looks whether the first CSV file in an object is written as the table says. Gives what does not
 * look so, as sentences with the line of the config that would suit it. Never certain.
 */
export async function sniffFile(
  store: ObjectStore,
  object: S3Object,
  table: Table,
  limits: { readonly maxExpansion: number },
): Promise<readonly string[]> {
  const source = {
    size: object.size,
    read: (range: { readonly from: number; readonly to?: number } = { from: 0 }) => store.read(object, range),
  };
  for await (const member of members(object.key, source, limits)) {
    const format = "reason" in member ? null : formatOf(member.name, table);
    if ("reason" in member || format === null || format === "jsonl") continue;
    const feed = new Feed(member.bytes);
    try {
      const head = await feed.head(headSize);
      return await sniff(head.subarray(0, headSize), table, format);
    } finally {
      await feed.close();
    }
  }
  return [];
}

/** The same for bytes from the beginning of a file. */
export async function sniff(head: Uint8Array, table: Table, format: FileFormat): Promise<readonly string[]> {
  const encoding = sniffEncoding(head, table.encoding);
  const text = toUtf8(only(head), { encoding: encoding ?? table.encoding, onInvalid: "replace", from: 0 });
  const chunks: Uint8Array[] = [];
  for await (const chunk of text.bytes) chunks.push(Buffer.from(chunk));
  const whole = Buffer.concat(chunks);
  const lines = head.length < headSize ? whole : whole.subarray(0, whole.lastIndexOf("\n") + 1);
  const { settings, rows } = await sniffDialect(lines, dialectOf(table, format));
  const header = sniffHeader(rows, table);
  return [
    ...(encoding === null ? [] : [`the text looks like ${encoding}: ${advice({ encoding })}`]),
    ...(Object.keys(settings).length === 0
      ? []
      : [`the fields look differently separated or quoted: ${advice(asConfig(settings, table.dialect))}`]),
    ...(header === null ? [] : [headerAdvice(header, table, lines.toString())]),
  ];
}

async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function headerAdvice(finding: HeaderFinding, { dialect }: Table, text: string): string {
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
function asConfig({ delimiter, quote, escape }: SniffedDialect["settings"], given: Table["dialect"]): object {
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
