import { readFile, stat } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { csvFile, gzipFile } from "./fixtures.ts";
import { generate } from "./generate.ts";
import { kinds } from "./kinds.ts";

const size = 100_000;

describe("The cached files", () => {
  it("hold what the generator makes, plain and gzipped", async () => {
    const bytes = Buffer.concat([...generate(kinds.quoted, size)]);
    expect((await readFile(await csvFile("quoted", size))).equals(bytes)).toBe(true);
    expect(gunzipSync(await readFile(await gzipFile("quoted", size))).equals(bytes)).toBe(true);
  });

  it("are made once", async () => {
    const first = await stat(await csvFile("narrow", size));
    const second = await stat(await csvFile("narrow", size));
    expect(second.mtimeMs).toBe(first.mtimeMs);
  });
});
