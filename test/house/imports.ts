import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { parseAst } from "rolldown/parseAst";

/** What each file of the project imports of the project, both as paths from its root. */
export type Imports = ReadonlyMap<string, readonly string[]>;

/** Stands for the path of an `import()` that is not a plain string, and so can be held against nothing. */
const COMPUTED = "(computed)";

/**
 * Reads every import of the TypeScript files in these folders: of values and of types, static and dynamic, re-exports
 * too. Packages are left out.
 */
export function readImports(root: string, folders: readonly string[]): Imports {
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => posix.join(folder, name.replaceAll("\\", "/"))),
  );
  return new Map(files.toSorted().map((file) => [file, importsOf(file, readFileSync(join(root, file), "utf8"))]));
}

function importsOf(file: string, text: string): string[] {
  const found = new Set<string>();
  const visit = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    const specifier = specifierOf(node);
    if (specifier?.startsWith(".") === true) found.add(withEnding(posix.join(posix.dirname(file), specifier)));
    else if (specifier?.startsWith("#") === true) found.add(withEnding(specifier.slice(1)));
    else if (specifier === COMPUTED) found.add(COMPUTED);
    for (const child of Object.values(node)) visit(child);
  };
  visit(parseAst(text, { lang: languageOf(file) }));
  return [...found];
}

// `import … from`, `export … from`, `import()` and the type `import("…")` all keep in `source` where from.
function specifierOf(node: object): string | null {
  if (!("source" in node) || typeof node.source !== "object" || node.source === null) return null;
  return "value" in node.source && typeof node.source.value === "string" ? node.source.value : COMPUTED;
}

function languageOf(file: string): "dts" | "ts" | "tsx" {
  if (file.endsWith(".tsx")) return "tsx";
  return file.endsWith(".d.ts") ? "dts" : "ts";
}

// AssemblyScript names files without their ending.
function withEnding(path: string): string {
  return /\.\w+$/.test(path) ? path : `${path}.ts`;
}
