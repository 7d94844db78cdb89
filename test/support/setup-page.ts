import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { request, type IncomingHttpHeaders } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Store } from "../../local-aws/store/store.ts";
import { binary } from "./binary.ts";
import { testEnvironment } from "./run-tap.ts";

/** An answer of the page's server. */
interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A running `--setup` in a folder of its own. */
export interface SetupPage {
  readonly folder: string;
  readonly address: URL;
  /** Everything that was answered. */
  readonly answers: readonly Answer[];
  readonly get: (path: string, headers?: Readonly<Record<string, string>>) => Promise<Answer>;
  readonly post: (
    path: string,
    form?: Readonly<Record<string, string>>,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Answer>;
  /** Lists a bucket and waits for its keys. */
  readonly list: (bucket?: Readonly<Record<string, string>>) => Promise<string>;
  readonly read: (file: string) => Promise<string>;
  /** Sends the signal, and gives how the process ended. */
  readonly end: (signal?: NodeJS.Signals) => Promise<{ readonly code: number | null; readonly stderr: string }>;
}

/** What the page is started with. */
interface SetupInput {
  readonly store: Store;
  /** Files of the folder, by name. */
  readonly files?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** The program, when it is not the one of this project. */
  readonly program?: string;
}

/** The environment in which the store is found, as a person's shell may have it. */
export function storeEnvironment({ url, credentials }: Store): Record<string, string> {
  return {
    AWS_ENDPOINT_URL_S3: url,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  };
}

/** Starts the page. `end` must be awaited. */
export async function startSetup({ store, files = {}, args = [], env = {}, program }: SetupInput): Promise<SetupPage> {
  const folder = await mkdtemp(join(tmpdir(), "tap-s3-csv-setup-"));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text, { mode: 0o600 });
  const command = program === undefined ? [process.execPath, binary] : [program];
  const child = spawn(command[0] ?? "", [...command.slice(1), "--setup", ...args], {
    cwd: folder,
    env: testEnvironment({ ...storeEnvironment(store), ...env }),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const closed = once(child, "close");
  const stderr: Buffer[] = [];
  child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
  const printed = await Promise.race([once(child.stdout, "data"), closed]);
  const [, address = ""] = /Open (http:\S+)/.exec(String(printed[0])) ?? [];
  if (address === "") throw new Error(`--setup did not start: ${Buffer.concat(stderr).toString()}`);
  const answers: Answer[] = [];
  const ask: SetupPage["post"] & { readonly method?: string } = async (path, form, headers = {}) => {
    const answer = await send(new URL(path, address), form, headers);
    answers.push(answer);
    return answer;
  };
  const page: SetupPage = {
    folder,
    address: new URL(address),
    answers,
    get: (path, headers) => ask(path, undefined, headers),
    post: (path, form = {}, headers = {}) => ask(path, form, headers),
    list: async (bucket) => {
      if (bucket !== undefined) await page.post("bucket", bucket);
      for (;;) {
        const { body } = await page.get("keys");
        if (!body.includes("Listing:")) return body;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    read: (file) => readFile(join(folder, file), "utf8"),
    end: async (signal = "SIGTERM") => {
      child.kill(signal);
      const [code]: (number | null)[] = await closed;
      await rm(folder, { recursive: true });
      return { code: code ?? null, stderr: Buffer.concat(stderr).toString() };
    },
  };
  return page;
}

/** By hand, because fetch lets nobody choose the Host. */
async function send(
  url: URL,
  form: Readonly<Record<string, string>> | undefined,
  headers: Readonly<Record<string, string>>,
): Promise<Answer> {
  const type = form === undefined ? {} : { "Content-Type": "application/x-www-form-urlencoded" };
  const outgoing = request(url, { method: form === undefined ? "GET" : "POST", headers: { ...type, ...headers } });
  outgoing.end(form === undefined ? undefined : new URLSearchParams(form).toString());
  const [incoming] = await once(outgoing, "response");
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return { status: incoming.statusCode, headers: incoming.headers, body: Buffer.concat(chunks).toString() };
}
