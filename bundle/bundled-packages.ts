import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { OutputBundle } from "rolldown";

/** A package of which something is in the bundle. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** An SPDX expression. */
  readonly license: string;
  /** What its license and its notices say. */
  readonly texts: readonly string[];
}

/** The packages of which something is in the bundle, by name. */
export function bundledPackages(files: OutputBundle): readonly BundledPackage[] {
  const modules = Object.values(files).flatMap((file) => (file.type === "chunk" ? file.moduleIds : []));
  const folders = new Set(modules.flatMap((id) => packageFolder.exec(id)?.[0] ?? []));
  return [...folders].toSorted().map(readPackage);
}

const packageFolder = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/;

function readPackage(folder: string): BundledPackage {
  const { name, version, license }: { name: string; version: string; license: string } = JSON.parse(
    readFileSync(join(folder, "package.json"), "utf8"),
  );
  const texts = readdirSync(folder)
    .filter((file) => /^(?:licen[cs]e|notice)/i.test(file))
    .map((file) => readFileSync(join(folder, file), "utf8").trim());
  return { name, version, license, texts };
}
