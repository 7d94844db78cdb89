// oxlint-disable no-control-regex -- the orders that a terminal obeys are what these tests are about
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { tmpdir } from "node:os";
import { promisify } from "node:util";
import { afterEach, describe, expect, test } from "vitest";
import { type FaultProxy, startFaultProxy } from "../../local-aws/fault-proxy/fault-proxy.ts";
import { binary } from "../support/binary.ts";
import { bucketName, configFor, useStore } from "../support/bucket.ts";
import { isInstalled } from "../support/is-installed.ts";
import { largeFile } from "../support/large-file.ts";
import { parseMessages } from "../support/messages.ts";
import { spawnTap, testEnvironment, writeFiles } from "../support/run-tap.ts";

const store = useStore();
let proxy: FaultProxy | undefined;
afterEach(async () => {
  await proxy?.close();
  proxy = undefined;
});

/** util-linux has it; other systems have a program of the name with other options. */
const hasScript = process.platform === "linux" && isInstalled("script");

/** Runs the tap with stderr on a terminal of its own, and stdout in a file unless told otherwise. */
async function onTerminal(
  env: Readonly<Record<string, string>> = {},
  args = "",
  columns = 100,
  url = store().url,
): Promise<{ screen: string; stdout: string }> {
  const folder = await mkdtemp(join(tmpdir(), "tap-s3-csv-terminal-"));
  try {
    const files = await writeFiles(folder, { config: configFor(store(), { aws_endpoint_url: url }) });
    const out = join(folder, "out.jsonl");
    const command = `stty cols ${columns}; '${process.execPath}' '${binary}' ${files.join(" ")} ${args} > '${out}'`;
    const { stdout: screen } = await promisify(execFile)("script", ["-qec", command, "/dev/null"], {
      env: { ...testEnvironment(env), TERM: env["TERM"] ?? "xterm-256color" },
    });
    return { screen, stdout: await readFile(out, "utf8") };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

describe.skipIf(!hasScript)("On a terminal (skipped without script of util-linux)", () => {
  test("what a check finds wrong is coloured, unless nobody wants colours", async () => {
    store().put(bucketName, "a.csv", Buffer.from("id;name\n1;\xe4\n2;x\n3;y\n4;z\n", "latin1"));
    const { screen } = await onTerminal({}, "--check >&2; :");
    expect(screen).toMatch(/\u001B\[31m {2}PROBLEM\u001B\[39m /);
    expect(screen).toMatch(/\u001B\[33m {2}warning\u001B\[39m /);
    expect((await onTerminal({ NO_COLOR: "1" }, "--check >&2; :")).screen).not.toContain("\u001B[3");
  });

  test("a line tells how far the run has come, and a table what became of it", async () => {
    store().put(bucketName, "large.csv", largeFile(60 * 1024 * 1024, "id,text\n", `1,${"x".repeat(1000)}\n`));
    // Else a fast machine is done before there is anything to tell.
    proxy = await startFaultProxy(store().url);
    proxy.setRules({ when: { operation: "GetObject" }, do: { kind: "pace", bytesPerSecond: 60e6 } });
    const { screen, stdout } = await onTerminal({}, "", 100, proxy.url);
    expect(screen).toMatch(/t {2}0 of 1 files {2}[\d.]+ [kM]?B of 62\.9 MB {2}\d+ % {2}[\d,]+ rows\/s/);
    expect(screen).toMatch(/\r\u001B\[K/);
    expect(screen).toMatch(
      /table +files +known +skipped +failed +records +size +seconds\r\nt +1 +0 +0 +0 +[\d,]+ +62\.9 MB +[\d.]+\r\n$/,
    );
    // Nothing of a line that was taken back stays behind: each is erased, or is not the last.
    const lines = screen.split("\r\n").map((line) => line.slice(line.lastIndexOf("\u001B[K") + 3));
    expect(lines.filter((line) => line.includes("rows/s"))).toEqual([]);
    expect(parseMessages(stdout).length).toBeGreaterThan(60_000);
  });

  test("the closing table fits, also where the terminal is narrow", async () => {
    store().put(bucketName, "a.csv", `id\n${"1\n".repeat(1200)}`);
    const { screen } = await onTerminal({ NO_COLOR: "1" }, "", 40);
    expect(screen).toContain(": 1,200 records of 1 file, ");
    expect(screen).toMatch(/\r\ntable +files +records +size +seconds\r\nt +1 +1,200 +2\.4 kB +[\d.]+\r\n$/);
  });

  test.each([
    ["colours where they are wanted", {}, "", /\u001B\[32mINFO/],
    ["none with NO_COLOR", { NO_COLOR: "1" }, "", /^(?!.*\u001B\[\d+m)/s],
    ["no order at all to a dumb terminal", { TERM: "dumb" }, "", /^[^\u001B]*$/],
    ["JSON lines when asked for, and nothing else", {}, "--log-format json", /^(\{[^\u001B]*\}\r\n)+$/],
  ])("there are %s", async (_name, env, args, expected) => {
    store().put(bucketName, "a.csv", "id\n1\n");
    expect((await onTerminal(env, args)).screen).toMatch(expected);
  });
});

test("Where stderr is no terminal there is nothing but log lines", async () => {
  store().put(bucketName, "large.csv", largeFile(60 * 1024 * 1024, "id,text\n", `1,${"x".repeat(1000)}\n`));
  const { stderr } = await spawnTap({ config: configFor(store()), args: ["--log-format", "pretty"] });
  expect(stderr).toMatch(/^(\[[\d:]+\] [A-Z]+: [^\r\u001B]+\n)+$/);
});
