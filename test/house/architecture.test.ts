import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { layerTable } from "./layers.ts";

const project = join(import.meta.dirname, "../..");
const page = join(project, "docs/architecture.md");

describe("docs/architecture.md", () => {
  const text = readFileSync(page, "utf8");

  // `npm run docs` writes the page when it differs.
  it("shows layers.json", async () => {
    const list = /(?<=<!-- layers -->\n\n).*?(?=\n\n<!-- \/layers -->)/s;
    expect(text).toMatch(list);
    await expect(text.replace(list, layersAsMarkdown)).toMatchFileSnapshot(page);
  });

  it("names every file at the top of src/", () => {
    const files = readdirSync(join(project, "src"), { withFileTypes: true }).filter((entry) => entry.isFile());
    const verbs = files.map(({ name }) => name).filter((name) => !name.endsWith(".test.ts"));
    expect(verbs.filter((name) => !text.includes(`\`src/${name}\``))).toEqual([]);
  });

  it("names no path that is not there", () => {
    const folders = readdirSync(project).join("|").replaceAll(".", "\\.");
    const paths = text.match(new RegExp(`(?<=\`)(${folders})(/[\\w./-]*)?(?=\`)`, "g")) ?? [];
    expect(paths.length).toBeGreaterThan(20);
    expect(paths.filter((path) => !existsSync(join(project, path)))).toEqual([]);
  });

  it("names no file by its name alone that is not there", () => {
    const files = new Set(
      ["src", "kernel", "test", "local-aws"].flatMap((folder) =>
        readdirSync(join(project, folder), { recursive: true, encoding: "utf8" }).map((path) => basename(path)),
      ),
    );
    const names = text.match(/(?<=`)[\w-]+\.ts(?=`)/g) ?? [];
    expect(names.length).toBeGreaterThan(10);
    expect(names.filter((name) => !files.has(name))).toEqual([]);
  });
});

function layersAsMarkdown(): string {
  const { everybody, layers } = layerTable;
  const lines = Object.entries(layers).map(([path, { holds, uses }]) => {
    const names = uses.map((name) => (name === "src/*" ? "every folder of `src/`" : `\`${name}\``));
    return `- \`${path}\`: ${holds}${names.length === 0 ? "" : `. Imports ${names.join(", ")}`}`;
  });
  return `${lines.join("\n")}\n\nEverybody may also import ${everybody.map((name) => `\`${name}\``).join(", ")}.`;
}
