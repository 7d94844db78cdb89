import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bucketName, configFor, useStore } from "../support/bucket.ts";
import { parseMessages, type Message } from "../support/messages.ts";
import { runTap, testEnvironment, writeFiles } from "../support/run-tap.ts";

const store = useStore();
const binary = fileURLToPath(new URL("../../bin/tap-s3-csv.js", import.meta.url));
const rows = 200_000;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tap-s3-csv-test-"));
});
afterAll(async () => rm(folder, { recursive: true }));

function putFile(): void {
  const lines = Array.from({ length: rows }, (_, index) => `${index},some text\n`);
  store().put(bucketName, "large.csv", `id,text\n${lines.join("")}`);
}

/** Starts the tap and sends a signal once that many bytes of its output have been read. */
async function stopAfter(bytes: number, signal: NodeJS.Signals) {
  const args = await writeFiles(folder, { config: configFor(store()) });
  const child = spawn(process.execPath, [binary, ...args], {
    env: testEnvironment(),
    stdio: ["ignore", "pipe", "pipe"],
  });
  child.stderr.resume();
  const chunks: Buffer[] = [];
  let read = 0;
  child.stdout.on("data", (chunk: Buffer) => {
    chunks.push(chunk);
    if (read < bytes && read + chunk.length >= bytes) child.kill(signal);
    read += chunk.length;
  });
  const [code] = await once(child, "close");
  return { code, messages: parseMessages(Buffer.concat(chunks).toString()) };
}

const idsOf = (messages: readonly Message[]): readonly string[] =>
  messages.flatMap((message) => (message.type === "RECORD" ? [String(message.record["id"])] : []));

describe("A signal in the middle of a file", () => {
  test.for([
    ["SIGTERM", 143, 100_000],
    ["SIGTERM", 143, 5_000_000],
    ["SIGINT", 130, 3_000_000],
  ] as const)(
    "%s ends the run with %i and a STATE that covers exactly what was written",
    async ([signal, code, bytes]) => {
      putFile();
      const run = await stopAfter(bytes, signal);
      expect(run.code).toBe(code);
      expect(run.messages.at(-1)?.type).toBe("STATE");
      const before = idsOf(run.messages);
      expect(before.length).toBeLessThan(rows);
      const state = run.messages.findLast((message) => message.type === "STATE")?.value ?? {};
      const rest = await runTap({ config: configFor(store()), state });
      expect(rest.code).toBe(0);
      expect([...before, ...idsOf(rest.messages)]).toEqual(Array.from({ length: rows }, (_, index) => String(index)));
    },
  );
});
