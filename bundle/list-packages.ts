import type { Plugin } from "rolldown";
import packageFile from "../package.json" with { type: "json" };
import { bundledPackages, type BundledPackage } from "./bundled-packages.ts";

/**
 * Says beside the bundle which packages are in it: for people and lawyers in `licenses.txt`, for audits in
 * `sbom.cdx.json`, since nothing else on the machine tells of them.
 */
export const listPackages: Plugin = {
  name: "list-packages",
  generateBundle(_, files) {
    for (const one of bundledPackages(files)) known.set(one.name, one);
    const packages = [...known.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
    this.emitFile({ type: "asset", fileName: "licenses.txt", source: licenses(packages) });
    this.emitFile({ type: "asset", fileName: "sbom.cdx.json", source: JSON.stringify(bill(packages)) });
  },
};

/** Of all bundles so far: the last one that is built lists them all. */
const known = new Map<string, BundledPackage>();

/** Each text once, below the names of those who are under it. */
function licenses(packages: readonly BundledPackage[]): string {
  const names = new Map<string, string[]>();
  for (const { name, version, license, texts } of packages) {
    const text = texts.join("\n\n");
    const listed = names.get(text) ?? [];
    names.set(text, [...listed, `${name} ${version} (${license})`]);
  }
  const notes = [...names].map(([text, those]) => `${those.join("\n")}\n\n${text}\n`);
  return withTermsOnce(notes.join(`\n${"-".repeat(80)}\n\n`));
}

/** Licences of which many packages have a copy that differs in nothing but what stands around these words. */
const common = [
  ["the Apache License 2.0", /TERMS AND CONDITIONS FOR USE,[\s\S]*?END OF TERMS AND CONDITIONS/g],
  ["the MIT License", /Permission is hereby granted, free of charge,[\s\S]*?DEALINGS IN\s+THE\s+SOFTWARE\.?/gi],
  ["the ISC License", /Permission to use, copy, modify,[\s\S]*?PERFORMANCE OF\s+THIS\s+SOFTWARE\.?/gi],
] as const;

function withTermsOnce(text: string): string {
  return common.reduce((rest, [name, pattern]) => {
    let first: string | undefined;
    return rest.replace(pattern, (terms) => {
      const words = terms.replace(/\W+/g, " ").trim().toLowerCase();
      if (first === words) return `[The terms of ${name}, word for word as above]`;
      first ??= words;
      return terms;
    });
  }, text);
}

/** https://cyclonedx.org/docs/1.6/json/ */
function bill(packages: readonly BundledPackage[]): object {
  const { name, version, license } = packageFile;
  const root = {
    "bom-ref": purl({ name, version }),
    type: "application",
    name,
    version,
    purl: purl({ name, version }),
  };
  return {
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: { component: { ...root, licenses: [{ license: { id: license } }] } },
    components: packages.map((one) => ({
      "bom-ref": purl(one),
      type: "library",
      name: one.name,
      version: one.version,
      // An id is one license, an expression may combine them.
      licenses: [/\s/.test(one.license) ? { expression: one.license } : { license: { id: one.license } }],
      purl: purl(one),
    })),
    dependencies: [{ ref: root["bom-ref"], dependsOn: packages.map(purl) }],
  };
}

/** https://github.com/package-url/purl-spec */
function purl({ name, version }: { readonly name: string; readonly version: string }): string {
  return `pkg:npm/${name.replace("@", "%40")}@${version}`;
}
