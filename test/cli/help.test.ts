import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { spawnTap } from "../support/run-tap.ts";

const help = async (): Promise<string> => (await spawnTap({ args: ["--help"] })).stdout;

describe("--help", () => {
  test("fits into 80 columns, and shows groups, exit codes and examples", async () => {
    const lines = (await help()).split("\n");
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    const headings = lines.filter((line) => /^[A-Z][\w ]+:$/.test(line));
    expect(headings).toEqual(["Sync and discover:", "Find out:", "Log and shell:", "Exit codes:", "Examples:"]);
  });

  test("is not needed to find out what a mistyped flag was meant to be", async () => {
    const { code, stderr } = await spawnTap({ args: ["--discovr"] });
    expect(code).toBe(2);
    expect(stderr).toContain("--discover");
  });
});

describe("--completion", () => {
  test.each([
    ["--dis", "tap-s3-csv", ["--discover"]],
    ["p", "--log-format", ["pretty"]],
    ["", "--format", ["text", "json", "markdown"]],
  ])("bash completes %j behind %s", async (current, previous, expected) => {
    const { stdout: script } = await spawnTap({ args: ["--completion", "bash"] });
    const ask = `COMP_WORDS=(tap-s3-csv '${previous}' '${current}'); COMP_CWORD=2; _tap_s3_csv; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout } = await promisify(execFile)("bash", ["-c", `${script}\n${ask}`]);
    expect(stdout.trim().split("\n")).toEqual(expected);
  });

  test("zsh gets every flag of the help", async () => {
    const { stdout: script } = await spawnTap({ args: ["--completion", "zsh"] });
    const flags = [...(await help()).matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gm)].map(([, flag]) => flag ?? "");
    expect(flags.length).toBeGreaterThan(15);
    for (const flag of flags) expect(script).toContain(flag);
  });
});
