import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "rolldown";

/** Puts the names and licenses of the packages that are in the bundle beside it, as their licenses ask for. */
export const noteLicenses: Plugin = {
  name: "note-licenses",
  generateBundle(_, files) {
    const modules = Object.values(files).flatMap((file) => (file.type === "chunk" ? file.moduleIds : []));
    const folders = new Set(modules.flatMap((id) => packageFolder.exec(id)?.[0] ?? []));
    const notes = [...folders].toSorted().map(noteOf);
    this.emitFile({ type: "asset", fileName: "licenses.txt", source: notes.join(`\n${"-".repeat(80)}\n\n`) });
  },
};

const packageFolder = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/;

function noteOf(folder: string): string {
  const { name, version, license }: { name: string; version: string; license: string } = JSON.parse(
    readFileSync(join(folder, "package.json"), "utf8"),
  );
  const texts = readdirSync(folder)
    .filter((file) => /^(?:licen[cs]e|notice)/i.test(file))
    .map((file) => readFileSync(join(folder, file), "utf8"));
  return [`${name} ${version} (${license})\n`, ...texts].join("\n");
}
