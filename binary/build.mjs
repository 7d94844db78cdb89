// Puts the bundle that stands in dist/ into a copy of the Node that runs this script: build/binary/tap-s3-csv needs
// nothing else on the machine. https://nodejs.org/api/single-executable-applications.html
import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inject } from "postject";

const folder = "build/binary";
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const [main, blob, config] = ["program.js", "blob", "sea.json"].map((name) => join(folder, name));
const binary = join(folder, process.platform === "win32" ? "tap-s3-csv.exe" : "tap-s3-csv");

// What bin/ and launch.ts do, but for the compiled code, which is put into the binary. It stands before the first line, so
// that the map of the program's lines holds here too.
const start = "process.exitCode = 1; const modules = new Map(";
const end = `), loaded = new Map();
const { getAsset } = require("node:sea");
const load = (name) => {
  if (name === "./setup-page.cjs") {
    const page = {};
    new Function("exports", "require", getAsset("setup-page.cjs", "utf8"))(page, require);
    return page;
  }
  if (name === "./seldom.js" && !modules.has(name)) {
    const { runInThisContext } = require("node:vm");
    const list = runInThisContext(getAsset("seldom.js", "utf8"), { filename: "seldom.js" });
    for (const [one, module] of list) modules.set(one, module);
  }
  if (!modules.has(name)) return require(name);
  if (!loaded.has(name)) {
    loaded.set(name, {});
    modules.get(name)(loaded.get(name), load, () => {});
  }
  return loaded.get(name);
};
void load("./start.js").main(process).then(({ exitCode }) => {
  process.exitCode = exitCode;
  setTimeout(() => process.exit(exitCode), 1000).unref();
});
`;
writeFileSync(main, start + readFileSync("dist/program.js", "latin1") + end);
const inside = ["program.js.map", "seldom.js", "seldom.js.map", "setup-page.cjs"];
const assets = Object.fromEntries(inside.map((name) => [name, join("dist", name)]));
const options = { main, output: blob, assets, useCodeCache: true, disableExperimentalSEAWarning: true };
writeFileSync(config, JSON.stringify(options));
execFileSync(process.execPath, ["--experimental-sea-config", config], { stdio: ["ignore", "ignore", "inherit"] });

copyFileSync(process.execPath, binary);
chmodSync(binary, 0o755);
if (process.platform === "darwin") execFileSync("codesign", ["--remove-signature", binary]);
await inject(binary, "NODE_SEA_BLOB", readFileSync(blob), {
  sentinelFuse: "NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2",
  machoSegmentName: "NODE_SEA",
});
if (process.platform === "darwin") execFileSync("codesign", ["--sign", "-", binary]);
for (const path of [main, blob, config]) rmSync(path);
