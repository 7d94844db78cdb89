import { createReadStream } from "node:fs";
import { toUtf8 } from "../../src/bytes/utf8.ts";
import { Windows } from "../../src/record/windows.ts";
import { Output } from "../../src/singer/output.ts";
import { transcode } from "../../src/object/transcode.ts";
import type { Column } from "../rows.ts";
import { recipeOf } from "../recipe.ts";

/* The tap's pipeline without the store: `transcode-file.js PATH KEY COLUMNS` */
const [, , path = "", key = "", columns = ""] = process.argv;
const all: readonly Column[] = JSON.parse(columns);
const output = new Output(process.stdout);
const source = createReadStream(path, { highWaterMark: 256 * 1024 });
const text = toUtf8(source, { encoding: "utf-8", onInvalid: "fail", from: 0 });
const recipe = { ...recipeOf(key, all), windows: new Windows(64 * 1024) };
for await (const piece of transcode(text, recipe, { before: 0, pass: 0, names: null })) await output.write(piece.bytes);
await output.flush();
