import { once } from "node:events";
import { Readable } from "node:stream";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import { parse } from "csv-parse";
import type { Column } from "../rows.ts";
import { openS3 } from "./s3.ts";

/*
 * What one writes today: an object from the SDK, through csv-parse, to JSON.stringify. In its best
 * usual form: values typed by a function per column, and 64 KB per write instead of one record.
 * `csv-parse.js KEY COLUMNS`
 */
const [, , key = "", columns = ""] = process.argv;
const all: readonly Column[] = JSON.parse(columns);
const casts = new Map(all.map(({ name, type }) => [name, castTo(type)]));

const { Body } = await openS3().send(new GetObjectCommand({ Bucket: "bench", Key: key }));
if (!(Body instanceof Readable)) throw new Error("The SDK gives no stream");
const parser = Body.pipe(parse({ columns: true, bom: true }));
let text = "";
let line = 2;
for await (const row of parser) {
  const record: Record<string, unknown> = row;
  for (const name in record) record[name] = casts.get(name)?.(String(record[name]));
  record["_sdc_source_bucket"] = "bench";
  record["_sdc_source_file"] = key;
  record["_sdc_source_lineno"] = line++;
  text += `${JSON.stringify({ type: "RECORD", stream: "bench", record })}\n`;
  if (text.length > 65_536) await flush();
}
await flush();

async function flush(): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, "drain");
  text = "";
}

/** No more than it takes to get the types right in files that are known to be right. */
function castTo(type: Column["type"]): (text: string) => unknown {
  switch (type) {
    case "integer":
    case "number":
      return (text) => (text === "" ? null : Number(text));
    case "date-time":
      return (text) => (text === "" ? null : `${text.slice(0, 19)}.000000Z`);
    case "string":
      return (text) => text;
  }
}
