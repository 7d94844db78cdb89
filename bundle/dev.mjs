// `npm run dev`: builds whenever a source changes, and runs the unit tests that the change touches. Ends with either.
import { spawn } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

const built = "build/built-from.json";
rmSync(built, { force: true });
start("node_modules/rolldown/bin/cli.mjs", "--config", "--watch", "--log-level", "warn");
// Tests refuse a build that is older than its sources.
while (!existsSync(built) && process.exitCode === undefined) await sleep(200);
start("node_modules/vitest/vitest.mjs", "watch", "--changed", "src", "test/properties", "test/house");

function start(...args) {
  const child = spawn(process.execPath, args, { stdio: "inherit" });
  child.on("exit", (code) => process.exit(code ?? 1));
  process.on("exit", () => child.kill());
}
