import layersFile from "../../layers.json" with { type: "json" };
import type { Imports } from "./imports.ts";

/** What stands in a folder, or is one file, and what that may import besides itself. */
interface Layer {
  readonly holds: string;
  /** Paths of other layers; `src/*` for all folders of src/. */
  readonly uses: readonly string[];
}

/** The table of `layers.json`, from the top of the house to its foundations. */
export interface LayerTable {
  /** What every layer may use without saying so. */
  readonly everybody: readonly string[];
  readonly layers: Readonly<Record<string, Layer>>;
  /** Circles that still stand, each as the list of its files from the first by name. */
  readonly circles: readonly (readonly string[])[];
}

/** The table that the project is held against. */
export const layerTable: LayerTable = layersFile;

/** One sentence for each import that the table does not allow, and for each line of it that nothing needs. */
export function findForbidden(imports: Imports, { everybody, layers }: Omit<LayerTable, "circles">): string[] {
  const found: string[] = [];
  const needed = new Set<string>();
  for (const [file, targets] of imports) {
    const from = layerOf(file, layers);
    if (from === null) {
      if (file.startsWith("src/")) found.push(`${file} stands in no layer: name its folder in layers.json`);
      continue;
    }
    for (const target of targets) {
      const to = layerOf(target, layers);
      if (to === from || everybody.includes(to ?? target) || (isTest(file) && isForTests(target))) continue;
      const arrow = [to ?? target, `${from}/*`].find((name) => layers[from]?.uses.includes(name));
      if (arrow === undefined) found.push(`${file} may not import ${target}`);
      else needed.add(`${from} ${arrow}`);
    }
  }
  for (const [name, { uses }] of Object.entries(layers)) {
    for (const used of uses) {
      if (!needed.has(`${name} ${used}`))
        found.push(`${name} does not need ${used}: take it off its line in layers.json`);
    }
  }
  return found;
}

/** The innermost layer that a path stands in. */
function layerOf(path: string, layers: LayerTable["layers"]): string | null {
  const within = Object.keys(layers).filter((name) => path === name || path.startsWith(`${name}/`));
  return within.toSorted((one, other) => other.length - one.length)[0] ?? null;
}

function isTest(file: string): boolean {
  return file.endsWith(".test.ts");
}

function isForTests(target: string): boolean {
  return target.startsWith("test/") || target.startsWith("local-aws/");
}
