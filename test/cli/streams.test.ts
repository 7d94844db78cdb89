import { spawn } from "node:child_process";
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { binary } from "../support/binary.ts";
import { bucketName, configFor, useStore } from "../support/bucket.ts";
import { parseMessages } from "../support/messages.ts";
import { parseLog, testEnvironment, writeFiles } from "../support/run-tap.ts";

const store = useStore();
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tap-s3-csv-test-"));
});
afterAll(async () => rm(folder, { recursive: true }));

/** A file of some megabytes: more than a pipe and the tap's own windows hold. */
function putLargeFile(rows = 100_000): void {
  const row = `,${"x".repeat(80)}\n`;
  store().put(bucketName, "large.csv", `id,text\n${Array.from({ length: rows }, (_, index) => index + row).join("")}`);
}

interface ShellResult {
  readonly codes: readonly number[];
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a pipeline in a real shell, as people do; `$TAP` is the program with its config. */
async function shell(script: string): Promise<ShellResult> {
  const args = await writeFiles(folder, { config: configFor(store()) });
  const tap = [process.execPath, binary, ...args].join(" ");
  const child = spawn("bash", ["-c", `${script}; echo "\${PIPESTATUS[@]}" >&3`], {
    env: { ...testEnvironment(), TAP: tap },
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
  const texts = ["", "", ""];
  for (const [index, stream] of [child.stdio[1], child.stdio[2], child.stdio[3]].entries()) {
    stream?.on("data", (chunk: Buffer) => void (texts[index] += chunk.toString()));
  }
  await once(child, "close");
  const [stdout = "", stderr = "", codes = ""] = texts;
  return { codes: codes.trim().split(" ").map(Number), stdout, stderr };
}

describe("A reader that", () => {
  test("goes away after one line ends the run quietly with 141", async () => {
    putLargeFile();
    const { codes, stdout, stderr } = await shell("$TAP | head -1");
    expect(codes[0]).toBe(141);
    expect(JSON.parse(stdout)).toEqual({ type: "STATE", value: { bookmarks: {} } });
    const log = parseLog(stderr);
    expect(log.filter(({ level }) => level !== "info")).toEqual([]);
    expect(log.at(-1)?.msg).toMatch(/The target closed the pipe/);
  });

  test("sleeps before it reads gets every line", async () => {
    putLargeFile();
    const { codes, stdout } = await shell("$TAP | (sleep 2; cat)");
    expect(codes[0]).toBe(0);
    expect(parseMessages(stdout).filter(({ type }) => type === "RECORD")).toHaveLength(100_000);
  });
});

describe("A disk that is full", () => {
  test("ends the run with a sentence and without success", async () => {
    putLargeFile();
    const { codes, stderr } = await shell("$TAP > /dev/full");
    expect(codes[0]).not.toBe(0);
    expect(parseLog(stderr).at(-1)?.msg).toMatch(/output could not be written: .*ENOSPC/);
  });
});

describe("What is printed", () => {
  const commands = ["--discover", "--check", "--policy", "--explain large.csv", "--about", "--help"];

  test.each(commands)("by %s to a disk that is full ends the run with a sentence", async (flags) => {
    putLargeFile(10);
    const { codes, stderr } = await shell(`$TAP ${flags} > /dev/full`);
    expect(codes).toEqual([141]);
    expect(stderr).toMatch(/output could not be written: .*ENOSPC/);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  test("to a reader that is gone ends the run with 141", async () => {
    putLargeFile(10);
    const { codes, stderr } = await shell("$TAP --discover | (exec <&-; sleep 2)");
    expect(codes[0]).toBe(141);
    expect(parseLog(stderr).at(-1)?.msg).toMatch(/The target closed the pipe/);
  });
});

describe("A file as stdout", () => {
  test("holds every line", async () => {
    putLargeFile(1000);
    const path = join(folder, "out.jsonl");
    const { codes } = await shell(`$TAP > ${path}`);
    expect(codes[0]).toBe(0);
    const file = await open(path);
    expect(parseMessages(await file.readFile("utf8")).filter(({ type }) => type === "RECORD")).toHaveLength(1000);
    await file.close();
  });
});
