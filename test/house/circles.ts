import type { Imports } from "./imports.ts";

/** The circles that files import each other in, each as the list of its files from the first by name. */
export function findCircles(imports: Imports): string[][] {
  const circles = new Map<string, string[]>();
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (file: string): void => {
    const at = path.indexOf(file);
    if (at >= 0) {
      const circle = fromFirst(path.slice(at));
      circles.set(circle.join(" "), circle);
    }
    if (at >= 0 || done.has(file)) return;
    path.push(file);
    for (const target of imports.get(file) ?? []) visit(target);
    path.pop();
    done.add(file);
  };
  for (const file of imports.keys()) visit(file);
  return [...circles.values()];
}

function fromFirst(circle: readonly string[]): string[] {
  const first = circle.indexOf(circle.toSorted()[0] ?? "");
  return [...circle.slice(first), ...circle.slice(0, first)];
}
