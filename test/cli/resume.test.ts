import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bucketName, configFor } from "../support/bucket.ts";
import type { Catalog, Message, StateValue } from "../support/messages.ts";
import { discover, runTap, type TapRun } from "../support/run-tap.ts";
import { startStore, type Store } from "../../local-aws/store/store.ts";
import { differences, type Line, lineOf, none } from "../support/tiny-target.ts";
import { zipOf } from "../support/zip-writer.ts";
import { zstdOf } from "../support/zstd-writer.ts";

/** One way to store rows, as a table of its own. */
interface Variant {
  readonly name: string;
  readonly key: string;
  readonly body: Buffer;
  readonly table?: Readonly<Record<string, unknown>>;
  /** The rest is fetched by a range that begins at a record; otherwise everything is, and its beginning dropped. */
  readonly byRange: boolean;
}

const count = 6000;
const text = (row: (index: number) => string, head = "id,text\n"): string =>
  head + Array.from({ length: count }, (_, index) => row(index)).join("");
const plainRow = (index: number): string => `${index},${"some texts".repeat(5)}\n`;
const plain = text(plainRow);

const stored: readonly (readonly [name: string, body: string, table?: object])[] = [
  ["lines that end in LF", plain],
  ["lines that end in CRLF", plain.replaceAll("\n", "\r\n")],
  ["blank lines between all rows", plain.replaceAll("\n", "\n\r\n\n")],
  ["line ends inside quotes", text((index) => `${index},"${'one\nline,\r\n""after"" another'.repeat(3)}"\n`)],
  ["a byte order mark", `\uFEFF${plain}`],
  ["the bytes of a byte order mark before each row", text((index) => `\uFEFF${plainRow(index)}`)],
  ["characters of several bytes", text((index) => `${index},${"äöü 日本 😀!".repeat(4)}\n`)],
  ["lines above the header", `a report\nof, "today\n\n${plain}`, { skip_lines: 3 }],
  ["lines of comment", plain.replaceAll("\n", '\n# said, "aside\n'), { comment: "#" }],
  ["no header", plain.replace("id,text\n", ""), { header: false }],
  ["a header from the config", plain.replace("id,text\n", ""), { header: ["number", "words"] }],
  ["a delimiter of two characters", plain.replaceAll(",", "||"), { delimiter: "||" }],
];

const repacked: readonly (readonly [name: string, key: string, body: Buffer, table?: object])[] = [
  ["gzip", "gzip.csv.gz", gzipSync(plain)],
  ["gzip under a plain name", "transferred.csv", gzipSync(plain)],
  [
    "gzip of several members",
    "members.csv.gz",
    Buffer.concat([plain.slice(0, 99_999), plain.slice(99_999)].map((part) => gzipSync(part))),
  ],
  [
    "a zip archive of several files",
    "files.zip",
    zipOf(["a.csv", "b.csv", "c.csv"].map((name) => ({ name, text: Buffer.from(plain) }))),
  ],
  ["zstd", "zstd.csv.zst", zstdOf(Buffer.from(plain))],
  ["UTF-16", "utf16.csv", Buffer.from(`\uFEFF${plain}`, "utf16le")],
  [
    "another encoding",
    "latin1.csv",
    Buffer.from(plain.replaceAll("some", "größe"), "latin1"),
    { encoding: "windows-1252" },
  ],
  ["NUL characters", "nul.csv", Buffer.from(plain.replaceAll("some", "so\0me"))],
];

const variants: readonly Variant[] = [
  ...stored.map(([name, body, table = {}], index) => ({
    name,
    key: `plain-${index}.csv`,
    body: Buffer.from(body),
    table: { ...table },
    byRange: true,
  })),
  ...repacked.map(([name, key, body, table = {}]) => ({ name, key, body, table: { ...table }, byRange: false })),
];

let store: Store;
let config: Record<string, unknown>;
let catalog: Catalog;
let whole: TapRun;

const nulsTold = /^[\d,]+ NUL characters of "nul\.csv" were left out/;

const streamOf = ({ key }: Variant): string => key.replaceAll(/\W/g, "_");

beforeAll(async () => {
  store = await startStore();
  store.createBucket(bucketName);
  for (const { key, body } of variants) store.put(bucketName, key, body);
  const tables = variants.map((variant) => ({
    table_name: streamOf(variant),
    search_pattern: `^${variant.key.replaceAll(".", String.raw`\.`)}$`,
    ...variant.table,
  }));
  config = configFor(store, { tables, checkpoint_records: 100 });
  catalog = (await discover({ config })).catalog ?? { streams: [] };
  whole = await runTap({ config, catalog });
  expect(whole.complaints).toEqual([expect.stringMatching(nulsTold)]);
}, 120_000);
afterAll(async () => store.close());

/** The catalog with one stream. */
function only(stream: string): Catalog {
  return { streams: catalog.streams.filter(({ tap_stream_id: id }) => id === stream) };
}

function linesOf(messages: readonly Message[], stream: string): readonly Line[] {
  return messages.flatMap((message) =>
    message.type === "RECORD" && message.stream === stream ? [lineOf(message.record)] : [],
  );
}

interface PartOfState {
  readonly byte: number;
  readonly records: number;
}

function partOf(state: StateValue, stream: string): PartOfState | null {
  const bookmark: unknown = state.bookmarks[stream];
  const { _files: files }: { _files?: { part: PartOfState | null } } = Object(bookmark);
  return files?.part ?? null;
}

describe("A run that begins inside a file", () => {
  test.concurrent.for(variants)(
    "writes the rest of it, with $name",
    { timeout: 120_000 },
    async (variant, { expect }) => {
      const stream = streamOf(variant);
      const all = linesOf(whole.messages, stream);
      expect(all.length).toBeGreaterThanOrEqual(count);
      const inside = whole.messages.flatMap((message, index) =>
        message.type === "STATE" && (partOf(message.value, stream)?.records ?? 0) > 0 ? [index] : [],
      );
      expect(inside.length).toBeGreaterThan(1);
      const at = inside[Math.floor((inside.length - 1) / 2)] ?? 0;
      const message = whole.messages[at];
      const state = message?.type === "STATE" ? message.value : { bookmarks: {} };
      const before = linesOf(whole.messages.slice(0, at), stream);
      expect(partOf(state, stream)?.records).toBe(before.length);

      const asked = store.requests.length;
      const rest = await runTap({ config, catalog: only(stream), state });
      expect(rest.complaints.filter((line) => !nulsTold.test(line))).toEqual([]);
      expect(rest.code).toBe(0);
      expect(differences(all, [...before, ...linesOf(rest.messages, stream)])).toEqual(none);
      // Whoever is interrupted once more must not go back.
      const reached = rest.messages.flatMap((message) =>
        message.type === "STATE" ? [partOf(message.value, stream)?.records ?? all.length] : [],
      );
      expect(reached).toEqual(reached.toSorted((a, b) => a - b));

      const gets = store.requests
        .slice(asked)
        .filter(({ key, operation }) => key === variant.key && operation === "GetObject");
      const byte = partOf(state, stream)?.byte ?? 0;
      expect(byte > 0).toBe(variant.byRange);
      // The header once more, and then from the record on.
      if (variant.byRange)
        expect(gets.map(({ range }) => range)).toEqual([
          expect.stringMatching(/^bytes=0-/),
          `bytes=${byte}-${variant.body.length - 1}`,
        ]);
    },
  );
});
