import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const read = (path: string): string => readFileSync(`${root}${path}`, "utf8");

/** What keeps a process alive, hears what happens to it, or ends it. */
const marks =
  /process\.exitCode(?= =)|process\.exit(?=\()|setTimeout(?=\()|setInterval(?=\()|setImmediate(?=\()|\bwait\((?=ms)|\.on\((?=")|\.once\((?=")|addEventListener(?=\()|prependListener(?=\()|removeAllListeners|\blisten(?=\()/g;

test("docs/process.md lists everything that keeps the process or ends it, with a reason", () => {
  const sources = ["src", "bin"].flatMap((folder) =>
    readdirSync(`${root}${folder}`, { recursive: true, encoding: "utf8" })
      .map((path) => `${folder}/${path.replaceAll("\\", "/")}`)
      .filter((path) => /\.(tsx?|js|cjs|mjs)$/.test(path) && !path.endsWith(".test.ts")),
  );
  const found = sources.flatMap((path) => {
    const counts = new Map<string, number>();
    for (const [mark] of read(path).matchAll(marks)) counts.set(mark, (counts.get(mark) ?? 0) + 1);
    return [...counts].map(([mark, count]) => `${path}: ${mark} ${count}`);
  });
  const rows = [...read("docs/process.md").matchAll(/^\| `([^`]+)` +\| `([^`]+)` +\| (\d+) +\| (.{10,}) \|$/gm)];
  const listed = rows.map(([, path, mark, count]) => `${path}: ${mark} ${count}`);
  expect(found.length).toBeGreaterThan(10);
  expect(listed.toSorted()).toEqual(found.toSorted());
});
