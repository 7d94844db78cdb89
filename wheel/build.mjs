// Builds the wheel of the bundle that stands in dist/ into build/wheel/, by hatchling in an environment of its own.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

const [source, target] = ["wheel", "build/wheel"];
const stage = join(target, "stage");
rmSync(target, { recursive: true, force: true });
mkdirSync(stage, { recursive: true });

for (const name of ["pyproject.toml", "README.md", "tap_s3_csv_node"]) {
  cpSync(join(source, name), join(stage, name), { recursive: true });
}
for (const name of ["package.json", "LICENSE"]) cpSync(name, join(stage, name));
const inside = join(stage, "tap_s3_csv_node");
cpSync("bin", join(inside, "bin"), { recursive: true });
for (const name of [
  "launch.cjs",
  "program.js",
  "program.js.map",
  "seldom.js",
  "seldom.js.map",
  "setup-page.cjs",
  "setup-page.cjs.map",
  "licenses.txt",
  "sbom.cdx.json",
]) {
  cpSync(join("dist", name), join(inside, "dist", name));
}

const environment = "build/wheel-env";
const bin = join(environment, process.platform === "win32" ? "Scripts" : "bin");
const [, hatchling = ""] = /"(hatchling==[^"]+)"/.exec(readFileSync(join(source, "pyproject.toml"), "utf8")) ?? [];
if (!existsSync(join(bin, "hatchling"))) {
  execFileSync("python3", ["-m", "venv", environment], { stdio: "inherit" });
  execFileSync(join(bin, "pip"), ["install", "--quiet", "--disable-pip-version-check", hatchling], {
    stdio: "inherit",
  });
}
execFileSync(join(process.cwd(), bin, "hatchling"), ["build", "--target", "wheel", "--directory", ".."], {
  cwd: stage,
  stdio: ["ignore", "ignore", "inherit"],
});
rmSync(stage, { recursive: true });
