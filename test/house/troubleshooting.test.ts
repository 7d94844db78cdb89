import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const project = join(import.meta.dirname, "../..");

test("every sentence that docs/troubleshooting.md explains is one that the program can say", () => {
  const page = readFileSync(join(project, "docs/troubleshooting.md"), "utf8");
  const symptoms = [...page.matchAll(/^\| `([^`]+)` +\|/gm)].map(([, symptom = ""]) => symptom);
  expect(symptoms.length).toBeGreaterThan(70);
  const source = sentences();
  expect(symptoms.filter((symptom) => !asPattern(symptom).test(source))).toEqual([]);
});

test("docs/troubleshooting.md explains each exit code but that of success", () => {
  const page = readFileSync(join(project, "docs/troubleshooting.md"), "utf8");
  const codes = readFileSync(join(project, "docs/command-line.md"), "utf8").matchAll(/^\| ([\d, ]+?) +\|/gm);
  const headings = [...page.matchAll(/^## .*$/gm)].join("\n");
  const missing = [...codes]
    .flatMap(([, code = ""]) => code.split(", "))
    .filter((code) => !headings.split(/\W+/).includes(code));
  expect(missing).toEqual(["0"]);
});

/** All of src/ but its tests, with what stands in several literals of one sentence put together. */
function sentences(): string {
  const names = readdirSync(join(project, "src"), { recursive: true, encoding: "utf8" });
  return names
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
    .map((name) => readFileSync(join(project, "src", name), "utf8").replaceAll(/[`"] \+\s+[`"]/g, ""))
    .join("\n");
}

/** Finds a sentence in the source: `…` stands for whatever is filled in. */
function asPattern(symptom: string): RegExp {
  const parts = symptom.split("…").map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(parts.join(".+"));
}
