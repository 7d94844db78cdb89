import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { findCircles } from "./circles.ts";
import { readImports, type Imports } from "./imports.ts";
import { findForbidden, layerTable } from "./layers.ts";

const project = join(import.meta.dirname, "../..");
const FOLDERS = ["src", "kernel", "bundle", "local-aws", "demo", "bench", "test"];

describe("the files of the project", () => {
  const imports = readImports(project, FOLDERS);

  it("import each other in no circle, not even of types", () => {
    expect(imports.size).toBeGreaterThan(400);
    expect(findCircles(imports)).toEqual(layerTable.circles);
  });

  it("import only what layers.json allows, and need all that it allows", () => {
    expect(findForbidden(imports, layerTable)).toEqual([]);
  });

  it("stand in folders of src/ that layers.json names, and it names no other", () => {
    const folders = readdirSync(join(project, "src"), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const named = Object.keys(layerTable.layers).filter((name) => /^src\/[\w-]+$/.test(name));
    expect(named.toSorted()).toEqual(folders.map(({ name }) => `src/${name}`).toSorted());
  });
});

describe("the check of imports", () => {
  let root: string | undefined;
  afterEach(() => root !== undefined && rmSync(root, { recursive: true }));

  const plant = (files: Readonly<Record<string, string>>): Imports => {
    root = mkdtempSync(join(tmpdir(), "tap-s3-csv-layers-"));
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(root, dirname(path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return readImports(root, ["src"]);
  };
  const layers = {
    "src/top": { holds: "", uses: ["src/low"] },
    "src/low": { holds: "", uses: [] },
    "src/errors.ts": { holds: "", uses: [] },
  };
  const table = { everybody: ["src/errors.ts"], layers };
  const downward = { "src/top/a.ts": 'import "../low/b.ts";' };

  it.each([
    ["a type import", 'import type { B } from "./b.ts";'],
    ["a type that is imported where it is used", 'let b: import("./b.ts").B;'],
    ["a dynamic import", 'await import("./b.ts");'],
    ["a re-export", 'export type { B } from "./b.ts";'],
  ])("refuses a circle that %s closes", (_, closing) => {
    const imports = plant({ "src/low/a.ts": closing, "src/low/b.ts": 'import { a } from "./a.ts";' });
    expect(findCircles(imports)).toEqual([["src/low/a.ts", "src/low/b.ts"]]);
  });

  it("refuses a longer circle, once", () => {
    const imports = plant({
      "src/low/a.ts": 'import "./b.ts";',
      "src/low/b.ts": 'import "./c.ts";',
      "src/low/c.ts": 'import "./a.ts";',
    });
    expect(findCircles(imports)).toEqual([["src/low/a.ts", "src/low/b.ts", "src/low/c.ts"]]);
  });

  it.each([
    ["upward", "src/low/b.ts", 'import type { A } from "../top/a.ts";', "src/top/a.ts"],
    ["upward from a folder inside", "src/low/in/b.ts", 'import "../../top/a.ts";', "src/top/a.ts"],
    ["from what everybody imports", "src/errors.ts", 'import "./low/b.ts";', "src/low/b.ts"],
    ["of a test's helper", "src/low/b.ts", 'import "../../test/support/chunks.ts";', "test/support/chunks.ts"],
    ["whose path is computed", "src/low/b.ts", "await import(name);", "(computed)"],
  ])("refuses an import %s", (_, file, text, target) => {
    expect(findForbidden(plant({ ...downward, [file]: text }), table)).toEqual([`${file} may not import ${target}`]);
  });

  it("lets a test import helpers of tests", () => {
    const test = { "src/low/b.test.ts": 'import "../../test/support/chunks.ts";' };
    expect(findForbidden(plant({ ...downward, ...test }), table)).toEqual([]);
  });

  it("tells of a folder without a line, and of an arrow that nothing needs", () => {
    expect(findForbidden(plant({ "src/new/a.ts": "" }), table)).toEqual([
      "src/new/a.ts stands in no layer: name its folder in layers.json",
      "src/top does not need src/low: take it off its line in layers.json",
    ]);
  });
});
