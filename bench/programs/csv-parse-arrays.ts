import { once } from "node:events";
import { Readable } from "node:stream";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import { parse } from "csv-parse";
import type { Column } from "../rows.ts";
import { openS3 } from "./s3.ts";

/*
 * The fastest form of csv-parse that we know, which nobody writes: rows as arrays, taken in a
 * callback, so that no stream of records and no promise per record is in the way.
 * `csv-parse-arrays.js KEY COLUMNS`
 */
const [, , key = "", columns = ""] = process.argv;
const types: readonly Column[] = JSON.parse(columns);

const { Body } = await openS3().send(new GetObjectCommand({ Bucket: "bench", Key: key }));
if (!(Body instanceof Readable)) throw new Error("The SDK gives no stream");
let text = "";
let line = 2;
const parser = parse({
  from: 2,
  on_record: (row: readonly string[]) => {
    const record: Record<string, unknown> = {};
    for (let index = 0; index < types.length; index++) {
      const column = types[index];
      if (column !== undefined) record[column.name] = cast(column.type, row[index] ?? "");
    }
    record["_sdc_source_bucket"] = "bench";
    record["_sdc_source_file"] = key;
    record["_sdc_source_lineno"] = line++;
    text += `${JSON.stringify({ type: "RECORD", stream: "bench", record })}\n`;
    return null;
  },
});
for await (const chunk of Body) {
  await new Promise((resolve) => parser.write(chunk, resolve));
  if (text.length > 65_536) await flush();
}
await new Promise<void>((resolve) => parser.end(resolve));
await flush();

async function flush(): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, "drain");
  text = "";
}

function cast(type: Column["type"], text: string): unknown {
  if (type === "string") return text;
  if (text === "") return null;
  return type === "date-time" ? `${text.slice(0, 19)}.000000Z` : Number(text);
}
