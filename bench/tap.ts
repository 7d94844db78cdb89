import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { type Command, nodeCommand } from "./measure.ts";
import type { StoreContent } from "./programs/store.ts";

/** An S3 server in a process of its own. */
export interface StoreProcess {
  readonly url: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  stop(): void;
}

/** The path of a compiled program of the benchmark. */
export function programPath(name: string): string {
  return fileURLToPath(new URL(`programs/${name}`, import.meta.url));
}

/** Starts a server that holds the content. */
export async function startStoreProcess(content: StoreContent): Promise<StoreProcess> {
  const args = [programPath("store.js"), JSON.stringify(content)];
  const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "inherit"] });
  for await (const line of createInterface(child.stdout)) {
    const { url, accessKeyId, secretAccessKey }: StoreProcess = JSON.parse(line);
    return { url, accessKeyId, secretAccessKey, stop: () => void child.kill() };
  }
  throw new Error("The server of the benchmark did not start");
}

/** The program people run, from its bin, over the objects that match. `settings` are those of the table, `top` of all. */
export function tapCommand(
  store: StoreProcess,
  pattern: string,
  files: Readonly<Record<string, object>> = {},
  settings: object = {},
  top: object = {},
): Command {
  const table = { table_name: "bench", search_pattern: pattern, ...settings };
  const config = {
    bucket: "bench",
    aws_endpoint_url: store.url,
    aws_access_key_id: store.accessKeyId,
    aws_secret_access_key: store.secretAccessKey,
    time_extracted: false,
    ...top,
    tables: [table],
  };
  const flags = Object.entries({ config, ...files }).flatMap(([flag, content]) => [
    `--${flag}`,
    written(flag, content),
  ]);
  return nodeCommand(binary, [...flags, "--log-level", "error"]);
}

/** The program people run, with these settings of the config. */
export function syncCommand(
  store: { readonly url: string; readonly credentials: Pick<StoreProcess, "accessKeyId" | "secretAccessKey"> },
  settings: object,
  files: Readonly<Record<string, object>>,
): Command {
  const { accessKeyId, secretAccessKey } = store.credentials;
  const keys = { aws_access_key_id: accessKeyId, aws_secret_access_key: secretAccessKey };
  const config = { bucket: "bench", aws_endpoint_url: store.url, ...keys, time_extracted: false, ...settings };
  const flags = Object.entries({ config, ...files }).flatMap(([flag, content]) => [
    `--${flag}`,
    written(flag, content),
  ]);
  return nodeCommand(binary, [...flags, "--log-level", "error"]);
}

/** A program of the benchmark that reads from the server with the SDK. */
export function sdkCommand(store: StoreProcess, name: string, args: readonly string[]): Command {
  return nodeCommand(programPath(name), args, {
    BENCH_URL: store.url,
    AWS_ACCESS_KEY_ID: store.accessKeyId,
    AWS_SECRET_ACCESS_KEY: store.secretAccessKey,
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
  });
}

/** From build/bench the project is two folders up. */
export const binary = fileURLToPath(new URL("../../bin/tap-s3-csv.js", import.meta.url));

let folder: string | null = null;
let count = 0;

function written(name: string, content: object): string {
  if (folder === null) {
    const made = mkdtempSync(join(tmpdir(), "tap-s3-csv-bench-run-"));
    process.on("exit", () => rmSync(made, { recursive: true }));
    folder = made;
  }
  const path = join(folder, `${name}-${count++}.json`);
  writeFileSync(path, JSON.stringify(content), { mode: 0o600 });
  return path;
}
