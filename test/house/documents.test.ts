import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { formatEndings } from "../../src/format/formats.ts";
import packageFile from "../../package.json" with { type: "json" };

const project = join(import.meta.dirname, "../..");
const pages = [
  "",
  "docs",
  "local-aws",
  "examples",
  "examples/meltano",
  "examples/slurm",
  "examples/xargs",
  "wheel",
].flatMap((folder) =>
  readdirSync(join(project, folder))
    .filter((name) => name.endsWith(".md"))
    .map((name) => join(folder, name)),
);
const workflows = readdirSync(join(project, ".github/workflows")).map((name) => join(".github/workflows", name));
const read = (path: string): string => readFileSync(join(project, path), "utf8");

describe.each(pages)("%s", (page) => {
  it("links only to files and headings that are there", () => {
    const links = [...read(page).matchAll(/\]\((?!\w+:)([^)#]*)(?:#([^)]*))?\)/g)];
    const broken = links.filter(([, path = "", anchor]) => {
      const target = path === "" ? page : join(dirname(page), path);
      if (!existsSync(join(project, target))) return true;
      return anchor !== undefined && !anchorsOf(read(target)).includes(anchor);
    });
    expect(broken.map(([link]) => link)).toEqual([]);
  });
});

describe.each([...pages, ...workflows, ".ci/run"])("%s", (page) => {
  it("names only scripts that package.json has", () => {
    const named = [...read(page).matchAll(/npm run (?:--\w+ )?([\w:]+)/g)].map(([, name]) => name ?? "");
    expect(named.filter((name) => !Object.hasOwn(packageFile.scripts, name))).toEqual([]);
  });
});

describe("README.md", () => {
  it("can be read at once, and leads to every page of docs/", () => {
    const text = read("README.md");
    expect(text.split("\n").length).toBeLessThanOrEqual(201);
    const unknown = pages.filter((page) => page.startsWith("docs/") && !text.includes(`](${page})`));
    expect(unknown).toEqual([]);
  });
});

/** A page, how it says a figure, and how the row of docs/speed.md begins that has it. */
const figures: readonly (readonly [page: string, figure: RegExp, row: string])[] = [
  ["README.md", /([\d.]+) KB for 1,000,000 files/, "the bookmark of 10, 10,000 and 1,000,000 files"],
  ["docs/promises.md", /a whole run over 200,000 of them took (\d+) MB/, "peak memory, 200,000 due files"],
  ["docs/scale-out.md", /1,000,000 due files in 64 parts took (\d+) MB/, "peak memory, a plan of 1,000,000 due files"],
];

describe("docs/speed.md", () => {
  it.each(figures)("has the figure of %s that reads %s", (page, figure, row) => {
    const line = read("docs/speed.md")
      .split("\n")
      .find((text) => text.startsWith(`| ${row}`));
    const measured = /^\D*([\d.]+)/.exec(line?.split("|")[2] ?? "")?.[1];
    expect(measured).toBeDefined();
    expect(figure.exec(read(page))?.[1]).toBe(measured);
  });
});

describe("docs/formats.md", () => {
  it("names every ending that is read", () => {
    const text = read("docs/formats.md");
    expect(formatEndings.filter((ending) => !text.includes(`\`${ending}\``))).toEqual([]);
  });
});

describe("CONTRIBUTING.md", () => {
  it("names no path that is not there", () => {
    const paths = read("CONTRIBUTING.md").match(/(?<=`)(?:src|test|local-aws|docs|bench|bundle)\/[\w./-]*(?=`)/g) ?? [];
    expect(paths.length).toBeGreaterThan(15);
    expect(paths.filter((path) => !existsSync(join(project, path)))).toEqual([]);
  });
});

describe("The workflows", () => {
  it("test on every Node that .ci/run tests on", () => {
    const { jobs }: { jobs: { node: { strategy: { matrix: { node: string[] } } } } } = parse(
      read(".github/workflows/test.yml"),
    );
    const ci = read(".ci/run");
    const local = /for version in ([\d. ]+);/.exec(ci)?.[1]?.split(" ");
    expect(jobs.node.strategy.matrix.node).toEqual(local);
  });

  it("publish nothing that has not been tested", () => {
    const { jobs }: { jobs: Record<string, { needs?: string | string[] }> } = parse(
      read(".github/workflows/release.yml"),
    );
    const isTested = (name: string): boolean =>
      name === "test" || [jobs[name]?.needs ?? []].flat().some((needed) => isTested(needed));
    expect(Object.keys(jobs).filter((name) => name !== "version" && !isTested(name))).toEqual([]);
  });
});

/** As forges make them of headings. */
function anchorsOf(text: string): readonly string[] {
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}
