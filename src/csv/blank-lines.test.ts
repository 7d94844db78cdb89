import { expect, test } from "vitest";
import { stream } from "../../test/support/chunks.ts";
import { BlankLines } from "./blank-lines.ts";

test.each<[text: string, blanksBefore: readonly number[]]>([
  ["a\nb\n", [0, 0]],
  ["a\n\nb\n\n\nc", [0, 1, 3]],
  ["\r\na\r\n\r\nb\r\n", [1, 2]],
  ['"a\n\nb"\n\nc\n', [0, 1]],
  ['"a""\n\n""b"\nc\n', [0, 0]],
  ['""\n\n""\n', [0, 1]],
  ['a"b\n\nc"\n', [0, 1]],
  [",\n\n,\n", [0, 1]],
  ['a,"\n\n"\n\nb\n', [0, 1]],
  [" \n\n \n", [0, 1]],
])("the records of %j have %j blank lines before them", async (text, blanksBefore) => {
  for (const size of [1, text.length]) {
    const chunks: Uint8Array[] = [];
    for (let at = 0; at < text.length; at += size) chunks.push(Buffer.from(text.slice(at, at + size)));
    const lines = new BlankLines({ delimiter: ",", quote: '"' });
    for await (const chunk of lines.pass(stream(chunks))) expect(chunk.length).toBe(size);
    expect(blanksBefore.map((_, record) => lines.before(record))).toEqual(blanksBefore);
  }
});
