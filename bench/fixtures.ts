import { createHash } from "node:crypto";
import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { mkdir, rename } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { parseRows } from "../src/csv/parse-rows.ts";
import { rowTexts } from "../src/rows/row-texts.ts";
import { generate } from "./generate.ts";
import { type KindName, kinds } from "./kinds.ts";
import { dialect } from "./recipe.ts";
import type { Column } from "./rows.ts";

const folder = join(tmpdir(), "tap-s3-csv-bench");

/** The path of a generated file; made once per machine and kept in the folder for temporary files. */
export async function csvFile(kind: KindName, size: number): Promise<string> {
  return made(`${nameOf(kind, size)}.csv`, (path) =>
    pipeline(Readable.from(generate(kinds[kind], size)), createWriteStream(path)),
  );
}

/** The same file in gzip. */
export async function gzipFile(kind: KindName, size: number): Promise<string> {
  const csv = await csvFile(kind, size);
  return made(`${nameOf(kind, size)}.csv.gz`, (path) =>
    pipeline(createReadStream(csv), createGzip({ level: 6 }), createWriteStream(path)),
  );
}

/** The same records as JSON Lines, with numbers as they stand. */
export async function jsonLinesFile(kind: KindName, size: number): Promise<string> {
  const csv = await csvFile(kind, size);
  return made(`${nameOf(kind, size)}.jsonl`, (path) =>
    pipeline(Readable.from(jsonLines(csv, kinds[kind].columns)), createWriteStream(path)),
  );
}

async function* jsonLines(csv: string, columns: readonly Column[]): AsyncGenerator<string> {
  let isHeader = true;
  for await (const batch of parseRows(dialect)(createReadStream(csv))) {
    let text = "";
    for (let row = isHeader ? 1 : 0; row < batch.count; row++) {
      const members = rowTexts(batch, row).map((field, index) => {
        const { name = "", type } = columns[index] ?? {};
        return `${JSON.stringify(name)}:${type === "integer" || type === "number" ? field : JSON.stringify(field)}`;
      });
      text += `{${members.join(",")}}\n`;
    }
    isHeader = false;
    yield text;
  }
}

/** With a fingerprint of the content, or a file of an older generator would be taken for one of today's. */
function nameOf(kind: KindName, size: number): string {
  const hash = createHash("sha256");
  for (const piece of generate(kinds[kind], 10_000)) hash.update(piece);
  return `${kind}-${size}-${hash.digest("hex").slice(0, 8)}`;
}

async function made(name: string, make: (path: string) => Promise<void>): Promise<string> {
  const path = join(folder, name);
  if (existsSync(path)) return path;
  await mkdir(folder, { recursive: true });
  // Under its name only when it is whole: a benchmark that was interrupted must not leave half a file.
  const unfinished = `${path}.${process.pid}`;
  await make(unfinished);
  await rename(unfinished, path);
  return path;
}
