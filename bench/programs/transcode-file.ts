import { createReadStream } from "node:fs";
import { csvFormat } from "../../src/csv/csv-format.ts";
import { OutputBuffers } from "../../src/record/output-buffers.ts";
import { Output } from "../../src/singer/output.ts";
import { transcode } from "../../src/object/transcode.ts";
import type { Column } from "../rows.ts";
import { openFile, recipeOf } from "../recipe.ts";

/* The tap's pipeline without the store: `transcode-file.js PATH KEY COLUMNS` */
const [, , path = "", key = "", columns = ""] = process.argv;
const all: readonly Column[] = JSON.parse(columns);
const output = new Output(process.stdout);
const source = createReadStream(path, { highWaterMark: 256 * 1024 });
const recipe = { ...recipeOf(key, all), windows: new OutputBuffers(64 * 1024) };
const beginning = { records: 0, byte: 0 };
for await (const pieces of transcode(csvFormat(","), openFile(source), recipe, beginning)) {
  for (const { bytes } of pieces) {
    const taken = output.write(bytes);
    if (taken !== null) await taken;
  }
}
await output.flush();
