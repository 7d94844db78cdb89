import { cpSync, mkdirSync, mkdtempSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { hashesFile, sourceHashes } from "../../bundle/source-hashes.ts";
import { requireFreshBuild } from "../support/built-from.ts";

const project = join(import.meta.dirname, "../..");

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "tap-s3-csv-built-"));
  for (const name of ["kernel", "bundle", "package.json", "package-lock.json", "rolldown.config.ts"]) {
    cpSync(join(project, name), join(root, name), { recursive: true });
  }
  mkdirSync(join(root, "src/singer"), { recursive: true });
  writeFileSync(join(root, "src/singer/messages.ts"), 'export const type = "SCHEMA";');
  mkdirSync(join(root, "build"));
  writeFileSync(join(root, hashesFile), JSON.stringify(sourceHashes(root)));
});
afterEach(() => rmSync(root, { recursive: true }));

test("A build of the sources as they are may be tested", () => {
  expect(() => requireFreshBuild("", root)).not.toThrow();
});

test.each([
  ["a changed file", "src/singer/messages.ts", 'export const type = "SCHEMMA";'],
  ["a new file", "src/singer/more.ts", ""],
  ["another version of a package", "package-lock.json", "{}"],
])("A build is refused after %s", (_, path, text) => {
  writeFileSync(join(root, path), text);
  expect(() => requireFreshBuild("", root)).toThrow(`The build is older than ${path}; run "npm run build"`);
  expect(() => requireFreshBuild("kernel/", root)).not.toThrow();
});

test("A build is refused after a file is gone, and after a change in a kernel, also by unit tests", () => {
  unlinkSync(join(root, "src/singer/messages.ts"));
  expect(() => requireFreshBuild("", root)).toThrow("older than src/singer/messages.ts");
  writeFileSync(join(root, "kernel/dates.ts"), "");
  expect(() => requireFreshBuild("kernel/", root)).toThrow("older than kernel/dates.ts");
});

test("A build that does not tell what it was made from is refused; a test's change does not matter", () => {
  writeFileSync(join(root, "src/singer/messages.test.ts"), "");
  expect(() => requireFreshBuild("", root)).not.toThrow();
  unlinkSync(join(root, hashesFile));
  expect(() => requireFreshBuild("", root)).toThrow("The build is older than");
});
