import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { parseLog, spawnTap } from "../support/run-tap.ts";

const help = async (): Promise<string> => (await spawnTap({ args: ["--help"] })).stdout;

async function flagsOfHelp(): Promise<readonly string[]> {
  const flags = [...(await help()).matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gm)].map(([, flag]) => flag ?? "");
  expect(flags.length).toBeGreaterThan(15);
  return flags;
}

describe("--help", () => {
  test("fits into 80 columns, and shows groups, exit codes and examples", async () => {
    const lines = (await help()).split("\n");
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    const headings = lines.filter((line) => /^[A-Z][\w ]+:$/.test(line));
    expect(headings).toEqual([
      "Sync and discover:",
      "Several runs side by side:",
      "Set up:",
      "Find out:",
      "Log and shell:",
      "Exit codes:",
      "Examples:",
    ]);
  });
});

describe("A command line that cannot be meant", () => {
  const secret = '{"sse_customer_key":"hunter2"}';
  test.each([
    ["a mistyped flag", ["--discovr"], /There is no flag --discovr; did you mean --discover\?/],
    ["a flag like no other", ["--zzz"], /There is no flag --zzz; --help lists the flags/],
    ["a flag with a value that nobody may see", ["--password=hunter2"], /There is no flag --password; --help lists/],
    ["a flag without its value", ["--config"], /--config <file> requires a value/],
    [
      "a value that is no choice",
      ["--about", "--format", "yaml"],
      /The flag --format <format> cannot be "yaml"; choose from text, json, markdown/,
    ],
    [
      "a file without a flag",
      ["--config", "a.json", "b.json"],
      /Unexpected argument "b.json": name files as in --config FILE/,
    ],
    [
      "a config in place of its name",
      ["--config", secret],
      /^--config needs the path of a file, and what stands there is/,
    ],
    ["a config without a flag", ["--config", "a.json", secret], /^Unexpected argument: name files as in --config FILE/],
    [
      "two commands",
      ["--config", "a.json", "--discover", "--check"],
      /The flags --discover and --check cannot go together/,
    ],
    ["--principal alone", ["--config", "a.json", "--principal", "1".repeat(12)], /--principal only goes with --policy/],
    ...["*", "reader", "", "arn:aws:iam::123456789012:user/*", "arn:aws:s3:::lake"].map(
      (text): [string, string[], RegExp] => [
        `"${text}" for somebody`,
        ["--config", "a.json", "--policy", "--principal", text],
        /^The flag --principal <arn> cannot be ".*"; give the ARN of a user or a role, or the 12 digits of an account$/,
      ],
    ),
    ["a number out of bounds", ["--check", "--rows", "x"], /--rows <n> cannot be "x"; give a number from 0 to 999$/],
  ])("is refused, as %s", async (_name, args, says) => {
    const { code, stdout, stderr } = await spawnTap({ args });
    const [{ msg } = { msg: "" }, ...others] = parseLog(stderr);
    expect(msg).toMatch(says);
    expect(stderr).not.toContain("hunter2");
    expect({ code, stdout, others }).toEqual({ code: 2, stdout: "", others: [] });
  });
});

test("The page for man names every flag of the help, and all its exit codes", async () => {
  const project = new URL("../../", import.meta.url);
  const {
    man: [file = ""],
  }: { man: readonly string[] } = JSON.parse(await readFile(new URL("package.json", project), "utf8"));
  const page = (await readFile(new URL(file, project), "utf8")).replaceAll("\\-", "-");
  expect(page).toMatch(/^\.TH TAP-S3-CSV 1 /);
  const flags = (await flagsOfHelp()).map((flag) => `${flag}( |$)`);
  for (const pattern of [...flags, "130, 143 +stopped by"]) expect(page).toMatch(new RegExp(pattern, "m"));
});

describe("--completion", () => {
  test.each([
    ["--dis", "tap-s3-csv", ["--discover"]],
    ["p", "--log-format", ["pretty"]],
    ["", "--format", ["text", "json", "markdown", "meltano"]],
  ])("bash completes %j behind %s", async (current, previous, expected) => {
    const { stdout: script } = await spawnTap({ args: ["--completion", "bash"] });
    const ask = `COMP_WORDS=(tap-s3-csv '${previous}' '${current}'); COMP_CWORD=2; _tap_s3_csv; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout } = await promisify(execFile)("bash", ["-c", `${script}\n${ask}`]);
    expect(stdout.trim().split("\n")).toEqual(expected);
  });

  test("zsh gets every flag of the help", async () => {
    const { stdout: script } = await spawnTap({ args: ["--completion", "zsh"] });
    for (const flag of await flagsOfHelp()) expect(script).toContain(flag);
  });
});
